/** Browser half of the chat: its end stays in sight for who is there, and whole answers are read out. */

import type { Hooks } from "@djust/live/client";

/** So near to its end the reader is there. */
const NEAR = 100;

const Bottom: Hooks[string] = class {
  declare readonly el: HTMLElement;
  #isThere = true;
  /** Where it was put last. */
  #top = 0;

  mounted(): void {
    this.el.addEventListener("scroll", () => this.#isThere = this.#left < NEAR, { passive: true });
    this.updated();
  }

  updated(): void {
    // Who has just left is told of a little later: they are where nobody put them.
    if (this.el.scrollTop < this.#top - 1 && this.#left >= NEAR) this.#isThere = false;
    if (!this.#isThere) return;
    this.el.scrollTop = this.el.scrollHeight;
    this.#top = this.el.scrollTop;
  }

  /** Pixels that are left below what is in sight. */
  get #left(): number {
    return this.el.scrollHeight - this.el.scrollTop - this.el.clientHeight;
  }
};

const Spoken: Hooks[string] = {
  mounted() {
    this.handleEvent("answered", () => {
      const answers = document.querySelectorAll(".chat .theirs .text");
      this.el.textContent = answers.item(answers.length - 1)?.textContent ?? "";
    });
  },
};

const page = globalThis as { djust?: { hooks?: Hooks } };
page.djust = { ...page.djust, hooks: { ...page.djust?.hooks, Bottom, Spoken } };

/** Browser half of the chat: its end stays in sight for who is there, and whole answers are read out. */

import type { Hooks } from "@djust/live/client";

/** So near to its end the reader is there. */
const NEAR = 100;

const Bottom: Hooks[string] = class {
  declare readonly el: HTMLElement;
  #isThere = true;

  mounted(): void {
    this.el.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.el;
      this.#isThere = scrollHeight - scrollTop - clientHeight < NEAR;
    }, { passive: true });
    this.updated();
  }

  updated(): void {
    if (this.#isThere) this.el.scrollTop = this.el.scrollHeight;
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

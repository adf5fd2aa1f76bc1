/** Browser half of the chat: whole answers are read out. */

import type { Hooks } from "@djust/live/client";

const Spoken: Hooks[string] = {
  mounted() {
    this.handleEvent("answered", () => {
      const answers = document.querySelectorAll(".chat .theirs .text");
      this.el.textContent = answers.item(answers.length - 1)?.textContent ?? "";
    });
  },
};

const page = globalThis as { djust?: { hooks?: Hooks } };
page.djust = { ...page.djust, hooks: { ...page.djust?.hooks, Spoken } };

/** Sees what others do to the document, and never what we do. */

import type { Page } from "./clock.ts";

/** An observer that looks away while we work. */
export class Watch {
  readonly #window: Page;
  readonly #observer: MutationObserver;
  readonly #note: (records: MutationRecord[]) => void;

  /** Tells what others changed. */
  constructor(window: Page, note: (records: MutationRecord[]) => void) {
    this.#window = window;
    this.#note = note;
    this.#observer = new window.MutationObserver(note);
    this.#look();
  }

  /** Runs what changes the document itself. */
  away<Result>(run: () => Result): Result {
    const records = this.#observer.takeRecords();
    // Records cost time for every node: none are made while we work.
    this.#observer.disconnect();
    if (records.length > 0) this.#note(records);
    try {
      return run();
    } finally {
      this.#look();
    }
  }

  #look(): void {
    this.#observer.observe(this.#window.document, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  }
}

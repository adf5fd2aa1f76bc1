/** What was typed, kept for the page that is loaded anew; that it is there says that this was tried. */

import type { Page } from "./clock.ts";

const STORE = "djust";

/** Kept in the tab, for its address only. Some browsers forbid even to ask for their storage. */
export class Kept {
  readonly #window: Page;

  constructor(window: Page) {
    this.#window = window;
  }

  /** What was typed at this address before it was loaded anew; undefined when it was not. */
  get(): Record<string, string> | undefined {
    try {
      const { path, typed } = JSON.parse(this.#window.sessionStorage.getItem(STORE) ?? "{}");
      return path === this.#path ? typed : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether it could be kept. */
  set(typed: Record<string, string>): boolean {
    try {
      this.#window.sessionStorage.setItem(STORE, JSON.stringify({ path: this.#path, typed }));
      return true;
    } catch {
      return false;
    }
  }

  drop(): void {
    try {
      this.#window.sessionStorage.removeItem(STORE);
    } catch {
      // Then nothing is there.
    }
  }

  /** Without the hash: that is a place in the same page. */
  get #path(): string {
    const { pathname, search } = new URL(this.#window.location.href);
    return pathname + search;
  }
}

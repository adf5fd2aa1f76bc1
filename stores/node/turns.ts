/** Turns of the event loop: much to do is done in pieces, in order. */

import type { Clock } from "../../server/world/mod.ts";

/** How much is done at once. */
const AT_ONCE = 64;

/** What is to be done, one after another, without keeping others from their turn. */
export class Turns {
  readonly #clock: Pick<Clock, "timer">;
  #waiting: (() => void)[] = [];
  #cancel: (() => void) | undefined;
  readonly #idle = new Set<() => void>();

  /** Nothing to do yet. */
  constructor(clock: Pick<Clock, "timer">) {
    this.#clock = clock;
  }

  /** Does it, after all that waits. What it throws is the platform's, as in any timer. */
  add(run: () => void): void {
    this.#waiting.push(run);
    if (this.#cancel) return;
    if (this.#waiting.length === 1) queueMicrotask(() => this.#turn());
  }

  /** Resolves when all that waits by now is done, or never will be. */
  done(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idle.add(resolve);
    this.add(resolve);
    return promise.finally(() => this.#idle.delete(resolve));
  }

  /** Does nothing of what waits any more. */
  close(): void {
    this.#waiting = [];
    this.#cancel?.();
    this.#cancel = undefined;
    for (const resolve of this.#idle) resolve();
  }

  #turn(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const now = this.#waiting.slice(0, AT_ONCE);
    try {
      while (now.length > 0) {
        this.#waiting.shift();
        now.shift()?.();
      }
    } finally {
      // Also where one of them threw: the others are not to wait for ever.
      if (this.#waiting.length > 0) {
        this.#cancel = this.#clock.timer(0, () => this.#turn(), { unref: true });
      }
    }
  }
}

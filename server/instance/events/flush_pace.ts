/** How often a handler's `flush()` may send: the first at once, those soon after it together. */

import type { World } from "../../world/mod.ts";

/** The pace of one handler's flushes. */
export class FlushPace {
  readonly #world: World;
  readonly #send: () => void;
  #sentAt = -Infinity;
  #cancel: (() => void) | undefined;

  /** A pace for this way of sending. */
  constructor(world: World, send: () => void) {
    this.#world = world;
    this.#send = send;
  }

  /**
   * Sends now, or with others in a moment. Where the loop was kept past that moment, as by a model that
   * has all its words at hand, it gives what lets the loop turn: what was sent leaves, a stop comes in.
   */
  flush(): Promise<void> | undefined {
    const wait = this.#sentAt + this.#world.limits.flush - this.#world.now();
    if (wait > 0) {
      this.#cancel ??= this.#world.timer(wait, () => this.#now(), { unref: true });
      return undefined;
    }
    const isLate = this.#cancel !== undefined;
    this.end();
    this.#now();
    return isLate
      ? new Promise((resolve) => this.#world.timer(0, resolve, { unref: true }))
      : undefined;
  }

  /** Sends once who is at work now has ended, or with others in a moment. */
  soon(): void {
    const wait = Math.max(0, this.#sentAt + this.#world.limits.flush - this.#world.now());
    this.#cancel ??= this.#world.timer(wait, () => this.#now(), { unref: true });
  }

  /** Sends no more. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #now(): void {
    this.#cancel = undefined;
    this.#sentAt = this.#world.now();
    this.#send();
  }
}

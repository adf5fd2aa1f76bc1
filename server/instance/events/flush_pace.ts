/** How often may be sent what nobody waits for: the first at once, what comes soon after it together. */

import type { World } from "../../world/mod.ts";

/** No frame has to leave to the millisecond, and there may be as many of them as there are pages. */
const SOON = { unref: true, shared: true } as const;

/** The pace of one view's flushes, and of what others tell it. */
export class FlushPace {
  readonly #world: World;
  readonly #send: () => boolean;
  #sentAt = -Infinity;
  #cancel: (() => void) | undefined;

  /** A pace for this way of sending; it tells whether there was something. */
  constructor(world: World, send: () => boolean) {
    this.#world = world;
    this.#send = send;
  }

  /**
   * Sends now, or with others in a moment. Where the loop was kept past that moment, as by a model that
   * has all its words at hand, it gives what lets the loop turn: what was sent leaves, a stop comes in.
   */
  flush(): Promise<void> | undefined {
    if (this.#wait > 0) {
      this.soon();
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
    this.#cancel ??= this.#world.timer(Math.max(0, this.#wait), () => this.#now(), SOON);
  }

  /** Sends now, or with others in a moment; who is at work has ended. */
  send(): void {
    if (this.#wait > 0) return this.soon();
    this.end();
    // Where there was nothing, what comes next is the first.
    if (this.#send()) this.#sentAt = this.#world.now();
  }

  /** Sends no more. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  get #wait(): number {
    return this.#sentAt + this.#world.limits.flush - this.#world.now();
  }

  #now(): void {
    this.#cancel = undefined;
    this.#sentAt = this.#world.now();
    this.#send();
  }
}

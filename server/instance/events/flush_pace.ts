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

  /** Sends now, or with others in a moment. */
  flush(): void {
    const wait = this.#sentAt + this.#world.limits.flush - this.#world.now();
    if (wait <= 0) {
      this.end();
      this.#now();
    } else this.#cancel ??= this.#world.timer(wait, () => this.#now(), { unref: true });
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

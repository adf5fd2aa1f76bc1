/** A clock that goes on by itself, and can be moved ahead: what is due then runs at once. */

import type { Clock } from "../../server/world/mod.ts";

/** A timer that waits. */
interface Waiting {
  readonly at: number;
  readonly run: () => void;
}

/** The platform's time, with jumps. */
export class MovedClock implements Clock {
  #moved = 0;
  readonly #waiting = new Map<ReturnType<typeof setTimeout>, Waiting>();

  get timers(): number {
    return this.#waiting.size;
  }

  now(): number {
    return performance.now() + this.#moved;
  }

  date(): number {
    return Date.now() + this.#moved;
  }

  timer(ms: number, run: () => void, options: { unref?: boolean } = {}): () => void {
    const id = setTimeout(() => {
      this.#waiting.delete(id);
      run();
    }, ms);
    if (options.unref) Deno.unrefTimer(id);
    this.#waiting.set(id, { at: this.now() + ms, run });
    return () => {
      this.#waiting.delete(id);
      clearTimeout(id);
    };
  }

  /** Lets so many milliseconds be over. */
  move(ms: number): void {
    this.#moved += ms;
    const due = [...this.#waiting].filter(([, { at }]) => at <= this.now());
    for (const [id, { run }] of due.sort(([, a], [, b]) => a.at - b.at)) {
      clearTimeout(id);
      if (this.#waiting.delete(id)) run();
    }
  }
}

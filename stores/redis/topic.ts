/** Topic of the bus: its listeners in this process, and what they have heard of each publisher. */

import type { Delivery } from "../../server/world/mod.ts";
import type { Envelope } from "./envelope.ts";

/** Publishers whose last number is known. Those of processes that are gone make room. */
const MOST_PUBLISHERS = 1_000;

/** One topic that somebody here listens to. */
export class Topic {
  readonly #listeners = new Set<(delivery: Delivery) => void>();
  readonly #last = new Map<string, number>();

  /** Whether somebody listens. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** Begins to listen; returns how to stop. Two of one function are two. */
  listen(listener: (delivery: Delivery) => void): () => void {
    const own = (delivery: Delivery): void => listener(delivery);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Whether messages were lost before this one. Its number is the last from now on. */
  follow({ from, number, before, content }: Envelope): boolean {
    const last = this.#last.get(from);
    this.#last.delete(from);
    this.#last.set(from, number);
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= MOST_PUBLISHERS) break;
      this.#last.delete(oldest);
    }
    return !content || (last !== undefined && before !== 0 && before !== last);
  }

  /** Gives every listener its own. One may stop, or begin, while it is called. */
  deliver(delivery: () => Delivery): void {
    for (const listener of [...this.#listeners]) listener(delivery());
  }
}

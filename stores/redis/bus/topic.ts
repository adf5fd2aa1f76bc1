/** Topic of the bus: its listeners in this process, and the places of what they have heard. */

import type { Delivery } from "../../../server/world/mod.ts";
import { Places } from "../posts/mod.ts";

/** One topic that somebody here listens to. */
export class Topic {
  readonly #listeners = new Set<(delivery: Delivery) => void>();
  /** What was heard last of each publisher. */
  readonly places = new Places();

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

  /** Gives every listener its own. One may stop, or begin, while it is called. */
  deliver(delivery: () => Delivery): void {
    for (const listener of [...this.#listeners]) listener(delivery());
  }
}

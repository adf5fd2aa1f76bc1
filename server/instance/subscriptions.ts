/** Subscriptions of one instance to topics. */

import type { Bus, Delivery } from "../world/mod.ts";

/**
 * A topic as an app may use it. Others are the hub's: who heard them would learn the ids of sessions,
 * and who spoke there could put visitors out. A topic may be a visitor's words.
 */
export function ownTopic(topic: string): string {
  if (!String(topic).startsWith("djust:")) return topic;
  throw new TypeError(
    `Cannot use the topic ${
      JSON.stringify(String(topic).slice(0, 100))
    }: names that begin with "djust:" are the framework's; choose another`,
  );
}

/** Subscriptions of one instance. */
export class Subscriptions {
  readonly #bus: Bus;
  readonly #deliver: (topic: string, delivery: Delivery) => void;
  readonly #stops = new Map<string, () => void>();

  /** Subscriptions to this bus. */
  constructor(bus: Bus, deliver: (topic: string, delivery: Delivery) => void) {
    this.#bus = bus;
    this.#deliver = deliver;
  }

  /** How many there are. */
  get size(): number {
    return this.#stops.size;
  }

  /** Twice is once. */
  add(topic: string): void {
    if (this.#stops.has(topic)) return;
    const stop = this.#bus.subscribe(topic, (delivery) => this.#deliver(topic, delivery));
    this.#stops.set(topic, stop);
  }

  /** Ends one. */
  remove(topic: string): void {
    const stop = this.#stops.get(topic);
    this.#stops.delete(topic);
    stop?.();
  }

  /** Ends all; a bus that fails is told of, and keeps nothing else from ending. */
  end(failed: (error: unknown) => void): void {
    for (const topic of [...this.#stops.keys()]) {
      try {
        this.remove(topic);
      } catch (error) {
        failed(error);
      }
    }
  }
}

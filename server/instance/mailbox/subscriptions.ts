/** Subscriptions of one instance to topics. */

import type { Delivery, LocalBus } from "../../world/mod.ts";

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

/** One topic that is listened to. */
export interface Subscription {
  readonly topic: string;
  /** The view's own function for its messages; none where `handleInfo` gets them. */
  take: ((message: unknown) => unknown) | undefined;
  /** Whether it was ended: what still waits for its function is nobody's. */
  isOver: boolean;
}

/** Subscriptions of one instance. */
export class Subscriptions {
  readonly #bus: LocalBus;
  readonly #deliver: (subscription: Subscription, delivery: Delivery) => void;
  readonly #running = new Map<string, { subscription: Subscription; stop: () => void }>();

  /** Subscriptions to this bus. */
  constructor(bus: LocalBus, deliver: (subscription: Subscription, delivery: Delivery) => void) {
    this.#bus = bus;
    this.#deliver = deliver;
  }

  /** How many there are. */
  get size(): number {
    return this.#running.size;
  }

  /** Twice is once; the last function holds. */
  add(topic: string, take: Subscription["take"]): void {
    const running = this.#running.get(topic);
    if (running) {
      running.subscription.take = take;
      return;
    }
    const subscription: Subscription = { topic, take, isOver: false };
    const stop = this.#bus.subscribe(topic, (delivery) => this.#deliver(subscription, delivery));
    this.#running.set(topic, { subscription, stop });
  }

  /** Ends one. */
  remove(topic: string): void {
    const running = this.#running.get(topic);
    if (!running) return;
    this.#running.delete(topic);
    running.subscription.isOver = true;
    running.stop();
  }

  /** Ends all; a bus that fails is told of, and keeps nothing else from ending. */
  end(failed: (error: unknown) => void): void {
    for (const topic of [...this.#running.keys()]) {
      try {
        this.remove(topic);
      } catch (error) {
        failed(error);
      }
    }
  }
}

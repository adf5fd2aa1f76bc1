/** Publish and subscribe between instances: the interface every bus implements. */

/** What a subscriber is given: a message, or the news that some were missed. */
export type Delivery = { type: "message"; message: unknown } | { type: "gap" };

/**
 * Carries messages between instances, at most once. A bus that spans processes structured-clones
 * messages of at most 48 KB and delivers a `gap` where it knows that it lost some.
 */
export interface Bus {
  /** Gives a copy of the message to every subscriber of the topic, the publisher's own too. */
  publish(topic: string, message: unknown): void;
  /** Calls the listener for every message of the topic; returns how to stop. */
  subscribe(topic: string, listener: (delivery: Delivery) => void): () => void;
  /** Frees connections and timers. */
  close?(): void | Promise<void>;
}

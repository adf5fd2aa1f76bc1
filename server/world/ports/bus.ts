/** Publish and subscribe between instances: the interface of every bus, and the one in memory. */

import { copiesOf } from "./copies.ts";
import type { StoreStatus } from "../report/mod.ts";

/**
 * What a subscriber is given: a message, or the news that some were missed.
 *
 * @category Stores
 */
export type Delivery = { type: "message"; message: unknown } | { type: "gap" };

/**
 * Carries messages between instances, at most once. A bus that spans processes structured-clones
 * messages of at most 48 KB and delivers a `gap` where it knows that it lost some.
 *
 * What it throws at once is about the topic or the message, and goes to whoever called. A promise that
 * rejects, or takes over 5 s, is an outage: it is told once, and nobody waits for it.
 *
 * @category Stores
 */
export interface Bus {
  /** Gives a copy of the message to every subscriber of the topic, the publisher's own too. */
  publish(topic: string, message: unknown): void | Promise<void>;
  /**
   * Calls the listener for every message of the topic; returns how to stop, or a promise of it. One
   * that rejects is tried again, 1 to 30 s later, and then its listener gets a `gap`.
   */
  subscribe(
    topic: string,
    listener: (delivery: Delivery) => void,
  ): (() => void | Promise<void>) | Promise<() => void | Promise<void>>;
  /** The process is asked to end: lets go what would keep it alive. It may still be used. */
  drain?(): void | Promise<void>;
  /** Ends what the bus opened itself. */
  close?(): void | Promise<void>;
  /** How it is; what the hub has seen of it, where the bus does not say. */
  status?(): StoreStatus;
}

/**
 * A bus that does at once what it is asked: {@linkcode memoryBus}, and any bus as views see it.
 *
 * @category Stores
 */
export interface LocalBus extends Bus {
  /** See {@link Bus}. */
  publish(topic: string, message: unknown): void;
  /** See {@link Bus}. */
  subscribe(topic: string, listener: (delivery: Delivery) => void): () => void;
}

/** A bus within one process. */
class MemoryBus implements LocalBus {
  readonly #subscriptions = new Map<string, Set<(delivery: Delivery) => void>>();

  publish(topic: string, message: unknown): void {
    const copy = copied(topic, message);
    const listeners = this.#subscriptions.get(topic);
    if (!listeners) return;
    const next = copiesOf(copy);
    // A listener may subscribe or unsubscribe while it is called.
    for (const listener of [...listeners]) {
      listener({ type: "message", message: next() });
    }
  }

  subscribe(topic: string, listener: (delivery: Delivery) => void): () => void {
    let listeners = this.#subscriptions.get(topic);
    if (!listeners) this.#subscriptions.set(topic, listeners = new Set());
    // Two subscriptions of one function are two.
    const own = (delivery: Delivery): void => listener(delivery);
    listeners.add(own);
    return () => {
      const listeners = this.#subscriptions.get(topic);
      listeners?.delete(own);
      if (listeners?.size === 0) this.#subscriptions.delete(topic);
    };
  }
}

/**
 * A bus within one process: the default. Pages served by other processes are not reached.
 *
 * @example
 * ```ts
 * import { memoryBus } from "@djust/live";
 *
 * const bus = memoryBus();
 * const stop = bus.subscribe("news", (delivery) => delivery.type);
 * bus.publish("news", { title: "Hello" });
 * stop();
 * ```
 *
 * @category Stores
 */
export function memoryBus(): LocalBus {
  return new MemoryBus();
}

function copied(topic: string, message: unknown): unknown {
  try {
    return structuredClone(message);
  } catch (cause) {
    throw new TypeError(
      `Cannot publish to "${topic}": the message cannot be copied (${
        cause instanceof Error ? cause.message : String(cause)
      }); send plain data`,
      { cause },
    );
  }
}

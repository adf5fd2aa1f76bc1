/** Bus as instances use it: never waited for; outages are told once, lost subscriptions tried again. */

import { isThenable } from "../platform/mod.ts";
import type { Bus, Delivery, LocalBus } from "./ports/mod.ts";
import type { Outage } from "./report/mod.ts";
import type { World } from "./world.ts";

/** How long a call may hang before it counts as an outage. */
const PATIENCE = 5_000;
/** The first and the longest wait before a subscription that failed is tried again. */
const WAIT = 1_000;
const MOST_WAIT = 30_000;

/** What a steady bus needs. */
export interface SteadyBusParts {
  readonly bus: Bus;
  readonly outage: Outage;
  readonly timer: World["timer"];
}

/** A bus that may be slow or away, as one that does at once what it is asked. */
export class SteadyBus implements LocalBus {
  readonly #parts: SteadyBusParts;
  /** Calls under way, with what takes back the timer of each. */
  readonly #calls = new Map<PromiseLike<unknown>, () => void>();
  readonly #subscriptions = new Set<Subscribing>();
  #published: PromiseWithResolvers<void> | undefined;

  /** This bus, made steady. */
  constructor(parts: SteadyBusParts) {
    this.#parts = parts;
  }

  /** What the bus throws at once is about the message, and goes to whoever publishes it. */
  publish(topic: string, message: unknown): void {
    this.#watch(this.#parts.bus.publish(topic, message));
  }

  subscribe(topic: string, listener: (delivery: Delivery) => void): () => void {
    const subscription = new Subscribing(listener, {
      timer: this.#parts.timer,
      begin: (own) => this.#parts.bus.subscribe(topic, own),
      watch: (call, givenUp) => this.#watch(call, givenUp),
      over: () => this.#subscriptions.delete(subscription),
    });
    // Throws where the bus does: then there is nothing to end.
    subscription.start();
    this.#subscriptions.add(subscription);
    return () => subscription.stop();
  }

  /** Resolves when what was published has left the process, or was given up. */
  published(): Promise<void> {
    if (this.#calls.size === 0) return Promise.resolve();
    this.#published ??= Promise.withResolvers();
    return this.#published.promise;
  }

  /** Waits for nothing any more. */
  close(): void {
    for (const subscription of [...this.#subscriptions]) subscription.stop();
    for (const call of [...this.#calls.keys()]) this.#done(call);
  }

  /** A call that may take a while. Who gives up waiting may be told. */
  #watch(call: unknown, givenUp?: () => void): void {
    const { outage, timer } = this.#parts;
    if (!isThenable(call)) return outage.worked();
    const late = new Error(`Cannot reach the bus: it did not answer within ${PATIENCE} ms`);
    const cancel = timer(PATIENCE, () => {
      this.#done(call);
      outage.failed(late);
      givenUp?.();
    }, { unref: true });
    this.#calls.set(call, cancel);
    call.then(() => {
      this.#done(call);
      outage.worked();
    }, (error: unknown) => {
      this.#done(call);
      outage.failed(error);
    });
  }

  #done(call: PromiseLike<unknown>): void {
    this.#calls.get(call)?.();
    this.#calls.delete(call);
    if (this.#calls.size > 0) return;
    this.#published?.resolve();
    this.#published = undefined;
  }
}

/** What one subscription needs. */
interface SubscribingParts {
  readonly timer: World["timer"];
  begin(own: (delivery: Delivery) => void): ReturnType<Bus["subscribe"]>;
  watch(call: unknown, givenUp?: () => void): void;
  over(): void;
}

/** One subscription, whether the bus has heard of it or not. */
class Subscribing {
  readonly #listener: (delivery: Delivery) => void;
  readonly #parts: SubscribingParts;
  #state: "open" | "stopped" = "open";
  /** Ends it at the bus, once that has answered. */
  #end: (() => unknown) | undefined;
  #cancel: (() => void) | undefined;
  #wait = WAIT;
  /** Whether it took so long that messages may be lost. */
  #isLate = false;

  constructor(listener: (delivery: Delivery) => void, parts: SubscribingParts) {
    this.#listener = listener;
    this.#parts = parts;
  }

  start(): void {
    const begun = this.#parts.begin((delivery) => {
      if (this.#state === "open") this.#listener(delivery);
    });
    if (!isThenable(begun)) {
      this.#end = begun;
      return;
    }
    this.#parts.watch(begun, () => this.#isLate = true);
    begun.then((end) => this.#begun(end), () => this.#again());
  }

  stop(): void {
    if (this.#state === "stopped") return;
    this.#state = "stopped";
    this.#cancel?.();
    this.#parts.over();
    if (this.#end) this.#finish(this.#end);
  }

  /** A bus that throws here must not keep others from their end, nor end the process. */
  #finish(end: () => unknown): void {
    try {
      this.#parts.watch(end());
    } catch (error) {
      this.#parts.watch(Promise.reject(error));
    }
  }

  #begun(end: () => unknown): void {
    this.#end = end;
    if (this.#state === "stopped") return this.#finish(end);
    // Nobody knows what was published meanwhile.
    if (this.#isLate) this.#listener({ type: "gap" });
  }

  #again(): void {
    if (this.#state === "stopped") return;
    this.#isLate = true;
    this.#cancel = this.#parts.timer(this.#wait, () => {
      try {
        this.start();
      } catch (error) {
        this.#parts.watch(Promise.reject(error));
        this.#again();
      }
    }, { unref: true });
    this.#wait = Math.min(this.#wait * 2, MOST_WAIT);
  }
}

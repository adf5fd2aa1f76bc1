/** Limits of one socket: how fast it may speak, and how slowly it may read. */

import { QUEUE_LIMITS } from "../../protocol/mod.ts";
import { Bucket, type Limits } from "../world/mod.ts";

/** The buckets of one socket: events, joins and the rest apart. */
export class SocketLimits {
  readonly events: Bucket;
  /** Pings, acknowledgements, heals: our own page sends few of them. */
  readonly controls: Bucket;
  readonly joins: Bucket;
  /** Events that are replayed: a page may declare as many as it likes at every join. */
  readonly replays: Bucket;
  readonly #limits: Limits;
  #violations: number[] = [];
  /** Since when the buffer has been above the hard limit. */
  #fullSince: number | undefined;

  /** Full buckets. */
  constructor(limits: Limits, now: number) {
    const { rate, burst, joins, joinsBurst } = limits;
    this.#limits = limits;
    this.events = new Bucket(rate, burst, now);
    this.controls = new Bucket(rate, burst, now);
    this.joins = new Bucket(joins, joinsBurst, now);
    this.replays = new Bucket(rate, QUEUE_LIMITS.events, now);
  }

  /** Notes that a bucket was empty; whether that has now been too often. */
  isOver(now: number): boolean {
    const { violations, penalty } = this.#limits;
    this.#violations = this.#violations.filter((at) => now - at < penalty);
    this.#violations.push(now);
    return this.#violations.length >= violations;
  }

  /** Whether the buffer has been full for too long. Instances look too, but only after their frames. */
  isStuck(buffered: number, now: number): boolean {
    const { hardBuffer, stall } = this.#limits;
    if (buffered < hardBuffer) {
      this.#fullSince = undefined;
      return false;
    }
    return now - (this.#fullSince ??= now) > stall;
  }
}

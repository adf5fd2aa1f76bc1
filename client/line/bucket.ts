/** A bucket of tokens like the one the server keeps, so that nothing is sent that it would refuse. */

import type { Clock } from "../platform/mod.ts";
import { JOIN_DEFAULTS } from "../../protocol/mod.ts";

/** How many events may go up. */
export class Bucket {
  readonly #clock: Clock;
  #rate: number = JOIN_DEFAULTS.rate;
  #burst: number = JOIN_DEFAULTS.burst;
  #tokens = 0;
  #at = 0;
  /** The last event that went alone, from whichever view: a process is all views'. */
  alone: { readonly done: boolean } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.fill();
  }

  /** A new socket starts with a full bucket, of the size that the last join told. */
  fill(rate: number = this.#rate, burst: number = this.#burst): void {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = this.#most;
    this.#at = this.#clock.now();
  }

  /** Milliseconds until one event may go up; 0 takes a token. */
  take(): number {
    const now = this.#clock.now();
    const grown = this.#tokens + (now - this.#at) * this.#rate / 1_000;
    this.#tokens = Math.min(this.#most, grown);
    this.#at = now;
    if (this.#tokens < 1) return (1 - this.#tokens) * 1_000 / this.#rate;
    this.#tokens--;
    return 0;
  }

  /** Half is left to the line: what it held up for a while comes to the server all at once. */
  get #most(): number {
    return Math.max(1, this.#burst / 2);
  }
}

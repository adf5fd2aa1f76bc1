/** Trust in what Redis does not know: none while it, or those who look, may have slept or forgotten. */

import type { Clock } from "../../server/world/mod.ts";

/** Whether one without a lease is dead, and one of whom nothing is found has left. */
export class Trust {
  readonly #clock: Clock;
  readonly #pause: number;
  readonly #settled: () => void;
  #from: number;
  /** Set while Redis knows nothing of those who have not told it again. */
  #stop: (() => void) | undefined;

  /** `pause`: by then all who live have said so; `settled` is told when that is over. */
  constructor(clock: Clock, pause: number, settled: () => void) {
    this.#clock = clock;
    this.#pause = pause;
    this.#settled = settled;
    this.#from = clock.now();
  }

  /** Whether one without a lease is dead: not while all may have lost theirs. */
  get isThere(): boolean {
    return this.#clock.now() >= this.#from;
  }

  /** Whether one of whom nothing is found may live all the same. */
  get hasForgotten(): boolean {
    return this.#stop !== undefined;
  }

  /** Leases may have run out of those who live. */
  lose(): void {
    this.#from = this.#clock.now() + this.#pause;
  }

  /** Redis has forgotten everybody. */
  forget(): void {
    this.lose();
    this.#stop ??= this.#clock.timer(this.#pause, () => {
      this.#stop = undefined;
      this.#settled();
    }, { unref: true });
  }

  /** Nothing is told any more. */
  end(): void {
    this.#stop?.();
  }
}

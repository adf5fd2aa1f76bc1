/** A token bucket: so many at once, so many a second. Time comes in as an argument. */
export class Bucket {
  readonly #rate: number;
  readonly #burst: number;
  #left: number;
  #at: number;

  /** A full bucket that fills by `rate` a second up to `burst`. */
  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#left = burst;
    this.#at = now;
  }

  /** Takes one, if there is one. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  /** Takes so many, on credit where there are too few; the milliseconds until that is paid back. */
  owe(count: number, now: number): number {
    this.#fill(now);
    this.#left -= count;
    return this.#left < 0 ? -this.#left * 1_000 / this.#rate : 0;
  }

  /** Whether nothing was taken for so long that it is full again. */
  isFull(now: number): boolean {
    this.#fill(now);
    return this.#left >= this.#burst;
  }

  #fill(now: number): void {
    // A clock that goes back gives nothing.
    const passed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#left = Math.min(this.#burst, this.#left + passed * this.#rate / 1_000);
  }
}

/** Sequence of what one sender numbers from 1 on: what is new, and whether something was missed. */

/** What is to be done with a run of numbered items. */
export interface Run {
  /** So many at its beginning are known. */
  readonly skip: number;
  /** Whether items between the last known one and this run are lost. */
  readonly isGap: boolean;
}

/** The items of one sender, as they come. */
export class Sequence {
  #epoch: string;
  #last: number;

  /** Knows what this epoch of the sender numbered up to `last` (0: nothing). */
  constructor(epoch: string, last: number) {
    this.#epoch = epoch;
    this.#last = last;
  }

  /** The number of the last item that is known. */
  get last(): number {
    return this.#last;
  }

  /** Takes items numbered from `first` on. What another epoch numbered is all new. */
  take(epoch: string, first: number, count: number): Run {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#last = 0;
    }
    const isGap = first > this.#last + 1;
    const skip = Math.min(count, Math.max(0, this.#last + 1 - first));
    this.#last = Math.max(this.#last, first + count - 1);
    return { skip, isGap };
  }
}

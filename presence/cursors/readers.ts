/** Readers of a room of cursors: views whose renders show them, told a few times a second at most. */

import { Pulse } from "./pulse.ts";
import type { Seat } from "./seat.ts";

/** What they wait for at least between two renders. */
const EVERY = 250;

/** The readers among these seats. */
export class Readers {
  readonly #pulse: Pulse;
  #isUnread = false;

  constructor(
    seats: ReadonlyMap<number, Seat>,
    after: (ms: number, run: () => void) => () => void,
  ) {
    this.#pulse = new Pulse(after, () => {
      const readers = [...seats.values()].filter(({ guest }) => guest.isReader);
      const isUnread = this.#isUnread;
      this.#isUnread = false;
      if (!isUnread || readers.length === 0) return undefined;
      for (const { guest } of readers) guest.changed();
      return EVERY;
    });
  }

  /** Something that they can read is another. */
  tell(): void {
    this.#isUnread = true;
    this.#pulse.wake();
  }

  /** Nobody is left. */
  end(): void {
    this.#pulse.end();
  }
}

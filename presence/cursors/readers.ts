/** Readers of cursors: views whose render reads them are told that they moved, at a calm pace. */

import { Pulse } from "./pulse.ts";
import type { Seat } from "./seat.ts";

/** What readers wait for at least between two renders. */
const READ_EVERY = 250;

/** Those of one room. */
export class Readers {
  readonly #seats: ReadonlyMap<number, Seat>;
  readonly #pulse: Pulse;
  #isUnread = false;

  /** Who of these seats reads is asked each time. */
  constructor(
    after: (ms: number, run: () => void) => () => void,
    seats: ReadonlyMap<number, Seat>,
  ) {
    this.#seats = seats;
    this.#pulse = new Pulse(after, () => this.#tell());
  }

  /** Something that views can read is another. */
  changed(): void {
    this.#isUnread = true;
    this.#pulse.wake();
  }

  /** Nobody is left. */
  end(): void {
    this.#pulse.end();
  }

  /** Views that read cursors render four times a second at most while they move. */
  #tell(): number | undefined {
    const readers = [...this.#seats.values()].filter(({ guest }) => guest.isReader);
    const isUnread = this.#isUnread;
    this.#isUnread = false;
    if (!isUnread || readers.length === 0) return undefined;
    for (const { guest } of readers) guest.changed();
    return READ_EVERY;
  }
}

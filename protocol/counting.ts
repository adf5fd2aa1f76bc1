/** Counts the events of one instance, so that each runs once: received, handled, answered out of order. */

import type { Seen } from "./message.ts";

/** Answers that a page lacks. */
export interface Owed {
  /** How many events were answered in order. */
  readonly answers: number;
  /** Which ones were answered before their turn. */
  readonly apart: readonly number[];
}

/** So many of those handled before their turn are remembered. */
const MOST_EARLY = 256;

/** The counts of one instance. Events are numbered from 1. */
export class Counting {
  #received = 0;
  #handled = 0;
  /** Handled before their turn, behind one that is not handled yet. */
  readonly #apart = new Set<number>();
  /** The latest of those, also where their turn has come: a page may not have heard of them. */
  #early: number[] = [];

  /** The number of the last event that came. */
  get received(): number {
    return this.#received;
  }

  /** The event up to which all are handled. */
  get handled(): number {
    return this.#handled;
  }

  /** Whether some were handled before their turn: one number cannot say what has been done. */
  get hasGaps(): boolean {
    return this.#apart.size > 0;
  }

  /** One more event has come; its number. */
  receive(): number {
    return ++this.#received;
  }

  /** In order: all up to this one are handled. */
  handle(number: number): void {
    for (const one of this.#apart) if (one <= number) this.#apart.delete(one);
    this.#handled = number;
    while (this.#apart.delete(this.#handled + 1)) this.#handled++;
  }

  /** Before its turn. */
  handleApart(number: number): void {
    this.#apart.add(number);
    if (this.#early.push(number) > MOST_EARLY) this.#early.shift();
    while (this.#apart.delete(this.#handled + 1)) this.#handled++;
  }

  /** What a page has not been told; the answers of `waiting` still go to it by themselves. */
  owed(seen: Seen, waiting: readonly number[]): Owed {
    const known = new Set([...seen.apart, ...waiting]);
    const apart = [...new Set([...this.#early, ...this.#apart])]
      .filter((one) => one > seen.answered && !known.has(one));
    let answers = this.#handled - seen.answered;
    for (const one of new Set([...known, ...apart])) {
      if (one > seen.answered && one <= this.#handled) answers--;
    }
    return { answers: Math.max(0, answers), apart };
  }

  /** Begins anew, or where a snapshot was taken. */
  restart(handled = 0): void {
    this.#received = this.#handled = handled;
    this.#apart.clear();
    this.#early = [];
  }
}

/** Counts the events of one instance, so that each runs once: received, handled, answered out of order. */

import { QUEUE_LIMITS } from "./limits.ts";
import type { Seen } from "./message.ts";

/** Answers that a page lacks. */
export interface Owed {
  /** How many events were answered in order. */
  readonly answers: number;
  /** Which ones were answered before their turn. */
  readonly apart: readonly number[];
}

/** Which events a snapshot holds. */
export interface Progress {
  /** All up to this one. */
  readonly handled: number;
  /** Those behind it. */
  readonly apart?: readonly number[];
}

/** Whether a page has the answer of an event that a snapshot does not hold. */
export function isBehind(
  { handled, apart = [] }: Progress,
  seen: Pick<Seen, "answered" | "apart">,
): boolean {
  const held = new Set(apart);
  return seen.answered > handled || seen.apart.some((one) => one > handled && !held.has(one));
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
  /** Those that a page has the answers of: it will not send them again. */
  #known: ReadonlySet<number> = new Set();
  /** Those that a snapshot holds: they come again, and have run. */
  #past: ReadonlySet<number> = new Set();

  /** The number of the last event that came. */
  get received(): number {
    return this.#received;
  }

  /** The event up to which all are handled. */
  get handled(): number {
    return this.#handled;
  }

  /** Those handled before their turn, behind one that is not handled yet. */
  get apart(): number[] {
    const past = [...this.#past].filter((one) => one > this.#handled);
    return [...new Set([...this.#apart, ...past])];
  }

  /** One more event has come; its number. */
  receive(): number {
    const number = ++this.#received;
    this.#skipKnown();
    return number;
  }

  /** Whether an event that came again has run before, in another process. */
  hasRun(number: number): boolean {
    return this.#past.has(number);
  }

  /** In order: all up to this one are handled. */
  handle(number: number): void {
    for (const one of this.#apart) if (one <= number) this.#apart.delete(one);
    this.#handled = Math.max(this.#handled, number);
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
    return { answers: Math.min(QUEUE_LIMITS.events, Math.max(0, answers)), apart };
  }

  /** Begins anew. */
  restart(): void {
    this.#received = this.#handled = 0;
    this.#apart.clear();
    this.#early = [];
    this.#known = this.#past = new Set();
  }

  /**
   * Goes on where a snapshot was taken, for a page that has seen more or less than is in it. Numbers
   * stay: what was answered is not sent again, whether the snapshot holds it or not.
   */
  restore(snapshot: Progress, seen: Pick<Seen, "answered" | "apart">): void {
    this.restart();
    this.#received = this.#handled = Math.max(snapshot.handled, seen.answered);
    // No page keeps more than that waiting, whatever it says.
    const last = this.#handled + QUEUE_LIMITS.events;
    const isAhead = (one: number): boolean => one > this.#handled && one <= last;
    const known = seen.apart.filter(isAhead);
    this.#known = new Set(known);
    this.#past = new Set(snapshot.apart?.filter((one) => isAhead(one) && !this.#known.has(one)));
    for (const one of known) this.handleApart(one);
    this.#skipKnown();
  }

  /** What a page has answers of it passes as soon as all before it are answered: so it is here. */
  #skipKnown(): void {
    while (this.#known.has(this.#received + 1)) this.#received++;
  }
}

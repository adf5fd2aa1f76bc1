/** What waits for an instance: one queue, in order, bounded. */

import type { ClosureEvent, FailureCode, NamedEvent } from "../../../protocol/mod.ts";
import type { Subscription } from "./subscriptions.ts";

/** An event of the page. */
export interface EventLetter {
  readonly type: "event";
  readonly event: NamedEvent | ClosureEvent;
  /** Counts from 1 since the last join. */
  readonly number: number;
  /** Which numbering of blocks the page had when it sent it. */
  readonly numbering: number;
}

/** One thing to do. */
export type Letter =
  /** An event of the page. */
  | EventLetter
  /** Events that are only answered. `number` is the last one's. */
  | { readonly type: "refused"; readonly code: FailureCode; count: number; number: number }
  /** An event that ran in another process: it is only answered. */
  | { readonly type: "past"; readonly number: number }
  /** Something for `handleInfo`, or for the function of its subscription. */
  | { readonly type: "message"; readonly message: unknown; readonly from?: Subscription }
  /** Messages of this topic were lost. */
  | { readonly type: "gap"; readonly topic: string }
  /** What `startAsync` came to, for `handleInfo`. */
  | { readonly type: "result"; readonly name: string; readonly message: unknown }
  /** A lifecycle member, a tick. `name` stands in the log. */
  | { readonly type: "call"; readonly name: string; readonly run: () => unknown };

/** The queue. */
export class Mailbox {
  readonly #most: number;
  #letters: Letter[] = [];
  #next = 0;
  #gaps: Set<string> | undefined;

  /** A queue for so many letters. */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many letters wait. */
  get length(): number {
    return this.#letters.length - this.#next;
  }

  /** Whether no more messages and events are taken. */
  get isFull(): boolean {
    return this.length >= this.#most;
  }

  /** The next letter. */
  take(): Letter | undefined {
    const letter = this.#letters[this.#next];
    if (!letter) return undefined;
    this.#next++;
    if (this.#next === this.#letters.length) this.clear();
    else if (this.#next >= 256 && this.#next * 2 >= this.#letters.length) {
      this.#letters = this.#letters.slice(this.#next);
      this.#next = 0;
    }
    if (letter.type === "gap") this.#gaps?.delete(letter.topic);
    return letter;
  }

  /** An event of the page. Over the bound it is answered `busy` in its turn. */
  event(letter: EventLetter): void {
    if (this.isFull) this.refuse("busy", letter.number);
    else this.#letters.push(letter);
  }

  /** An event that is only answered. Neighbours share a letter, so that this is bounded too. */
  refuse(code: FailureCode, number: number): void {
    const last = this.length > 0 ? this.#letters.at(-1) : undefined;
    if (last?.type === "refused" && (last.code === code || this.isFull)) {
      last.count++;
      last.number = number;
    } else this.#letters.push({ type: "refused", code, count: 1, number });
  }

  /** An event that ran in another process. */
  past(number: number): void {
    this.#letters.push({ type: "past", number });
  }

  /** A message for `handleInfo`; false when there is no room. */
  message(message: unknown): boolean {
    if (this.isFull) return false;
    this.#letters.push({ type: "message", message });
    return true;
  }

  /** A message of a topic. Over the bound all of them become one gap. */
  published(from: Subscription, message: unknown): void {
    if (this.isFull) this.gap(from.topic);
    else this.#letters.push({ type: "message", message, from });
  }

  /** The news that messages of a topic were lost: waits once per topic. */
  gap(topic: string): void {
    this.#gaps ??= new Set();
    if (this.#gaps.has(topic)) return;
    this.#gaps.add(topic);
    this.#letters.push({ type: "gap", topic });
  }

  /** What a task came to: one per name. */
  result(name: string, message: unknown): void {
    this.#letters.push({ type: "result", name, message });
  }

  /** A call. Callers bound their own: one tick per timer, one result per task. */
  call(name: string, run: () => unknown): void {
    this.#letters.push({ type: "call", name, run });
  }

  /** A call before everything that waits. */
  callFirst(name: string, run: () => unknown): void {
    if (this.length === 0) this.clear();
    this.#letters.splice(this.#next, 0, { type: "call", name, run });
  }

  /** Takes out the events that may run now although others came before them. */
  takeEvents(isWanted: (event: NamedEvent | ClosureEvent) => boolean): EventLetter[] {
    const taken: EventLetter[] = [];
    const kept: Letter[] = [];
    for (let i = this.#next; i < this.#letters.length; i++) {
      const letter = this.#letters[i] as Letter;
      if (letter.type === "event" && isWanted(letter.event)) taken.push(letter);
      else kept.push(letter);
    }
    if (taken.length > 0) {
      this.#letters = kept;
      this.#next = 0;
    }
    return taken;
  }

  /** Forgets all. */
  clear(): void {
    this.#letters = [];
    this.#next = 0;
    this.#gaps = undefined;
  }
}

/** The events of one instance on their way: in order, counted, kept until they are answered. */

import {
  batchText,
  FRAME_LIMITS,
  isClosureText,
  JOIN_DEFAULTS,
  type Json,
  QUEUE_LIMITS,
  type SeenFacts,
  UP_TEXT,
} from "../../protocol/mod.ts";
import { type Clock, guarded } from "../platform/mod.ts";
import type { Bucket } from "./bucket.ts";

/**
 * Why something failed, as the page's `djust:error` tells it.
 *
 * @category Client
 */
export interface Failure {
  /** What failed: one of the codes in `docs/errors.md`. */
  readonly code: string;
  /** The request's id in the server's log. */
  readonly request?: string | undefined;
  /** What else is known: the errors of fields, for `invalid`. */
  readonly detail?: Json | undefined;
}

/**
 * Called once: with a failure, or with what the handler returned.
 *
 * @category Client
 */
export type Settle = (failure: Failure | undefined, reply?: Json) => void;

interface Entry {
  readonly text: string;
  readonly bytes: number;
  readonly settle: Settle;
  /** Answered before its turn. */
  done: boolean;
  /** The processes that went while it was under way: it may be why. */
  readonly tried: Set<string>;
}

/** The first event leaves at once; those that follow within this time share a message. */
const WINDOW = 16;
// A message of this length cannot have too many keys, whatever is in it.
const BATCH = 2_000;
/** How often it is looked whether an event that goes alone is answered. */
const LOOK = 50;

const EMPTY = { text: UP_TEXT.empty, bytes: 0, settle() {}, done: false };

/** Events that are not answered yet. */
export class Outbox {
  readonly #clock: Clock;
  readonly #bucket: Bucket;
  readonly #send: (text: string) => void;
  #entries: Entry[] = [];
  #bytes = 0;
  /** How many were answered, and how many of the entries the server has. */
  #answered = 0;
  #sent = 0;
  #credit = 0;
  /** How many were declared, and how many of those are still to go by credit. */
  #declared = 0;
  #replay = 0;
  #open = false;
  /** Why nothing is taken any more. */
  #refused: Failure | undefined;
  #wait: (() => void) | undefined;
  /** The name of the process that answers. */
  #process = "";

  constructor(clock: Clock, bucket: Bucket, send: (text: string) => void) {
    this.#clock = clock;
    this.#bucket = bucket;
    this.#send = send;
  }

  /** How many may have to be sent again, as the server is told; they do not count as fast. */
  tally(): number {
    this.pause();
    this.#refused = undefined;
    return this.#declared = this.#entries.length;
  }

  /** Takes an event; one that cannot be sent is settled at once. */
  push(message: Json, settle: Settle): void {
    let keys = 0;
    const text = JSON.stringify(message, (_, value) => (keys++, value));
    const bytes = new TextEncoder().encode(text).length;
    const failure = bytes > FRAME_LIMITS.bytes || keys > FRAME_LIMITS.keys
      ? { code: "too-large" }
      : this.#entries.length >= QUEUE_LIMITS.events || this.#bytes + bytes > QUEUE_LIMITS.bytes
      ? { code: "queue-full" }
      : this.#refused;
    if (failure) return settle(failure);
    this.#entries.push({ text, bytes, settle, done: false, tried: new Set() });
    this.#bytes += bytes;
    this.#flush();
  }

  /** Which events were answered, and which were sent, as a resume says it. */
  get seen(): SeenFacts {
    const answered = this.#answered;
    const apart = this.#entries.flatMap(({ done }, index) => done ? [answered + index + 1] : []);
    return {
      on: this.#process,
      answered,
      ...(apart[0] && { apart }),
      ...(this.#sent && { sent: answered + this.#sent }),
    };
  }

  /**
   * The line is up. `got` events have arrived, or undefined at a fresh mount. Where another instance
   * answers than before, its process is named. False when that cannot be.
   */
  resume(
    got: number | undefined,
    credit: number = JOIN_DEFAULTS.credit,
    process?: string,
  ): boolean {
    const isFresh = got === undefined;
    const sent = isFresh ? 0 : got - this.#answered;
    if (!(sent >= 0 && sent <= this.#entries.length)) return false;
    this.#process = process ?? this.#process;
    this.#entries.forEach(({ tried }, index) => {
      // What is in a snapshot did its process no harm, and a process that answers is alive.
      if (process !== undefined && index < sent) tried.clear();
      tried.delete(this.#process);
    });
    for (const entry of this.#entries) {
      if (entry.done || entry.tried.size < 2) continue;
      this.#finish(entry, { code: "poison" });
      // Its number stays: an event without a name is counted, and nothing else.
      if (!isFresh) Object.assign(entry, { ...EMPTY, tried: new Set() });
    }
    // A fresh mount knows of no answer, and counts only what waits for one.
    if (isFresh) {
      this.#entries = this.#entries.filter(({ done }) => !done);
      this.#answered = 0;
    }
    this.#sent = sent;
    this.#replay = Math.min(this.#declared, this.#entries.length - sent);
    this.#credit = credit;
    this.#open = true;
    this.#flush();
    return true;
  }

  /** The process that had the events lives: whatever cut the line, it was none of them. */
  absolve(): void {
    for (const { tried } of this.#entries) tried.delete(this.#process);
  }

  /** The line is gone: events wait. In good order: the process said that it would go. */
  pause(isOrderly = false): void {
    if (this.#open && !isOrderly) {
      for (const { tried } of this.#entries.slice(0, this.#sent)) tried.add(this.#process);
    }
    // Whether it comes back is open: the other views' events do not wait for one of this view.
    if (this.#entries.some((entry) => entry === this.#bucket.alone)) this.#bucket.alone = undefined;
    this.#open = false;
    this.#wait?.();
    this.#wait = undefined;
  }

  /**
   * Another instance answers from now on: what is pushed meanwhile goes before all that waits. Where
   * elements are no longer what the user saw, closures are given up.
   */
  anew(areLost: boolean, push: () => void): void {
    if (areLost) this.#drop(({ text }) => isClosureText(text), { code: "stale" });
    const waiting = this.#entries.splice(0);
    push();
    this.#entries.push(...waiting);
  }

  /** Nobody will answer, unless there is another line: all that waits fails, and all that comes. */
  refuse(failure: Failure): void {
    this.#refused = failure;
    this.#drop(() => true, failure);
    this.#sent = 0;
  }

  #drop(isMeant: (entry: Entry) => boolean, failure: Failure): void {
    const dropped = this.#entries.filter(isMeant);
    this.#entries = this.#entries.filter((entry) => !dropped.includes(entry));
    for (const entry of dropped) this.#finish(entry, failure);
  }

  /** More events may be replayed. */
  grant(credit: number): void {
    this.#credit += credit;
    this.#flush();
  }

  /** A frame answers events: the oldest, or the one of that number. */
  answer(
    count: number,
    number: number | undefined,
    failures: ReadonlyMap<number, Failure>,
    replies: ReadonlyMap<number, Json>,
  ): void {
    const turn = (entry: Entry | undefined, offset: number): void =>
      this.#finish(entry, failures.get(offset), replies.get(offset));
    const apart = (number ?? 0) - this.#answered - 1;
    // No frame answers what was not sent.
    if (apart < this.#sent) turn(this.#entries[apart], 0);
    for (let offset = 0; this.#sent > 0 && (offset < count || this.#entries[0]?.done);) {
      const entry = this.#entries.shift() as Entry;
      this.#answered++;
      this.#sent--;
      if (!entry.done) turn(entry, offset++);
    }
  }

  /** Whoever waits for the answer may break, the count not. */
  #finish(entry: Entry | undefined, failure: Failure | undefined, reply?: Json): void {
    if (!entry || entry.done) return;
    entry.done = true;
    this.#bytes -= entry.bytes;
    guarded(entry.settle)(failure, reply);
  }

  #flush(): void {
    if (!this.#open || this.#wait) return;
    const batch: string[] = [];
    let length = 0;
    let wait = 0;
    for (const entry of this.#entries.slice(this.#sent)) {
      const { text, tried, done } = entry;
      // What was answered out of order keeps its number, and is not sent again.
      if (done) {
        this.#sent++;
        continue;
      }
      const { alone = entry } = this.#bucket;
      // One that may have ended a process goes alone: then it is known whether it was that.
      if ((alone !== entry && !alone.done) || (tried.size > 0 && this.#sent > 0)) {
        wait = LOOK;
        break;
      }
      if (length && length + text.length > BATCH) this.#post(batch.splice(length = 0));
      if (this.#replay > 0) {
        if (this.#credit-- < 1) {
          this.#credit = 0;
          break;
        }
        this.#replay--;
      } else if ((wait = this.#bucket.take())) break;
      if (tried.size > 0) this.#bucket.alone = entry;
      length += text.length;
      batch.push(text);
      this.#sent++;
    }
    if (length) this.#post(batch);
    if (length || wait) {
      this.#wait = this.#clock.after(Math.max(wait, WINDOW), () => {
        this.#wait = undefined;
        this.#flush();
      });
    }
  }

  #post(batch: readonly string[]): void {
    this.#send(batchText(batch));
  }
}

/** Answers and all else that waits for the next frame and is not state: errors, replies, pushes. */

import {
  EXTRA,
  failureRest,
  noteText,
  type Owed,
  pushText,
  replyRest,
} from "../../protocol/mod.ts";
import type { Outcome } from "./outcome.ts";

/** Texts of JSON that go into a frame. */
export interface Load {
  /** How many events it answers, oldest first. */
  readonly answers: number;
  /** Members of the extras object, without braces. */
  readonly extras: string[];
  /** Answers out of order, each for a frame of its own. */
  readonly apart: readonly { readonly number: number; readonly extras: string[] }[];
}

/** An error or a reply without its offset; `brief` is what is left of it in need. */
interface Note {
  offset: number;
  readonly text: string;
  readonly brief: string;
}

const NOTHING: readonly string[] = [];

const OVERRUN = failureRest({ code: "overrun" });

/** Everything is turned into text at once: what a view changes later must not change it. */
export class Answers {
  #answers = 0;
  #errors: Note[] = [];
  #replies: Note[] = [];
  #pushes: string[] = [];
  #to: string | undefined;
  #apart: { number: number; extras: string[] }[] = [];
  #bytes = 0;

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many events have been answered, but not yet in a frame. */
  get count(): number {
    return this.#answers + this.#apart.length;
  }

  /** Events answered out of order, but not yet in a frame. */
  get apart(): number[] {
    return this.#apart.map(({ number }) => number);
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.count === 0 && this.#pushes.length === 0 && this.#to === undefined;
  }

  /** The next event's answer. */
  answer(outcome: Outcome): void {
    const offset = this.#answers++;
    if (outcome.type === "failed") this.#fail(offset, outcome);
    else if (outcome.reply !== undefined) {
      this.#note(this.#replies, { offset, text: replyRest(outcome.reply), brief: OVERRUN });
    }
  }

  /** An answer out of order. */
  answerApart(number: number, outcome: Outcome): void {
    const extras = [EXTRA.number(number)];
    if (outcome.type === "failed") extras.push(onlyError(failureRest(outcome)));
    else if (outcome.reply !== undefined) {
      extras.push(EXTRA.replies([noteText(0, replyRest(outcome.reply))]));
    }
    this.#apart.push({ number, extras });
    this.#bytes += extras.join().length;
  }

  /** A push; both already JSON. One for a directive goes to a page that has fetched that. */
  push(name: string, payload: string): void {
    const text = pushText(name, payload);
    this.#pushes.push(text);
    this.#bytes += text.length;
  }

  /** The page leaves for this URL, already JSON. */
  leave(to: string): void {
    this.#to = to;
  }

  /** The events that wait for an answer were run, but the page could not be rendered. */
  failAll(outcome: Outcome & { type: "failed" }): void {
    const known = new Set(this.#errors.map((note) => note.offset));
    for (let offset = 0; offset < this.#answers; offset++) {
      if (!known.has(offset)) this.#fail(offset, outcome);
    }
    this.#errors.sort((a, b) => a.offset - b.offset);
    for (const { extras } of this.#apart) {
      if (extras.length === 1) extras.push(onlyError(failureRest(outcome)));
    }
  }

  /** Of so many answers that the page lacks, those that were in frames which are lost: they come first. */
  owe({ answers, apart }: Owed): void {
    const lost = Math.max(0, answers - this.#answers);
    this.#answers += lost;
    for (const note of this.#errors) note.offset += lost;
    for (const note of this.#replies) note.offset += lost;
    this.#apart.unshift(...apart.map((number) => ({ number, extras: [EXTRA.number(number)] })));
  }

  /**
   * Too much waits: pushes are dropped, replies become errors, errors lose their details, and should
   * all that still be over `most` bytes the errors go too. Answers stay.
   */
  overrun(most: number): void {
    this.#pushes = [];
    const notes = [...this.#errors, ...this.#replies].sort((a, b) => a.offset - b.offset);
    this.#errors = [];
    this.#replies = [];
    this.#bytes = 0;
    this.#apart = this.#apart.map(({ number, extras: [own = "", ...more] }) => ({
      number,
      extras: more.length === 0 ? [own] : [own, onlyError(OVERRUN)],
    }));
    for (const { offset, brief } of notes) {
      this.#note(this.#errors, { offset, text: brief, brief });
    }
    if (this.#bytes <= most) return;
    this.#errors = [];
    this.#bytes = 0;
  }

  /** All of it, for a frame, behind what the view's feed brings. */
  take(fed: readonly string[] = NOTHING): Load {
    const extras: string[] = [];
    const pushes = fed.length > 0 ? [...fed, ...this.#pushes] : this.#pushes;
    if (pushes.length > 0) extras.push(EXTRA.pushes(pushes));
    if (this.#errors.length > 0) extras.push(EXTRA.errors(textsOf(this.#errors)));
    if (this.#replies.length > 0) extras.push(EXTRA.replies(textsOf(this.#replies)));
    if (pushes.some((text) => text.startsWith('["dj-'))) extras.push(EXTRA.noHead);
    if (this.#to !== undefined) extras.push(EXTRA.leave(this.#to));
    const load: Load = { answers: this.#answers, extras, apart: this.#apart };
    this.clear();
    return load;
  }

  /** Forgets all: a new page begins. */
  clear(): void {
    // An event that only changes state leaves the lists as they are.
    this.#answers = 0;
    if (this.#errors.length > 0) this.#errors = [];
    if (this.#replies.length > 0) this.#replies = [];
    if (this.#pushes.length > 0) this.#pushes = [];
    if (this.#apart.length > 0) this.#apart = [];
    this.#to = undefined;
    this.#bytes = 0;
  }

  #fail(offset: number, outcome: Outcome & { type: "failed" }): void {
    this.#note(this.#errors, {
      offset,
      text: failureRest(outcome),
      brief: failureRest({ code: outcome.code }),
    });
  }

  #note(notes: Note[], note: Note): void {
    notes.push(note);
    this.#bytes += note.text.length + 8;
  }
}

/** The one error of a frame that answers one event. */
function onlyError(rest: string): string {
  return EXTRA.errors([noteText(0, rest)]);
}

function textsOf(notes: readonly Note[]): string[] {
  return notes.map(({ offset, text }) => noteText(offset, text));
}

/** Frames that were sent and not yet acknowledged: what a resume sends again. */

/** One frame in the ledger. Its text goes first when memory is short; what it answered stays. */
interface Sent {
  text: string | undefined;
  readonly answers: number;
  /** The event it answered out of order; 0 for none. */
  readonly apart: number;
}

/** What frames answered that can no longer be sent again. */
export interface Answered {
  readonly answers: number;
  readonly apart: readonly number[];
}

/** What a snapshot keeps of a ring: what each frame answered, not the frames. */
export interface Ledger {
  /** The number of the last frame that the page is known to have. */
  readonly before: number;
  /** Of each frame since then: how many events it answered, and which one out of order. */
  readonly frames: readonly (readonly [answers: number, apart: number])[];
}

/** Frames beyond which even the ledger forgets: no living line leaves so many unacknowledged. */
const LEDGER = 4_096;

/** The ring of one instance. Frames are numbered from 1. */
export class Ring {
  readonly #mostFrames: number;
  readonly #mostBytes: number;
  #sent: Sent[] = [];
  /** The number of the last frame that is not in the ledger any more. */
  #before = 0;
  /** Where in the ledger the frames begin that still have their text. */
  #kept = 0;
  #bytes = 0;

  /** A ring of so many frames and bytes. */
  constructor(limits: { readonly ringFrames: number; readonly ringBytes: number }) {
    this.#mostFrames = limits.ringFrames;
    this.#mostBytes = limits.ringBytes;
  }

  /** The number of the last frame. */
  get last(): number {
    return this.#before + this.#sent.length;
  }

  /** Bytes of the kept frames. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A frame that has been sent. */
  add(text: string, answers: number, apart = 0): void {
    this.#sent.push({ text, answers, apart });
    this.#bytes += text.length;
    while (
      this.#sent.length - this.#kept > this.#mostFrames || this.#bytes > this.#mostBytes
    ) {
      const oldest = this.#sent[this.#kept++] as Sent;
      this.#bytes -= oldest.text?.length ?? 0;
      oldest.text = undefined;
    }
    if (this.#sent.length > LEDGER) this.acked(this.last - LEDGER);
  }

  /** The page has the frames up to this one. */
  acked(got: number): void {
    const count = Math.min(got, this.last) - this.#before;
    if (count <= 0) return;
    for (let i = this.#kept; i < count; i++) this.#bytes -= this.#sent[i]?.text?.length ?? 0;
    this.#sent = this.#sent.slice(count);
    this.#before += count;
    this.#kept = Math.max(0, this.#kept - count);
  }

  /** Whether a page with so many frames can be told what it lacks. */
  knows(got: number): boolean {
    return got >= this.#before && got <= this.last;
  }

  /** The frames after this one; undefined when one of them is not kept. */
  after(got: number): string[] | undefined {
    if (!this.knows(got) || got - this.#before < this.#kept) return undefined;
    return this.#sent.slice(got - this.#before).map((frame) => frame.text as string);
  }

  /** What the frames after this one answered. The ring goes on from there, empty. */
  rewind(got: number): Answered {
    // A page may have seen frames that came after a snapshot: they answered all that is known here.
    const lost = this.#sent.slice(Math.max(0, got - this.#before));
    this.restart(got);
    return {
      answers: lost.reduce((sum, frame) => sum + frame.answers, 0),
      apart: lost.map((frame) => frame.apart).filter((number) => number > 0),
    };
  }

  /** What a snapshot keeps. */
  get ledger(): Ledger {
    return {
      before: this.#before,
      frames: this.#sent.map(({ answers, apart }) => [answers, apart] as const),
    };
  }

  /** Goes on where a snapshot was taken; no frame can be sent again. */
  load(ledger: Ledger): void {
    this.restart(ledger.before);
    this.#sent = ledger.frames.map(([answers, apart]) => ({ text: undefined, answers, apart }));
    this.#kept = this.#sent.length;
  }

  /** Empty, as if so many frames had been sent. */
  restart(got = 0): void {
    this.#sent = [];
    this.#before = got;
    this.#kept = 0;
    this.#bytes = 0;
  }
}

/** Moments that many wait for: those who wait about as long are called by one timer. */

/** Who waits. */
interface Waiting {
  readonly at: number;
  readonly run: () => void;
}

/** Milliseconds that one may be called early, with others: timers are no more exact than that. */
const EARLY = 2;

/** Waits for many, with one timer of the platform at a time. */
export class Moments {
  readonly #now: () => number;
  readonly #timer: (ms: number, run: () => void) => () => void;
  readonly #waiting = new Set<Waiting>();
  #due = Infinity;
  #cancel: (() => void) | undefined;

  /** On these timers. */
  constructor(now: () => number, timer: (ms: number, run: () => void) => () => void) {
    this.#now = now;
    this.#timer = timer;
  }

  /** Runs once after so many milliseconds, or with others a moment before; returns what cancels it. */
  after(ms: number, run: () => void): () => void {
    const waiting = { at: this.#now() + ms, run };
    this.#waiting.add(waiting);
    if (waiting.at < this.#due) this.#wait(waiting.at, ms);
    return () => {
      this.#waiting.delete(waiting);
      if (this.#waiting.size === 0) this.#rest();
    };
  }

  #wait(due: number, ms: number): void {
    this.#cancel?.();
    this.#due = due;
    this.#cancel = this.#timer(ms, () => this.#call());
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#due = Infinity;
  }

  #call(): void {
    this.#cancel = undefined;
    this.#due = Infinity;
    const now = this.#now();
    let next = Infinity;
    // Who is called may begin to wait again.
    for (const waiting of [...this.#waiting]) {
      if (waiting.at > now + EARLY) next = Math.min(next, waiting.at);
      else if (this.#waiting.delete(waiting)) run(waiting);
    }
    if (next < this.#due) this.#wait(next, Math.max(0, next - now));
  }
}

/** One who throws keeps no other from being called. */
function run({ run }: Waiting): void {
  try {
    run();
  } catch (error) {
    reportError(error);
  }
}

/** Time that is moved by hand. */

/** A timer that waits. */
interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until it is moved: what waits for seconds is tested in no time.
 *
 * @example
 * ```ts
 * import { ManualClock } from "@djust/live/testing";
 *
 * const clock = new ManualClock();
 * let rang = false;
 * clock.timer(1_000, () => rang = true);
 * await clock.move(1_000); // rang === true
 * ```
 *
 * @category Testing
 */
export class ManualClock {
  #now = 0;
  #order = 0;
  readonly #waiting = new Set<Waiting>();
  readonly #since: number;

  /** A clock that says it was started at this date. */
  constructor(since: number = 1_800_000_000_000) {
    this.#since = since;
  }

  /** Timers that are still to run. */
  get timers(): number {
    return this.#waiting.size;
  }

  /** Milliseconds since the clock was made. */
  now(): number {
    return this.#now;
  }

  /** Milliseconds since 1970. */
  date(): number {
    return this.#since + this.#now;
  }

  /** Runs once after so many milliseconds of this clock; returns what cancels it. */
  timer(ms: number, run: () => void, _options: { unref?: boolean } = {}): () => void {
    // At least 1 ms, as everywhere: a timer that sets itself again must not hold the clock.
    const waiting = { at: this.#now + Math.max(1, ms), order: this.#order++, run };
    this.#waiting.add(waiting);
    return () => {
      this.#waiting.delete(waiting);
    };
  }

  /** Takes time without letting anything run, as a handler does that blocks the loop. */
  skip(ms: number): void {
    this.#now += ms;
  }

  /** Moves on; every timer that falls due runs at its time, and what follows from it. */
  async move(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.settled();
    for (let due = this.#next(until); due; due = this.#next(until)) {
      this.#waiting.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      await this.settled();
    }
    this.#now = Math.max(this.#now, until);
  }

  /** Resolves when all promises that can settle without time have settled. */
  settled(): Promise<void> {
    // Microtasks run before the next task.
    return new Promise((resolve) => setTimeout(resolve, 0));
  }

  #next(until: number): Waiting | undefined {
    let next: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (waiting.at > until) continue;
      if (!next || waiting.at < next.at || (waiting.at === next.at && waiting.order < next.order)) {
        next = waiting;
      }
    }
    return next;
  }
}

/** What server and client use of a clock. */
type Inner = Pick<ManualClock, "now" | "date" | "timer" | "timers">;

/** A clock that tells the timers of views and tests from those of the server and the client. */
export class SharedClock extends ManualClock {
  #asked = 0;
  /** The same clock, for server and client. */
  readonly inner: Inner;

  /** A clock that starts at a date. */
  constructor() {
    super();
    const timers = (): number => this.timers;
    this.inner = {
      now: () => this.now(),
      date: () => this.date(),
      timer: (ms, run, options) => super.timer(ms, run, options),
      get timers() {
        return timers();
      },
    };
  }

  /** Whether a view or a test waits for this clock by a timer of its own. */
  get isAwaited(): boolean {
    return this.#asked > 0;
  }

  /** See {@link ManualClock.timer}. */
  override timer(ms: number, run: () => void, options?: { unref?: boolean }): () => void {
    let isWaiting = true;
    const end = (): void => {
      if (isWaiting) this.#asked--;
      isWaiting = false;
    };
    this.#asked++;
    const cancel = super.timer(ms, () => {
      end();
      run();
    }, options);
    return () => {
      end();
      cancel();
    };
  }
}

/** Time as the server's core is given it: the one place with timers of the platform. */

import { Moments } from "./moments.ts";

/** How a timer is. */
export interface TimerOptions {
  /** It does not keep the process alive. */
  unref?: boolean;
  /**
   * It may run a moment early, together with others that may: many of them cost little. None of them
   * keeps the process alive.
   */
  shared?: boolean;
}

/** Where time comes from. A test gives one that is moved by hand. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Milliseconds since 1970, for what other processes read. */
  date(): number;
  /** Runs once after so many milliseconds; returns what cancels it. */
  timer(ms: number, run: () => void, options?: TimerOptions): () => void;
  /** Timers that are still to run. */
  readonly timers: number;
}

/** The longest wait of the platform's timers: a longer one would be over at once. */
const LONGEST = 2 ** 31 - 1;

/** The platform's clock. It counts its timers. */
export class SystemClock implements Clock {
  #timers = 0;
  readonly #shared = new Moments(
    () => this.now(),
    (ms, run) => this.timer(ms, run, { unref: true }),
  );

  /** See {@link Clock.timers}. */
  get timers(): number {
    return this.#timers;
  }

  /** See {@link Clock.now}. */
  now(): number {
    return performance.now();
  }

  /** See {@link Clock.date}. */
  date(): number {
    return Date.now();
  }

  /** See {@link Clock.timer}. */
  timer(ms: number, run: () => void, options: TimerOptions = {}): () => void {
    if (options.shared) return this.#shared.after(ms, run);
    let isOpen = true;
    const close = (): void => {
      if (isOpen) this.#timers--;
      isOpen = false;
    };
    this.#timers++;
    let id: ReturnType<typeof setTimeout>;
    const wait = (left: number): void => {
      id = setTimeout(() => {
        if (left > LONGEST) return wait(left - LONGEST);
        close();
        run();
      }, Math.min(left, LONGEST));
      if (options.unref) Deno.unrefTimer(id);
    };
    wait(ms);
    return () => {
      close();
      clearTimeout(id);
    };
  }
}

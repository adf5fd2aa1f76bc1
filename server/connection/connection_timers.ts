/** Timers of one connection: they end with it, and none of them throws. */

import type { Clock } from "../platform/mod.ts";

/** The timers of one connection. */
export class ConnectionTimers {
  readonly #clock: Clock;
  readonly #report: (error: unknown) => void;
  readonly #cancels = new Set<() => void>();
  #isOver = false;

  /** None yet. */
  constructor(clock: Clock, report: (error: unknown) => void) {
    this.#clock = clock;
    this.#report = report;
  }

  /** Runs once after so many milliseconds, unless the connection has ended. */
  after(ms: number, run: () => void): void {
    if (this.#isOver) return;
    const cancel = this.#clock.timer(ms, () => {
      this.#cancels.delete(cancel);
      try {
        run();
      } catch (error) {
        this.#report(error);
      }
    }, { unref: true });
    this.#cancels.add(cancel);
  }

  /** Nothing runs any more. */
  end(): void {
    this.#isOver = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}

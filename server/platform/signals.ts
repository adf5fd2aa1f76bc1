/** What a hub hears of its process: that it is asked to end, and what nobody caught. */

import type { Clock } from "./clock.ts";
import { exit, type Listening, onTermination, onUncaught } from "./process.ts";

/**
 * How long a process that does not end by itself may go on. Deno Deploy gives 5 s; at a desk nobody
 * wants to wait after Ctrl-C.
 */
const LAST = { production: 4_000, development: 250 } as const;

/** A process, as a hub listens to it. */
export interface ProcessSignals {
  /** Tells until it is stopped. */
  listen(heard: ProcessListener): Listening;
}

/** Who listens to a process. */
export interface ProcessListener {
  /** The process is asked to end. */
  ending(): void;
  /** Somebody's code failed where nobody waits for it: a promise let go, a timer. */
  uncaught(error: unknown): void;
}

/** The process this runs in. */
export class SystemSignals implements ProcessSignals {
  readonly #clock: Clock;
  readonly #last: number;

  /** Ends a process that will not end by itself by this clock. */
  constructor(clock: Clock, mode: keyof typeof LAST) {
    this.#clock = clock;
    this.#last = LAST[mode];
  }

  /** See {@link ProcessSignals.listen}. */
  listen(heard: ProcessListener): Listening {
    let cancel: (() => void) | undefined;
    const termination = onTermination(() => {
      // `deno serve` ends by itself; under `Deno.serve` a listener would keep the process for good.
      cancel ??= this.#clock.timer(this.#last, exit, { unref: true });
      heard.ending();
    });
    const uncaught = onUncaught((error) => heard.uncaught(error));
    return {
      listeners: termination.listeners + uncaught.listeners,
      stop: () => {
        termination.stop();
        uncaught.stop();
        cancel?.();
      },
    };
  }
}

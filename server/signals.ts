/** How a hub hears that its process is asked to end. */

import type { Clock } from "./clock.ts";
import { exit, onTermination } from "./process.ts";

/**
 * How long a process that does not end by itself may go on. Deno Deploy gives 5 s; at a desk nobody
 * wants to wait after Ctrl-C.
 */
const LAST = { production: 4_000, development: 250 } as const;

/** The end of a process, as a hub listens for it. */
export interface Termination {
  /** Calls once the process is asked to end; says how many listeners that took. */
  listen(run: () => void): { listeners: number; stop: () => void };
}

/** The signals of this process. */
export class ProcessTermination implements Termination {
  readonly #clock: Clock;
  readonly #last: number;

  /** Ends a process that will not end by itself by this clock. */
  constructor(clock: Clock, mode: keyof typeof LAST) {
    this.#clock = clock;
    this.#last = LAST[mode];
  }

  /** See {@link Termination.listen}. */
  listen(run: () => void): { listeners: number; stop: () => void } {
    let cancel: (() => void) | undefined;
    const { listeners, stop } = onTermination(() => {
      // `deno serve` ends by itself; under `Deno.serve` a listener would keep the process for good.
      cancel ??= this.#clock.timer(this.#last, exit, { unref: true });
      run();
    });
    return {
      listeners,
      stop: () => {
        stop();
        cancel?.();
      },
    };
  }
}

/** How a hub hears that its process is asked to end. */

import type { Clock } from "./clock.ts";
import { exit, onTermination } from "./process.ts";

/** How long a process that does not end by itself may go on: Deno Deploy gives 5 s. */
const LAST = 4_000;

/** The end of a process, as a hub listens for it. */
export interface Termination {
  /** Calls once the process is asked to end; says how many listeners that took. */
  listen(run: () => void): { listeners: number; stop: () => void };
}

/** The signals of this process. */
export class ProcessTermination implements Termination {
  readonly #clock: Clock;

  /** Ends a process that will not end by itself by this clock. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** See {@link Termination.listen}. */
  listen(run: () => void): { listeners: number; stop: () => void } {
    let cancel: (() => void) | undefined;
    const { listeners, stop } = onTermination(() => {
      // `deno serve` ends by itself; under `Deno.serve` a listener would keep the process for good.
      cancel ??= this.#clock.timer(LAST, exit, { unref: true });
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

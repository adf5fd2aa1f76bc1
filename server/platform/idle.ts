/** Idle time of the loop: what can wait is done then. */

import type { Clock } from "./clock.ts";

/** Milliseconds between two looks. */
const LOOK = 250;
/** A timer that is later than this had to wait for something. */
const LATE = 10;

/** Runs once the loop has had nothing to do for a while; returns what calls it off. */
export function whenIdle(clock: Clock, run: () => void): () => void {
  let stop: () => void;
  const look = (): void => {
    const due = clock.now() + LOOK;
    stop = clock.timer(LOOK, () => clock.now() - due > LATE ? look() : run(), { unref: true });
  };
  look();
  return () => stop();
}

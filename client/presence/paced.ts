/** Pace of what is told: at once, then at most every so often, the last time always. */

import type { Clock } from "../platform/mod.ts";

/** The same, at that pace. */
export function paced(clock: Clock, milliseconds: number, run: () => void): () => void {
  let isWaiting = false;
  let isDue = false;
  return function tell(): void {
    isDue = isWaiting;
    if (isWaiting) return;
    isWaiting = true;
    clock.after(milliseconds, () => {
      isWaiting = false;
      if (isDue) tell();
    });
    run();
  };
}

/** Time and chance as the page has them: the rim, so that tests can move it by hand. */

import { report } from "./log.ts";
import { SERVED } from "./served.ts";

/**
 * A window with its constructors.
 *
 * @category Client
 */
export type Page = Window & typeof globalThis;

/**
 * Milliseconds that only grow, and a way to wait for some.
 *
 * @category Client
 */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Runs once after so many milliseconds; returns what cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The page's own clock, or the parts of it that were given. Nothing thrown in a timer escapes. */
export function createClock(window: Page, given: Partial<Clock>): Clock {
  return {
    now: () => !SERVED && given.now ? given.now() : window.performance.now(),
    after(milliseconds, run) {
      if (!SERVED && given.after) return given.after(milliseconds, guarded(run));
      const timer = window.setTimeout(guarded(run), milliseconds);
      return () => window.clearTimeout(timer);
    },
  };
}

/** Milliseconds since 1970, for what outlives its page. */
export const dateOf = (window: Page): number => window.Date.now();

/** The same function, whose throw is reported instead. */
export function guarded<Arguments extends unknown[]>(
  run: (...given: Arguments) => void,
): (...given: Arguments) => void {
  return (...given) => {
    try {
      run(...given);
    } catch (error) {
      report(error);
    }
  };
}

/** Runs before the browser draws next; where it draws nothing, soon. */
export function nextFrame(window: Page, run: (now: number) => void): void {
  if (SERVED || window.requestAnimationFrame) window.requestAnimationFrame(guarded(run));
  else window.setTimeout(guarded(() => run(window.performance.now())), 16);
}

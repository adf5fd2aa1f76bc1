/** Waits until a page has its answers and nothing moves in it. */

import type { ManualClock } from "./clock.ts";

/** Real milliseconds after which an answer that does not come is a failure. */
const PATIENCE = 10_000;

/** What is seen of a page. */
export interface Sight {
  /** Counts what happens on its line. */
  moves(): number;
  /** Names what is not answered. */
  missing(): readonly string[];
}

/** Resolves when nothing is missing, and nothing has moved for so many real milliseconds. */
export async function quiet(clock: ManualClock, page: Sight, milliseconds: number): Promise<void> {
  const since = performance.now();
  let last = since;
  let moves = -1;
  for (;;) {
    const missing = page.missing();
    const now = performance.now();
    if (missing.length > 0 || page.moves() !== moves) last = now;
    else if (now - last >= milliseconds) {
      await signed();
      if (page.moves() === moves && page.missing().length === 0) return;
    }
    moves = page.moves();
    if (missing.length > 0 && now - since > PATIENCE) {
      throw new Error(
        `Cannot settle: the server has not answered ${missing.join(", ")} for ` +
          `${PATIENCE / 1_000} s; let go what the handler waits for before you await the action: ` +
          `const done = page.click(…); await page.clock.move(20); …; await done`,
      );
    }
    await clock.settled();
  }
}

const NOTHING = new Uint8Array();

/** What is being signed or sealed beside the loop, as the way out of a page, is done by now. */
async function signed(): Promise<void> {
  await crypto.subtle.digest("SHA-256", NOTHING);
}

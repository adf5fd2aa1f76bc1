/** Movers of the load: pages whose cursors move 20 times a second, each at its own moments. */

import type { LoadPage } from "./load_page.ts";

/** Milliseconds between two moves of a mover. */
const EVERY = 50;
/** Milliseconds between two looks at whose turn it is. */
const LOOK = 5;

/** Moves; returns how to stop. */
export function startMoving(pages: readonly LoadPage[]): () => void {
  const due = pages.map(() => performance.now() + Math.random() * EVERY);
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [at, page] of pages.entries()) {
      const next = due[at] ?? 0;
      if (next > now) continue;
      page.move();
      // What a slow loop has missed is not made up for.
      due[at] = Math.max(next + EVERY, now + EVERY / 2);
    }
  }, LOOK);
  return () => clearInterval(timer);
}

/** Loop watch: notices that the event loop was kept while a handler was under way, behind its first await. */

import type { World } from "../../world/mod.ts";

/** How often it looks. */
const BEAT = 50;

/** Looks while a handler is under way; returns how to end that, with a last look. */
export function watchLoop(world: World, kept: (ms: number) => void): () => void {
  let last = world.now();
  let cancel = (): void => {};
  const look = (): void => {
    const now = world.now();
    const late = now - last - BEAT;
    last = now;
    // A beat that comes late was kept from coming.
    if (late > world.limits.blocking) kept(late + BEAT);
  };
  const beat = (): void => {
    look();
    cancel = world.timer(BEAT, beat, { unref: true });
  };
  cancel = world.timer(BEAT, beat, { unref: true });
  return () => {
    cancel();
    // What kept the loop may be the handler's last part: no beat has come since.
    look();
  };
}

/** Leaving a live page: where to, and what is taken along. */

import type { CarriedFlash, Session, SessionData, World } from "../world/mod.ts";

/** A redirect that was asked for. */
export interface Departure {
  /** A path of the page's own origin. */
  readonly to: string;
  /** What to write into the visitor's session. */
  readonly session?: SessionData;
}

/** The URL to leave for: the target itself, unless something has to be carried there. */
export function urlOf(
  { to, session }: Departure,
  options: { world: World; base: string; flash: CarriedFlash; visitor: Session },
): string | Promise<string> {
  const { world, base, flash, visitor } = options;
  const isPlain = !session && Object.keys(flash).length === 0;
  if (isPlain || !world.leave) return to;
  const carry = { base, flash, visitor, ...(session && { session }) };
  // What it throws at once is a rejection too.
  return Promise.try(() => world.leave?.(to, carry) ?? to);
}

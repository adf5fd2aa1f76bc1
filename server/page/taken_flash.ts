/** The flash that a page shows: what waits in a cookie and what its request put, once, to somebody who looks. */

import { type Keyring, noFlashCookie, readFlash } from "../security/mod.ts";
import type { CarriedFlash, MountFacts } from "../world/mod.ts";

/** Who looks at a page. */
export interface Looker {
  readonly facts: MountFacts;
  /** Whether somebody will look at it now: no HEAD, no prefetch. */
  readonly isShown: boolean;
  /** Whether the visitor comes over TLS. */
  readonly isSecure: boolean;
  /** What the app's own code put while the request ran: a cookie was set for it already. */
  readonly put: CarriedFlash | undefined;
}

/** The messages, if somebody looks; the cookie that takes them away is added to the others. */
export async function flashFor(
  { facts, isShown, isSecure, put }: Looker,
  keyring: Keyring,
  cookies: string[],
): Promise<CarriedFlash | undefined> {
  if (!isShown) return undefined;
  const waiting = await readFlash(keyring, facts.request.headers.get("cookie"));
  if (waiting || put) cookies.push(noFlashCookie(isSecure));
  return put ? { ...waiting?.flash, ...put } : waiting?.flash;
}

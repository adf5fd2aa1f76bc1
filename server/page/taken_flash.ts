/** The flash messages that a redirect has left in a cookie: shown once, to somebody who looks. */

import { type Keyring, takeFlash } from "../security/mod.ts";
import type { CarriedFlash, MountFacts } from "../world/mod.ts";

/** Who looks at a page. */
export interface Looker {
  readonly facts: MountFacts;
  /** Whether somebody will look at it now: no HEAD, no prefetch. */
  readonly isShown: boolean;
  /** Whether the visitor comes over TLS. */
  readonly isSecure: boolean;
}

/** The messages, if somebody looks; the cookie that takes them away is added to the others. */
export async function flashFor(
  { facts, isShown, isSecure }: Looker,
  keyring: Keyring,
  cookies: string[],
): Promise<CarriedFlash | undefined> {
  if (!isShown) return undefined;
  const taken = await takeFlash(keyring, facts.request.headers.get("cookie"), isSecure);
  if (taken) cookies.push(taken.cookie);
  return taken?.flash;
}

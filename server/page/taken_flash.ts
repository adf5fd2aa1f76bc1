/** The flash messages that a redirect has left in a cookie: shown once. */

import { FLASH_COOKIE, type Keyring, readCookie, unseal, writeCookie } from "../security/mod.ts";
import type { FlashState, MountFacts } from "../world/mod.ts";

/** Who looks at a page. */
export interface Looker {
  readonly facts: MountFacts;
  /** Whether somebody will look at it now: no HEAD, no prefetch. */
  readonly isShown: boolean;
  /** Whether the visitor comes over TLS. */
  readonly isSecure: boolean;
}

/** The messages, if somebody looks; the cookie that takes them away is added to the others. */
export async function takeFlash(
  { facts, isShown, isSecure }: Looker,
  keyring: Keyring,
  cookies: string[],
): Promise<FlashState | undefined> {
  if (!isShown) return undefined;
  const text = readCookie(facts.request.headers.get("cookie"), FLASH_COOKIE);
  if (text === undefined) return undefined;
  cookies.push(writeCookie(FLASH_COOKIE, "", { secure: isSecure, maxAge: 0 }));
  return await unseal(keyring, "flash", text) as FlashState | undefined;
}

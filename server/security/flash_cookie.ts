/** The cookie that carries flash messages over one redirect. */

import type { Keyring } from "./keyring.ts";
import type { CarriedFlash } from "../world/mod.ts";
import { readCookie, seal, unseal, writeCookie } from "./session.ts";

/** Its name. */
const FLASH_COOKIE = "djust_flash";

/** Seconds it waits for the next page. */
const AGE = 60;

/** The cookie that shows messages on the next page, which have to fit: see `carried()`. */
export async function flashCookie(
  keyring: Keyring,
  flash: CarriedFlash,
  secure: boolean,
): Promise<string> {
  const text = await seal(keyring, "flash", { ...flash });
  return writeCookie(FLASH_COOKIE, text, { secure, maxAge: AGE });
}

/** The cookie that takes them away. */
export function noFlashCookie(secure: boolean): string {
  return writeCookie(FLASH_COOKIE, "", { secure, maxAge: 0 });
}

/** What waits for this page; undefined where there is no cookie, its flash where it is not ours. */
export async function readFlash(
  keyring: Keyring,
  cookies: string | null,
): Promise<{ flash: CarriedFlash | undefined } | undefined> {
  const text = readCookie(cookies, FLASH_COOKIE);
  if (text === undefined) return undefined;
  return { flash: await unseal(keyring, "flash", text) as CarriedFlash | undefined };
}

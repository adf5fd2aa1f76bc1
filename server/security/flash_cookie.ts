/** The cookie that carries flash messages over one redirect. */

import type { Keyring } from "./keyring.ts";
import type { FlashState } from "../world/mod.ts";
import { seal, writeCookie } from "./session.ts";

/** Its name. */
export const FLASH_COOKIE = "djust_flash";

/** Seconds it waits for the next page. */
const AGE = 60;

/** The cookie that shows messages on the next page, which have to fit: see `carried()`. */
export async function flashCookie(
  keyring: Keyring,
  flash: FlashState,
  secure: boolean,
): Promise<string> {
  const text = await seal(keyring, "flash", { ...flash });
  return writeCookie(FLASH_COOKIE, text, { secure, maxAge: AGE });
}

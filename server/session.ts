/** The visitor's session: one signed cookie. Also the signed cookie that carries flash messages. */

import type { Json } from "../protocol/mod.ts";
import { fromBase64Url, toBase64Url } from "./base64.ts";
import { type Keyring, type Purpose, SIGNATURE_BYTES } from "./keyring.ts";

/** Bytes of random in a session's id. */
export const SESSION_ID_BYTES = 16;

/** Most characters of a signed cookie; browsers drop larger ones without a word. */
const COOKIE_LENGTH = 3_800;

/** Signs a JSON value as text that fits into cookies and URLs. */
export async function seal(keyring: Keyring, purpose: Purpose, value: Json): Promise<string> {
  const data = new TextEncoder().encode(JSON.stringify(value));
  const signature = await keyring.sign(purpose, data);
  const all = new Uint8Array(SIGNATURE_BYTES + data.length);
  all.set(signature);
  all.set(data, SIGNATURE_BYTES);
  return toBase64Url(all);
}

/** The JSON value that was signed for this purpose; undefined for anything else. Never throws. */
export async function unseal(
  keyring: Keyring,
  purpose: Purpose,
  text: string,
): Promise<Json | undefined> {
  const all = fromBase64Url(text);
  if (!all || all.length <= SIGNATURE_BYTES) return undefined;
  const data = all.slice(SIGNATURE_BYTES);
  if (!await keyring.verify(purpose, data, all.slice(0, SIGNATURE_BYTES))) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(data)) as Json;
  } catch {
    return undefined;
  }
}

/** The value of one cookie in a Cookie header; the first counts, as everywhere. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** How a cookie is set. */
export interface CookieOptions {
  /** Only over TLS. */
  readonly secure: boolean;
  /** Seconds it lives; as long as the browser when left out, 0 takes it away. */
  readonly maxAge?: number;
}

/** A Set-Cookie header. */
export function writeCookie(name: string, value: string, options: CookieOptions): string {
  if (value.length > COOKIE_LENGTH) {
    throw new RangeError(
      `Cannot set the cookie "${name}": it has ${value.length} characters, browsers drop more than ${COOKIE_LENGTH}; keep an id in the session and the rest in a database`,
    );
  }
  const age = options.maxAge === undefined ? "" : `; Max-Age=${options.maxAge}`;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${
    options.secure ? "; Secure" : ""
  }${age}`;
}

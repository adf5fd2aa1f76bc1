/** The visitor's session: one signed cookie. Also the signed cookie that carries flash messages. */

import { byteLength, type Json } from "../../protocol/mod.ts";
import { fromBase64Url, toBase64Url } from "../platform/mod.ts";
import type { Session, SessionData } from "../world/mod.ts";
import { type Keyring, type Purpose, SIGNATURE_BYTES } from "./keyring.ts";

/** Bytes of random in a session's id. */
export const SESSION_ID_BYTES = 16;

/**
 * Most characters of a signed cookie. Browsers drop what has over 4,096 with its name, without a word,
 * and proxies take 8,192 for all the cookies of a request.
 */
export const COOKIE_LENGTH = 3_800;

/** Most bytes of a session as JSON: what a cookie holds, without the session's id. */
export const SESSION_BYTES = 2_800;

/** Bytes of JSON that are sealed in so many characters. */
export function bytesIn(characters: number): number {
  return Math.floor(characters * 3 / 4) - SIGNATURE_BYTES;
}

/** Checks what is to be a session. Throws what its author can mend: the field, and its size. */
export function checkSession(data: SessionData): void {
  let largest = { field: "", bytes: 0 };
  for (const [field, value] of Object.entries(data)) {
    const bytes = bytesOf(field, value);
    if (bytes > largest.bytes) largest = { field, bytes };
  }
  const bytes = byteLength(JSON.stringify(data));
  if (bytes <= SESSION_BYTES) return;
  throw new RangeError(
    `Cannot write the session: it has ${bytes} bytes of JSON, a cookie holds ${SESSION_BYTES}; ` +
      `the largest field is ${JSON.stringify(largest.field.slice(0, 60))} with ${largest.bytes} ` +
      `bytes: keep an id in the session and the rest in a database`,
  );
}

function bytesOf(field: string, value: Json): number {
  try {
    return byteLength(JSON.stringify(value) ?? "");
  } catch (cause) {
    throw new TypeError(
      `Cannot write ${JSON.stringify(field.slice(0, 60))} into the session: it does not fit into ` +
        `JSON (${cause instanceof Error ? cause.message : String(cause)}); give plain data`,
      { cause },
    );
  }
}

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

/** The session in the cookie of this name; undefined where none was signed here. */
export async function readSession(
  keyring: Keyring,
  name: string,
  cookies: string | null,
): Promise<Session | undefined> {
  const text = readCookie(cookies, name);
  if (text === undefined) return undefined;
  const value = await unseal(keyring, "session", text);
  const isSession = typeof value === "object" && value !== null && !Array.isArray(value) &&
    typeof value.id === "string";
  return isSession ? value as Session : undefined;
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
  const age = options.maxAge === undefined ? "" : `; Max-Age=${options.maxAge}`;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${
    options.secure ? "; Secure" : ""
  }${age}`;
}

/** Randomness as the server's core is given it. */

import { toBase64Url } from "./base64.ts";

/** So many random bytes as base64url: 16 bytes are 22 characters nobody can guess. */
export function randomText(bytes: number): string {
  return toBase64Url(randomBytes(bytes));
}

/** So many random bytes. */
export function randomBytes(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

/** A number at least 0 and below 1, for what only has to be spread. */
export function chance(): number {
  return Math.random();
}

/**
 * The token of a form: says that a page of this visitor has it. Another each time it is painted, so
 * that nobody guesses it from how well pages compress.
 */

import { fromBase64Url, toBase64Url } from "../platform/mod.ts";
import { type Keyring, SIGNATURE_BYTES } from "./keyring.ts";

/** Whose form it is. */
export interface FormOwner {
  /** The session's id; "" where there is none. */
  readonly session: string;
  /** What tells the user apart. */
  readonly user: string;
  /** Where its `live()` has its `/_djust`. */
  readonly base: string;
}

/** Bytes of random: with the signature they are whole characters. */
const NONCE_BYTES = 10;

/** Characters of a token. */
export const FORM_TOKEN_LENGTH: number = (NONCE_BYTES + SIGNATURE_BYTES) * 4 / 3;

/** Signs one; `random` gives bytes as text. */
export async function writeFormToken(
  keyring: Keyring,
  owner: FormOwner,
  random: (bytes: number) => string,
): Promise<string> {
  const all = new Uint8Array(NONCE_BYTES + SIGNATURE_BYTES);
  // However long its text is, the token has one length.
  const drawn = new TextEncoder().encode(random(NONCE_BYTES)).slice(-NONCE_BYTES);
  all.set(drawn);
  all.set(await keyring.sign("form", signed(all, owner)), NONCE_BYTES);
  return toBase64Url(all);
}

/** Whether a token was signed for this owner. Takes as long wherever it differs. Never throws. */
export async function isFormToken(
  keyring: Keyring,
  text: string,
  owner: FormOwner,
): Promise<boolean> {
  const all = text.length === FORM_TOKEN_LENGTH ? fromBase64Url(text) : undefined;
  if (!all || all.length !== NONCE_BYTES + SIGNATURE_BYTES) return false;
  return await keyring.verify("form", signed(all, owner), all.slice(NONCE_BYTES));
}

/** What the signature covers. As JSON, so that no part can pass for another. */
function signed(all: Uint8Array, { session, user, base }: FormOwner): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify([session, user, base]));
  const data = new Uint8Array(NONCE_BYTES + text.length);
  data.set(all.subarray(0, NONCE_BYTES));
  data.set(text, NONCE_BYTES);
  return data;
}

/**
 * The state of a form object as a page without script carries it: signed, so that what comes back is
 * what was painted. Its visitor may read it, for they wrote it.
 */

import { fromBase64Url, toBase64Url } from "../platform/mod.ts";
import type { FormOwner } from "./form_token.ts";
import type { Keyring } from "./keyring.ts";

/** Whose state it is: of the object in this field, of the view at this place. */
export interface FormStateOwner extends FormOwner {
  readonly view: string;
  readonly object: string;
}

/** Characters between the signature and the state. */
const BETWEEN = ".";

/** Signs what an object keeps. */
export async function writeFormState(
  keyring: Keyring,
  owner: FormStateOwner,
  state: unknown,
): Promise<string> {
  const text = JSON.stringify(state);
  const signature = await keyring.sign("form", signed(text, owner));
  return toBase64Url(signature) + BETWEEN + text;
}

/** What was signed for this owner; undefined for anything else. Never throws. */
export async function readFormState(
  keyring: Keyring,
  written: string,
  owner: FormStateOwner,
): Promise<unknown> {
  const at = written.indexOf(BETWEEN);
  const signature = at < 0 ? undefined : fromBase64Url(written.slice(0, at));
  const text = written.slice(at + 1);
  if (!signature || !await keyring.verify("form", signed(text, owner), signature)) return undefined;
  return JSON.parse(text);
}

/** What the signature covers: a token is none, and the other way round. */
function signed(text: string, { session, user, base, view, object }: FormStateOwner): Uint8Array {
  const all = ["state", session, user, base, view, object, text];
  return new TextEncoder().encode(JSON.stringify(all));
}

/**
 * State that a form brings back: what an object of its view kept while the page was painted. It is
 * signed, so that nobody changes it, and can be read by its visitor.
 */

import type { Json } from "../../protocol/mod.ts";
import { fromBase64Url, toBase64Url } from "../platform/mod.ts";
import type { FormOwner } from "./form_token.ts";
import { type Keyring, SIGNATURE_BYTES } from "./keyring.ts";

/** Whose state it is: of which visitor, of which view of a page, of which of its fields. */
export interface StateOwner extends FormOwner {
  readonly route: string;
  readonly view: string;
  readonly field: string;
}

/** Signs it. */
export async function writeFormState(
  keyring: Keyring,
  owner: StateOwner,
  state: Json,
): Promise<string> {
  const data = new TextEncoder().encode(JSON.stringify(state));
  const all = new Uint8Array(SIGNATURE_BYTES + data.length);
  all.set(await keyring.sign("form-state", signed(owner, data)));
  all.set(data, SIGNATURE_BYTES);
  return toBase64Url(all);
}

/** The state; undefined where it was not signed for this owner. Never throws. */
export async function readFormState(
  keyring: Keyring,
  owner: StateOwner,
  text: string,
): Promise<Json | undefined> {
  const all = fromBase64Url(text);
  if (!all || all.length <= SIGNATURE_BYTES) return undefined;
  const data = all.slice(SIGNATURE_BYTES);
  const signature = all.slice(0, SIGNATURE_BYTES);
  if (!await keyring.verify("form-state", signed(owner, data), signature)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(data)) as Json;
  } catch {
    return undefined;
  }
}

/** What the signature covers. The owner as JSON, which no data can be taken for a part of. */
function signed(
  { session, user, base, route, view, field }: StateOwner,
  data: Uint8Array,
): Uint8Array {
  const owner = JSON.stringify([session, user, base, route, view, field]);
  const head = new TextEncoder().encode(`${owner.length}\0${owner}\0`);
  const all = new Uint8Array(head.length + data.length);
  all.set(head);
  all.set(data, head.length);
  return all;
}

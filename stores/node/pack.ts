/** Packing of plain data into bytes and back; what cannot be read is nothing. */

import { deserialize, serialize } from "node:v8";

/** The bytes of what can be cloned. Throws where it cannot. */
export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(serialize(value));
}

/** What was packed, where that is a list; else an empty one. */
export function unpackList(bytes: unknown): readonly unknown[] {
  const list = unpack(bytes);
  return Array.isArray(list) ? list : [];
}

/** What was packed; undefined for what another version wrote, or nobody. */
export function unpack(bytes: unknown): unknown {
  if (!(bytes instanceof Uint8Array)) return undefined;
  try {
    return deserialize(bytes);
  } catch {
    return undefined;
  }
}

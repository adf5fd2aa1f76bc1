/** Bytes of a snapshot: what Redis does not compare, packed. */

import { deserialize, serialize } from "node:v8";
import type { Snapshot } from "../../server/world/mod.ts";

/** What is compared in Redis stands beside the body. */
type Header = "epoch" | "attempt" | "holder" | "order" | "handled";

/** How the body is packed. Another process of another version may pack otherwise. */
export const SNAPSHOT_CODEC = "1";

/** The body of a snapshot. */
export function packSnapshot(snapshot: Snapshot): Uint8Array {
  const { epoch: _e, attempt: _a, holder: _w, order: _o, handled: _h, ...body } = snapshot;
  return serialize(body);
}

/** What was packed; undefined where it cannot be read. */
export function unpackSnapshot(
  codec: string | undefined,
  bytes: Uint8Array,
): Omit<Snapshot, Header> | undefined {
  if (codec !== SNAPSHOT_CODEC) return undefined;
  try {
    return deserialize(bytes) as Omit<Snapshot, Header>;
  } catch {
    return undefined;
  }
}

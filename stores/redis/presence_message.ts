/** Message between nodes of presence: what goes over the channel of a room, and over that of all. */

import { deserialize, serialize } from "node:v8";
import type { PresenceCast, PresenceChange } from "../../server/world/mod.ts";
import type { Place } from "./places.ts";

/** How a node says that it is. */
export type NodeNews = "up" | "draining" | "down";

/** What one node tells the others. */
export type PresenceMessage =
  & { readonly node: string }
  & (
    | { readonly type: "node"; readonly state: NodeNews }
    | {
      readonly type: "changed";
      readonly version: number;
      readonly changes: readonly PresenceChange[];
    }
    /** Without a cast it says that some were lost. */
    | { readonly type: "cast"; readonly place: Place; readonly cast: PresenceCast | undefined }
    | { readonly type: "drop"; readonly cast: PresenceCast }
  );

/** The first byte says how to read on. */
const CODEC = 1;
const TYPES: ReadonlySet<string> = new Set(["node", "changed", "cast", "drop"]);

/** As bytes. */
export function packPresence(message: PresenceMessage): Uint8Array {
  const body = serialize(message);
  const bytes = new Uint8Array(1 + body.byteLength);
  bytes[0] = CODEC;
  bytes.set(body, 1);
  return bytes;
}

/** What was packed; undefined where it cannot be read, or is of a later version. */
export function unpackPresence(bytes: Uint8Array): PresenceMessage | undefined {
  if (bytes[0] !== CODEC) return undefined;
  try {
    const message = deserialize(bytes.subarray(1)) as PresenceMessage;
    return TYPES.has(message.type) && typeof message.node === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

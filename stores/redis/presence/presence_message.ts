/** Message between nodes of presence: what goes over the channel of a room, and over that of all. */

import type { PresenceCast, PresenceChange } from "../../../server/world/mod.ts";
import { pack, unpack } from "../../node/pack.ts";
import { areChanges, isCast, isObject } from "../../node/presence_shape.ts";
import type { Place } from "../posts/mod.ts";

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

/** How it is written. Another process of another version may write otherwise. */
const CODEC = 1;

/** As bytes. */
export function packPresence(message: PresenceMessage): Uint8Array {
  return pack([CODEC, message]);
}

/** What was packed; undefined where it cannot be read, or is of a later version. */
export function unpackPresence(bytes: Uint8Array): PresenceMessage | undefined {
  const all = unpack(bytes);
  if (!Array.isArray(all) || all[0] !== CODEC) return undefined;
  const message: unknown = all[1];
  return isMessage(message) ? message : undefined;
}

function isMessage(message: unknown): message is PresenceMessage {
  if (!isObject(message) || typeof message["node"] !== "string") return false;
  const { type, state, version, changes, place, cast } = message;
  switch (type) {
    case "node":
      return state === "up" || state === "draining" || state === "down";
    case "changed":
      return Number.isFinite(version) && areChanges(changes);
    case "cast":
      return isObject(place) && (cast === undefined || isCast(cast));
    default:
      return type === "drop" && isCast(cast);
  }
}

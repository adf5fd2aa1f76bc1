/** Word of presence: what goes through a node's outbox, and what of it can be read. */

import type { PresenceCast, PresenceChange } from "../../../server/world/mod.ts";
import { unpack } from "../../node/pack.ts";
import { areChanges, isCast, isObject } from "../../node/presence_shape.ts";

/** What goes through the outbox. */
export type Word =
  | { readonly type: "commit"; readonly commits: readonly Told[] }
  | { readonly type: "cast"; readonly room: string; readonly cast: PresenceCast }
  | { readonly type: "bye" };

/** A commit as others are told; without changes where these are too many. */
export interface Told {
  readonly room: string;
  readonly version: number;
  readonly changes?: readonly PresenceChange[];
}

/** The word in these bytes; undefined for what another version wrote, or nobody. */
export function wordIn(bytes: Uint8Array): Word | undefined {
  const word = unpack(bytes);
  return isWord(word) ? word : undefined;
}

function isWord(word: unknown): word is Word {
  if (!isObject(word)) return false;
  const { type, commits, room, cast } = word;
  switch (type) {
    case "commit":
      return Array.isArray(commits) && commits.every(isTold);
    case "cast":
      return typeof room === "string" && isCast(cast);
    default:
      return type === "bye";
  }
}

function isTold(told: unknown): told is Told {
  if (!isObject(told)) return false;
  const { room, version, changes } = told;
  return typeof room === "string" && Number.isFinite(version) &&
    (changes === undefined || areChanges(changes));
}

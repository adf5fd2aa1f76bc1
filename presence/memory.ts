/** The store within one process, with what presence is made of. */

import { memoryPresence as memoryStore, type PresenceStore } from "../server/world/mod.ts";
import { roomsPart } from "./room/mod.ts";

/**
 * Who is where, within this process: the default. Hubs that are given one object see each other.
 *
 * @example
 * ```ts
 * import { memoryPresence } from "@djust/live/presence";
 *
 * const presence = memoryPresence();
 * ```
 *
 * @category Presence
 */
export function memoryPresence(options: { now?: () => number } = {}): PresenceStore {
  return Object.assign(memoryStore(options), { part: roomsPart });
}

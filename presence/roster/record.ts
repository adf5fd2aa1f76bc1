/** Record of a person: their connections merged to one, the same in every process. */

import type {
  PresenceEntry,
  PresenceRecord,
  PresenceSelection,
  PresenceStatus,
} from "../../server/world/mod.ts";
import type { JsonObject } from "./meta.ts";

/**
 * One person in a room. The keys of the meta are readable on it, too: `person.name`; a key of the
 * record's own wins.
 *
 * @category Presence
 */
export type Presence<M = JsonObject> =
  & PresenceRecord<M>
  & { readonly [Key in Exclude<keyof M, keyof PresenceRecord>]: M[Key] };

/** What is known of a connection for a moment only, and stands in no entry. */
export interface Fleeting {
  readonly typing?: { readonly field: string; readonly until: number };
  readonly selection?: PresenceSelection;
}

/** A connection of a person, as records are made of it. */
export interface Part {
  readonly entry: PresenceEntry;
  readonly fleeting: Fleeting | undefined;
}

/** The liveliest first. */
const ORDER: readonly PresenceStatus[] = ["active", "idle", "away", "reconnecting"];

/** Names that a meta's keys never take. */
const OWN: ReadonlySet<string> = new Set<keyof PresenceRecord>([
  ...["id", "joinedAt", "meta", "metas", "connections", "status"] as const,
  ...["location", "typing", "selection"] as const,
]);

/** The record of one person. At least one part; in whatever order, the record is the same. */
export function recordOf(parts: Iterable<Part>): Presence {
  const sorted = latestFirst(parts);
  const [latest] = sorted;
  if (!latest) throw new RangeError("Cannot make the record of nobody: give a part at least");
  const { user, meta, location } = latest.entry;
  const rank = Math.min(...sorted.map(({ entry }) => ORDER.indexOf(entry.status)));
  const typing = sorted.find(({ fleeting }) => fleeting?.typing)?.fleeting?.typing?.field;
  const selection = sorted.find(({ fleeting }) => fleeting?.selection)?.fleeting?.selection;
  const record: PresenceRecord = {
    id: user,
    joinedAt: Math.min(...sorted.map(({ entry }) => entry.joinedAt)),
    meta,
    metas: sorted.map(({ entry }) => entry.meta),
    connections: sorted.length,
    status: ORDER[rank] ?? "active",
    ...(location && { location }),
    ...(typing !== undefined && { typing }),
    ...(selection && { selection }),
  };
  return withKeys(record, meta);
}

/** Each connection once: one that moved from a process to another may stand in both for a moment. */
function latestFirst(parts: Iterable<Part>): Part[] {
  const byConnection = new Map<string, Part>();
  for (const part of parts) {
    const other = byConnection.get(part.entry.connection);
    if (!other || isLater(part.entry, other.entry)) byConnection.set(part.entry.connection, part);
  }
  return [...byConnection.values()].sort((one, other) => isLater(one.entry, other.entry) ? -1 : 1);
}

function isLater(one: PresenceEntry, other: PresenceEntry): boolean {
  if (one.updatedAt !== other.updatedAt) return one.updatedAt > other.updatedAt;
  if (one.connection !== other.connection) return one.connection > other.connection;
  return ORDER.indexOf(one.status) < ORDER.indexOf(other.status);
}

/** The keys of the meta, readable on the record; as JSON it has them once. */
function withKeys(record: PresenceRecord, meta: JsonObject): Presence {
  for (const [key, value] of Object.entries(meta)) {
    // What every object has is no key either: `record.toString()` stays what it is.
    if (OWN.has(key) || key in Object.prototype) continue;
    Object.defineProperty(record, key, { value, enumerable: false });
  }
  return Object.freeze(record) as Presence;
}

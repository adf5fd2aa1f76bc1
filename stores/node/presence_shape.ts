/** Shapes of presence: whether what a store gives is what a node writes, or another version's. */

import type { PresenceCast, PresenceChange, PresenceEntry } from "../../server/world/mod.ts";

/** Whether this is an entry, as far as anybody reads it without asking. */
export function isEntry(value: unknown): value is PresenceEntry {
  if (!isObject(value)) return false;
  const { connection, user, joinedAt, updatedAt, status, meta } = value;
  return [connection, user, status].every((text) => typeof text === "string") &&
    Number.isFinite(joinedAt) && Number.isFinite(updatedAt) && isObject(meta);
}

/** Whether these are changes, all of them. */
export function areChanges(value: unknown): value is readonly PresenceChange[] {
  return Array.isArray(value) && value.every((change: unknown) => {
    if (!isObject(change)) return false;
    if (change["type"] === "put") return isEntry(change["entry"]);
    return change["type"] === "remove" && typeof change["connection"] === "string";
  });
}

/** Whether this is a cast. What its kind makes of the data is that kind's. */
export function isCast(value: unknown): value is PresenceCast {
  return isObject(value) && typeof value["kind"] === "string" && value["data"] !== undefined;
}

/** Whether this has members. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

/**
 * Roster of a room: its people, merged from their connections, as a function of what happened.
 *
 * @module
 */

export { checkedLocation, checkedMeta, type JsonObject, type Meta, meta } from "./meta.ts";
export type { Presence } from "./record.ts";
export { MOST, Roster } from "./roster.ts";
export { listedOf, type Taken } from "./told.ts";

/**
 * Room that people are in together: its exchange with other processes, its locks, its members
 * without a page.
 *
 * @module
 */

export { HeldLocks, type KeptLock } from "./held_locks.ts";
export { checkedKey, keyOf, room, tenantKey } from "./key.ts";
export { checkedEvent, jsonOf, userOf } from "./outer_room.ts";
export { checkedField, PRESENCE, readWord } from "./own_words.ts";
export type { Room, Seen } from "./room.ts";
export { cursorsOf, type Visible } from "./room_link.ts";
export { type Rooms, roomsPart } from "./rooms.ts";

/**
 * Presence over Redis: a node with its lease, its rooms and its locks.
 *
 * @module
 */

export { clearNode, keysOf, leasesKey, nodesKey } from "./node_keys.ts";
export { LOOK } from "./presence_scripts.ts";
export { RedisPresence, redisPresence } from "./redis_presence.ts";

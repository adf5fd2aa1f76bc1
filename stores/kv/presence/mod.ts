/**
 * Presence store on Deno KV: a node's rooms in shards, and locks.
 *
 * @module
 */

export { KvPresence } from "./presence.ts";

/**
 * Node of a cluster on Deno KV: its lease and outbox, and how it follows the others.
 *
 * @module
 */

export { KvNode } from "./node.ts";
export { type NodeRecord, outboxIn, type Rider } from "./outbox.ts";
export { purge } from "./purge.ts";

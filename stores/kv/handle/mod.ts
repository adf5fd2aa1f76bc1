/**
 * Handle of a Deno KV: how it is opened, and where everything lies in it.
 *
 * @module
 */

export { digest } from "./digest.ts";
export { KvHandle } from "./handle.ts";
export { Keys } from "./keys.ts";
export { checkFile, checkKv, lackingFlags } from "./open.ts";
export type { Kv, KvEntry, KvKey, KvOperation } from "./port.ts";

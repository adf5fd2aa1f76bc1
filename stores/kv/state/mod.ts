/**
 * State store on Deno KV: snapshots of pages, session fields of visitors.
 *
 * @module
 */

export { keptIn } from "./kept.ts";
export { KvState } from "./state.ts";

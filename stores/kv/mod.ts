/**
 * State, bus and presence on Deno KV: in a file, on a KV Connect server, on Deno Deploy.
 *
 * ```ts ignore
 * import { kvCluster } from "@djust/live/kv";
 *
 * live(app, routes, { ...kvCluster({ path: "live.db" }) });
 * ```
 *
 * Deno KV needs `"unstable": ["kv"]` in `deno.json`.
 *
 * @module
 */

export { kvBus, type KvNodeOptions, type KvOptions, kvPresence, kvState } from "./stores.ts";
export { type KvCluster, kvCluster } from "./cluster.ts";
export type { Kv, KvEntry, KvKey, KvOperation } from "./handle/mod.ts";

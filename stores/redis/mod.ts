/**
 * Redis: snapshots, bus and presence of all processes that share one.
 *
 * ```ts ignore
 * import { redisCluster } from "@djust/live/redis";
 *
 * const url = Deno.env.get("REDIS_URL") ?? "redis://127.0.0.1:6379";
 * export const hub = live(app, routes, { ...redisCluster({ url }) });
 * ```
 *
 * The client is `@redis/client`, loaded when Redis is needed first; or one of your own, as a
 * {@linkcode RedisClient}.
 *
 * @module
 */

export { redisBus } from "./bus/mod.ts";
export type { RedisClient, RedisNodeOptions, RedisOptions } from "./line/mod.ts";
export { type RedisCluster, redisCluster } from "./redis_cluster.ts";
export { redisPresence } from "./presence/mod.ts";
export { redisState } from "./state/mod.ts";

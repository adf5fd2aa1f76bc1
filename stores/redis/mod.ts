/**
 * Redis: snapshots, bus and presence of all processes that share one.
 *
 * ```ts ignore
 * import { redisBus, redisState } from "@djust/live/redis";
 *
 * const url = Deno.env.get("REDIS_URL") ?? "redis://127.0.0.1:6379";
 * export const hub = live(app, routes, { state: redisState({ url }), bus: redisBus({ url }) });
 * ```
 *
 * @module
 */

export { redisBus } from "./redis_bus.ts";
export type { RedisClient, RedisOptions } from "./redis_client.ts";
export { redisState } from "./redis_state.ts";

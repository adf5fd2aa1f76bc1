/** Cluster: state, bus and presence of a process over one Redis, on one connection. */

import type { Bus, PresenceStore, StateStore } from "../../server/world/mod.ts";
import { RedisConnection } from "./connection.ts";
import { RedisBus } from "./redis_bus.ts";
import type { RedisNodeOptions } from "./redis_client.ts";
import { RedisPresence } from "./redis_presence.ts";
import { RedisState } from "./redis_state.ts";

/**
 * What a process shares with others, as options of `live()`.
 *
 * @category Redis
 */
export interface RedisCluster {
  /** See {@linkcode redisState}. */
  readonly state: StateStore;
  /** See {@linkcode redisBus}. */
  readonly bus: Bus;
  /** See {@linkcode redisPresence}. */
  readonly presence: PresenceStore;
}

/**
 * All three at once, on one connection. It keeps no process alive, and is ended when both the state and
 * the bus are.
 *
 * @example
 * ```ts
 * import { redisCluster } from "@djust/live/redis";
 *
 * const cluster = redisCluster({ url: "redis://127.0.0.1:6379", prefix: "shop" });
 * // live(app, routes, { ...cluster });
 * ```
 *
 * @category Redis
 */
export function redisCluster(options: RedisNodeOptions): RedisCluster {
  const connection = RedisConnection.of(options);
  const open = new Set<"state" | "bus">(["state", "bus"]);
  const end = async (part: "state" | "bus"): Promise<void> => {
    if (open.delete(part) && open.size === 0) await connection.close();
  };
  return {
    state: new RedisState(connection, () => end("state")),
    bus: new RedisBus(connection, () => end("bus")),
    presence: new RedisPresence(() => connection, {
      lease: options,
      end: () => Promise.resolve(),
    }),
  };
}

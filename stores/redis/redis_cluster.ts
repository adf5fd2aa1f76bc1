/** Cluster: state, bus and presence of a process over one Redis, on one connection. */

import type { Bus, HubExtension, PresenceStore, StateStore } from "../../server/world/mod.ts";
import { RedisConnection, type RedisNodeOptions } from "./line/mod.ts";
import { RedisBus } from "./bus/mod.ts";
import { RedisPresence } from "./presence/mod.ts";
import { RedisState } from "./state/mod.ts";

/**
 * What a process shares with others, as options of `live()`.
 *
 * @category Stores
 */
export interface RedisCluster {
  /** See {@linkcode redisState}. */
  readonly state: StateStore;
  /** See {@linkcode redisBus}. */
  readonly bus: Bus;
  /** See {@linkcode redisPresence}. */
  readonly presence: PresenceStore;
  /** Begins and ends with the hub. With extensions of your own: `[...cluster.extend, audit]`. */
  readonly extend: readonly HubExtension[];
}

/**
 * All three at once, on one connection. It keeps no process alive, and ends with the last hub that it
 * serves; without a hub, when both the state and the bus are closed.
 *
 * @example
 * ```ts
 * import { redisCluster } from "@djust/live/redis";
 *
 * const cluster = redisCluster({ url: "redis://127.0.0.1:6379", prefix: "shop" });
 * // live(app, routes, { ...cluster });
 * ```
 *
 * @category Stores
 */
export function redisCluster(options: RedisNodeOptions): RedisCluster {
  const connection = RedisConnection.of(options);
  const open = new Set(["state", "bus"]);
  const end = async (part: string): Promise<void> => {
    if (open.delete(part) && open.size === 0) await connection.close();
  };
  let hubs: "none yet" | "some" | "over" = "none yet";
  let count = 0;
  const bus = new RedisBus(connection, () => end("bus"));
  // Presence says goodbye over the connection, after the extensions have ended.
  const presence = new RedisPresence(() => connection, {
    lease: options,
    end: async () => {
      if (hubs === "over") await connection.close();
    },
  });
  const extension: HubExtension = {
    name: "redis",
    start() {
      hubs = "some";
      count++;
    },
    stats: () => ({ ...connection.status(), unknown: bus.unread + presence.unread }),
    async close() {
      if (--count > 0) return;
      hubs = "over";
      if (presence.nodes === 0) await connection.close();
    },
  };
  return {
    state: new RedisState(connection, () => end("state")),
    bus,
    presence,
    extend: [extension],
  };
}

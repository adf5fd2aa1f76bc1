/** Presence over Redis: a hash per room, a channel per room, a lease per node. */

import type { PresenceListener, PresenceNode, PresenceStore } from "../../server/world/mod.ts";
import { RedisConnection } from "./connection.ts";
import { RedisPresenceNode } from "./presence_node.ts";
import type { RedisOptions } from "./redis_client.ts";

/** Where the people of all processes that share a Redis meet. */
export class RedisPresence implements PresenceStore {
  readonly tick = 100;
  readonly cursors = 50;
  readonly spans = "processes";
  readonly #open: () => RedisConnection;
  readonly #end: (connection: RedisConnection) => Promise<void>;
  #connection: RedisConnection | undefined;
  #nodes = 0;

  /** Opens a connection for its first node, and ends it with its last. */
  constructor(
    open: () => RedisConnection,
    end: (connection: RedisConnection) => Promise<void> = (connection) => connection.close(),
  ) {
    this.#open = open;
    this.#end = end;
  }

  /** See {@link PresenceStore.start}. */
  async start(listener: PresenceListener): Promise<PresenceNode> {
    const connection = this.#connection ??= this.#open();
    this.#nodes++;
    const node = new RedisPresenceNode(connection, {
      listener,
      ended: async () => {
        if (--this.#nodes > 0) return;
        this.#connection = undefined;
        await this.#end(connection);
      },
    });
    await node.start();
    return node;
  }
}

/**
 * Who is where, for all processes that share a Redis 6 or later.
 *
 * @example
 * ```ts
 * import { redisPresence } from "@djust/live/redis";
 *
 * const presence = redisPresence({ url: "redis://127.0.0.1:6379", prefix: "shop" });
 * ```
 *
 * @category Redis
 */
export function redisPresence(options: RedisOptions): PresenceStore {
  // Made now, so that wrong options are told now; it opens nothing yet.
  let first: RedisConnection | undefined = RedisConnection.of(options);
  return new RedisPresence(() => {
    const connection = first ?? RedisConnection.of(options);
    first = undefined;
    return connection;
  });
}

/** Presence over Redis: a hash per room, a channel per room, a lease per node. */

import type { PresenceListener, PresenceNode, PresenceStore } from "../../server/world/mod.ts";
import { leaseOf, type LeaseOptions, type LeaseTimes } from "../node/lease_options.ts";
import { RedisConnection } from "./connection.ts";
import { RedisPresenceNode } from "./presence_node.ts";
import type { RedisNodeOptions } from "./redis_client.ts";

/** How its nodes live, and what becomes of the connection at their end. */
export interface RedisPresenceParts {
  readonly lease?: LeaseOptions;
  readonly end?: (connection: RedisConnection) => Promise<void>;
}

/** Where the people of all processes that share a Redis meet. */
export class RedisPresence implements PresenceStore {
  readonly tick = 100;
  readonly cursors = 50;
  readonly spans = "processes";
  readonly #open: () => RedisConnection;
  readonly #end: (connection: RedisConnection) => Promise<void>;
  readonly #lease: LeaseTimes;
  #connection: RedisConnection | undefined;
  #nodes = 0;

  /** Opens a connection for its first node, and ends it with its last. */
  constructor(
    open: () => RedisConnection,
    { lease = {}, end = (connection) => connection.close() }: RedisPresenceParts = {},
  ) {
    this.#open = open;
    this.#end = end;
    this.#lease = leaseOf(lease);
  }

  /** See {@link PresenceStore.start}. */
  async start(listener: PresenceListener): Promise<PresenceNode> {
    const connection = this.#connection ??= this.#open();
    this.#nodes++;
    const node = new RedisPresenceNode(connection, {
      listener,
      lease: this.#lease,
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
export function redisPresence(options: RedisNodeOptions): PresenceStore {
  // Made now, so that wrong options are told now; it opens nothing yet.
  let first: RedisConnection | undefined = RedisConnection.of(options);
  return new RedisPresence(() => {
    const connection = first ?? RedisConnection.of(options);
    first = undefined;
    return connection;
  }, { lease: options });
}

/** Presence over Redis: a hash per room, a channel per room, a lease per node. */

import { presencePart } from "../../presence/mod.ts";
import type {
  PresenceListener,
  PresenceNode,
  PresencePart,
  PresenceStore,
} from "../../server/world/mod.ts";
import { RedisConnection } from "./connection.ts";
import { RedisPresenceNode } from "./presence_node.ts";
import type { RedisOptions } from "./redis_client.ts";

/** Where the people of all processes that share a Redis meet. */
export class RedisPresence implements PresenceStore {
  readonly tick = 100;
  readonly cursors = 50;
  readonly spans = "processes";
  readonly part: PresencePart = presencePart;
  readonly #open: () => RedisConnection;
  readonly #end: (connection: RedisConnection) => Promise<void>;
  #connection: RedisConnection | undefined;
  readonly #nodes = new Set<RedisPresenceNode>();
  #unread = 0;

  /** Opens a connection for its first node, and ends it with its last. */
  constructor(
    open: () => RedisConnection,
    end: (connection: RedisConnection) => Promise<void> = (connection) => connection.close(),
  ) {
    this.#open = open;
    this.#end = end;
  }

  /** How many hubs meet here. */
  get nodes(): number {
    return this.#nodes.size;
  }

  /** Messages that could not be read: of another version, or of somebody else. */
  get unread(): number {
    return [...this.#nodes].reduce((sum, { unread }) => sum + unread, this.#unread);
  }

  /** See {@link PresenceStore.start}. */
  async start(listener: PresenceListener): Promise<PresenceNode> {
    const connection = this.#connection ??= this.#open();
    const node: RedisPresenceNode = new RedisPresenceNode(connection, {
      listener,
      ended: async () => {
        this.#nodes.delete(node);
        this.#unread += node.unread;
        if (this.#nodes.size > 0) return;
        this.#connection = undefined;
        await this.#end(connection);
      },
    });
    this.#nodes.add(node);
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
 * @category Stores
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

/** Presence over Redis: a hash per room, a channel per room, a lease per node. */

import { presencePart } from "../../../presence/mod.ts";
import type {
  PresenceListener,
  PresenceNode,
  PresencePart,
  PresenceStore,
} from "../../../server/world/mod.ts";
import { leaseOf, type LeaseOptions, type LeaseTimes } from "../../node/lease_options.ts";
import { RedisConnection, type RedisNodeOptions } from "../line/mod.ts";
import { RedisPresenceNode } from "./presence_node.ts";

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
  readonly part: PresencePart = presencePart;
  readonly #open: () => RedisConnection;
  readonly #end: (connection: RedisConnection) => Promise<void>;
  readonly #lease: LeaseTimes;
  #connection: RedisConnection | undefined;
  readonly #nodes = new Set<RedisPresenceNode>();
  #unread = 0;

  /** Opens a connection for its first node, and ends it with its last. */
  constructor(
    open: () => RedisConnection,
    { lease = {}, end = (connection) => connection.close() }: RedisPresenceParts = {},
  ) {
    this.#open = open;
    this.#end = end;
    this.#lease = leaseOf(lease);
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
      lease: this.#lease,
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
export function redisPresence(options: RedisNodeOptions): PresenceStore {
  // Made now, so that wrong options are told now; it opens nothing yet.
  let first: RedisConnection | undefined = RedisConnection.of(options);
  return new RedisPresence(() => {
    const connection = first ?? RedisConnection.of(options);
    first = undefined;
    return connection;
  }, { lease: options });
}

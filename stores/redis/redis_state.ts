/** State store in Redis: a snapshot per key, changed by scripts that compare whose it is. */

import type { Snapshot, StateStore, StoreStatus, Taken, Wanted } from "../../server/world/mod.ts";
import { RedisConnection } from "./connection.ts";
import type { RedisOptions } from "./redis_client.ts";
import { bytesOf, listOf, numberOf, textOf } from "./reply.ts";
import { hashOf } from "./rim.ts";
import { packSnapshot, SNAPSHOT_CODEC, unpackSnapshot } from "./snapshot_bytes.ts";
import { REMOVE, SAVE, TAKE } from "./state_scripts.ts";

/** How long a removal is remembered where the store cannot tell how long the snapshot would stay. */
const REMOVED = 86_400_000;
/** A page waits for its snapshot: `limits.restore`. */
const TAKE_PATIENCE = 3_000;

/** Snapshots in Redis. */
export class RedisState implements StateStore {
  readonly #connection: RedisConnection;

  /** On this connection. */
  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  /** See {@link StateStore.take}. */
  async take(key: string, { holder, attempt, handled }: Wanted): Promise<Taken> {
    const args = [holder, attempt, handled];
    const reply = await TAKE.run(this.#connection, [this.#keyOf(key)], args, TAKE_PATIENCE);
    const [type, from, epoch, had, order, codec, body] = listOf(reply);
    switch (textOf(type)) {
      case "behind":
        return { type: "behind", holder: textOf(from) ?? "" };
      case "snapshot": {
        const read = unpackSnapshot(textOf(codec), bytesOf(body));
        if (!read) return { type: "none" };
        const snapshot: Snapshot = {
          ...read,
          epoch: numberOf(epoch),
          attempt,
          holder,
          order: numberOf(order),
          handled: numberOf(had),
        };
        return { type: "snapshot", snapshot, from: textOf(from) ?? "" };
      }
      default:
        return { type: "none" };
    }
  }

  /** See {@link StateStore.save}. */
  async save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    const { epoch, attempt, handled, holder, order } = snapshot;
    const ttl = Math.max(1, Math.ceil(options.ttl));
    const body = packSnapshot(snapshot);
    const args = [epoch, attempt, handled, holder, order, SNAPSHOT_CODEC, body, ttl];
    return numberOf(await SAVE.run(this.#connection, [this.#keyOf(key)], args)) === 1;
  }

  /** See {@link StateStore.remove}. */
  async remove(key: string): Promise<void> {
    await REMOVE.run(this.#connection, [this.#keyOf(key)], [REMOVED]);
  }

  /** See {@link StateStore.close}. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  /** See {@link StateStore.status}. */
  status(): StoreStatus {
    return this.#connection.status();
  }

  /** Who reads Redis must not learn the tokens that lead to pages. */
  #keyOf(key: string): string {
    return this.#connection.key("s", hashOf(key));
  }
}

/**
 * Keeps snapshots in Redis 6 or later, for all processes that share it. See the guide to deploying
 * for what it needs.
 *
 * @example
 * ```ts
 * import { redisState } from "@djust/live/redis";
 *
 * const state = redisState({ url: "redis://127.0.0.1:6379", prefix: "shop" });
 * await state.close?.();
 * ```
 *
 * @category Redis
 */
export function redisState(options: RedisOptions): StateStore {
  return new RedisState(RedisConnection.of(options));
}

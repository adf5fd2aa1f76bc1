/** State store in Redis: a snapshot per key, changed by scripts that compare whose it is. */

import type {
  Snapshot,
  SnapshotHeader,
  StateStore,
  StoreStatus,
  Taken,
  Wanted,
} from "../../../server/world/mod.ts";
import {
  bytesOf,
  listOf,
  numberOf,
  RedisConnection,
  type RedisOptions,
  textOf,
} from "../line/mod.ts";
import { RedisSessions } from "./redis_sessions.ts";
import { REMOVE, SAVE, TAKE } from "./state_scripts.ts";

/** A page waits for its snapshot: `limits.restore`. */
const TAKE_PATIENCE = 3_000;

/** What Redis does not compare, and hands out as it was. */
type Rest = Pick<SnapshotHeader, "apart" | "codec" | "sealedBy" | "date">;

/** Snapshots in Redis. */
export class RedisState implements StateStore {
  /** See {@link StateStore.sessions}. */
  readonly sessions: RedisSessions;
  readonly #connection: RedisConnection;
  readonly #end: () => Promise<void>;

  /** On this connection, which others may use as well. */
  constructor(connection: RedisConnection, end = () => connection.close()) {
    this.#end = end;
    this.#connection = connection;
    this.sessions = new RedisSessions(connection);
  }

  /** See {@link StateStore.take}. */
  async take(key: string, { holder, attempt, handled }: Wanted): Promise<Taken> {
    const args = [holder, attempt, handled];
    const reply = await TAKE.run(this.#connection, [this.#keyOf(key)], args, TAKE_PATIENCE);
    const [type, from, epoch, had, order, rest, body] = listOf(reply);
    switch (textOf(type)) {
      case "behind":
        return { type: "behind", holder: textOf(from) ?? "" };
      case "snapshot": {
        const counts = { epoch: numberOf(epoch), order: numberOf(order), handled: numberOf(had) };
        const header = restIn(textOf(rest));
        const snapshot = { ...header, ...counts, attempt, holder, body: bytesOf(body) };
        return { type: "snapshot", snapshot, from: textOf(from) ?? "" };
      }
      default:
        return { type: "none" };
    }
  }

  /** See {@link StateStore.save}. */
  async save(key: string, snapshot: Snapshot, { ttl }: { ttl: number }): Promise<boolean> {
    const { epoch, attempt, handled, holder, order, body, ...rest } = snapshot;
    const header = JSON.stringify(rest satisfies Rest);
    const args = [epoch, attempt, handled, holder, order, header, body, Math.ceil(ttl)];
    return numberOf(await SAVE.run(this.#connection, [this.#keyOf(key)], args)) === 1;
  }

  /** See {@link StateStore.remove}. */
  async remove(key: string, { ttl }: { ttl: number }): Promise<void> {
    await REMOVE.run(this.#connection, [this.#keyOf(key)], [Math.ceil(ttl)]);
  }

  /** See {@link StateStore.close}. */
  close(): Promise<void> {
    return this.#end();
  }

  /** See {@link StateStore.status}. */
  status(): StoreStatus {
    return this.#connection.status();
  }

  /** It is the hash of a token: who reads Redis finds no way to a page. */
  #keyOf(key: string): string {
    return this.#connection.key("s", key);
  }
}

/** The rest of a header. Of one that cannot be read nobody knows the codec: it is no snapshot. */
function restIn(text: string | undefined): Rest {
  try {
    return JSON.parse(text ?? "") as Rest;
  } catch {
    return { codec: 0, date: 0 };
  }
}

/**
 * Keeps snapshots and session fields in Redis 6 or later, for all processes that share it. See the guide to deploying
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
 * @category Stores
 */
export function redisState(options: RedisOptions): StateStore {
  return new RedisState(RedisConnection.of(options));
}

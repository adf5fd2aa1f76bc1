/** Locks in Redis, as one node sees them. */

import type { PresenceLock, PresenceLockOptions } from "../../../server/world/mod.ts";
import { listOf, numberOf, type RedisConnection, textOf } from "../line/mod.ts";
import { LOCK, RENEW_LOCK, UNLOCK } from "./lock_scripts.ts";

/** Who holds a lock, as it was told. */
export interface HeldLock {
  readonly connection: string;
  readonly token: number;
}

/** Tries for, renews and frees locks. */
export class RedisLocks {
  readonly #connection: RedisConnection;

  /** On this connection. */
  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  /** Tries for a lock; undefined where Redis does not know the node (yet, or any more). */
  async lock(
    node: string,
    room: string,
    part: string,
    { holder, ttl, over = [] }: PresenceLockOptions,
  ): Promise<PresenceLock | undefined> {
    const connection = this.#connection;
    const leases = connection.key("node", "");
    const keys = [this.#keyOf(room, part), connection.key("token", "last"), `${leases}${node}`];
    const args = [holder.connection, holder.user, node, Math.ceil(ttl), leases, ...over];
    const [type, first, second] = listOf(await LOCK.run(connection, keys, args));
    switch (textOf(type)) {
      case "held":
        return { ok: true, token: numberOf(first) };
      case "taken":
        return {
          ok: false,
          heldBy: { connection: textOf(first) ?? "", user: textOf(second) ?? "" },
        };
      default:
        return undefined;
    }
  }

  /** The time anew, for the holder only. */
  async renew(room: string, part: string, held: HeldLock & { ttl: number }): Promise<boolean> {
    const args = [held.connection, held.token, Math.ceil(held.ttl)];
    return numberOf(await RENEW_LOCK.run(this.#connection, [this.#keyOf(room, part)], args)) === 1;
  }

  /** Frees it, for the holder only, and at its node. */
  async unlock(node: string, room: string, part: string, held: HeldLock): Promise<boolean> {
    const args = [held.connection, held.token, node];
    return numberOf(await UNLOCK.run(this.#connection, [this.#keyOf(room, part)], args)) === 1;
  }

  /** One text for two: no two pairs have the same. */
  #keyOf(room: string, part: string): string {
    return this.#connection.key("lock", `${room.length}:${room}${part}`);
  }
}

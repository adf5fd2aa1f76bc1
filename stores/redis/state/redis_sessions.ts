/** Session fields in Redis: a hash per visitor and scope, forgotten all at once. */

import type { SessionFields, SessionStore } from "../../../server/world/mod.ts";
import { bytesOf, listOf, numberOf, type RedisConnection, textOf } from "../line/mod.ts";
import { FORGET_SESSION, READ_SESSION, WRITE_SESSION } from "./session_scripts.ts";

/** A page that mounts waits for its fields. */
const READ_PATIENCE = 3_000;

/** Session fields of all processes that share a Redis. */
export class RedisSessions implements SessionStore {
  readonly #connection: RedisConnection;

  /** On this connection. */
  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  /** See {@link SessionStore.read}. */
  async read(visitor: string, scope: string): Promise<SessionFields> {
    const keys = this.#keysOf(visitor, scope);
    const reply = await READ_SESSION.run(this.#connection, keys, [], READ_PATIENCE);
    const [epoch, flat] = listOf(reply);
    const all = listOf(flat);
    const fields: [string, Uint8Array<ArrayBuffer>][] = [];
    for (let i = 0; i + 1 < all.length; i += 2) {
      const name = textOf(all[i]) ?? "";
      if (name.startsWith("f")) fields.push([name.slice(1), bytesOf(all[i + 1])]);
    }
    return { epoch: numberOf(epoch), fields: Object.fromEntries(fields) };
  }

  /** See {@link SessionStore.write}. */
  async write(
    visitor: string,
    scope: string,
    { epoch, fields }: SessionFields,
    { ttl }: { ttl: number },
  ): Promise<boolean> {
    const args = [epoch, Math.ceil(ttl), scope, ...Object.entries(fields).flat()];
    const keys = this.#keysOf(visitor, scope);
    return numberOf(await WRITE_SESSION.run(this.#connection, keys, args)) === 1;
  }

  /** See {@link SessionStore.forget}. */
  async forget(visitor: string, { ttl }: { ttl: number }): Promise<void> {
    await FORGET_SESSION.run(this.#connection, [this.#keyOf(visitor)], [Math.ceil(ttl)]);
  }

  #keysOf(visitor: string, scope: string): [string, string] {
    const key = this.#keyOf(visitor);
    return [key, `${key}:${scope}`];
  }

  #keyOf(visitor: string): string {
    return this.#connection.key("v", `{${visitor}}`);
  }
}

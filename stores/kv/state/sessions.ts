/** Session fields of visitors on Deno KV: what a fresh page of the same visitor finds again. */

import type { Clock, SessionFields, SessionStore } from "../../../server/world/mod.ts";
import { pack, unpack } from "../../node/pack.ts";
import type { Commits } from "./commits.ts";
import { digest, type Keys, type KvHandle, type KvKey } from "../handle/mod.ts";

/** What the store needs. */
export interface KvSessionsParts {
  readonly handle: KvHandle;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly commits: Commits;
}

type Fields = Map<string, Uint8Array>;

/** What stands under a visitor (without fields), or under a scope of theirs. */
interface Record {
  readonly epoch: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly fields?: Fields;
}

/** How often somebody else may come between. */
const TRIES = 50;

/** Fields by visitor and scope. Those of an earlier epoch are forgotten, whether they are there or not. */
export class KvSessions implements SessionStore {
  readonly #parts: KvSessionsParts;

  /** Nothing is opened before it is used. */
  constructor(parts: KvSessionsParts) {
    this.#parts = parts;
  }

  async read(visitor: string, scope: string): Promise<SessionFields> {
    const { of, epoch, fields } = await this.#find(visitor, scope);
    const isCurrent = (of?.epoch ?? 0) === epoch;
    return { epoch, fields: Object.fromEntries(isCurrent ? copyOf(fields) : []) };
  }

  async write(
    visitor: string,
    scope: string,
    change: SessionFields,
    { ttl }: { ttl: number },
  ): Promise<boolean> {
    const given = copyOf(new Map(Object.entries(change.fields)));
    for (let tries = 0; tries < TRIES; tries++) {
      const found = await this.#find(visitor, scope);
      if (found.epoch > change.epoch) return false;
      const isCurrent = found.of?.epoch === change.epoch;
      const until = this.#parts.clock.date() + ttl;
      const { epoch } = change;
      const fields = new Map([...isCurrent ? found.fields : [], ...given]);
      // The visitor's epoch lives as long as the last of what was written in it.
      const visitorUntil = Math.max(until, found.visitorUntil);
      const [first, second] = found.checks;
      const version = await this.#parts.commits.commit({
        check: second,
        checks: [first],
        sets: [
          { key: first.key, ...this.#value({ epoch, until: visitorUntil }) },
          { key: second.key, ...this.#value({ epoch, until, fields }) },
        ],
      });
      if (version !== undefined) return true;
    }
    throw new Error("Cannot write session fields: others write them all the time");
  }

  async forget(visitor: string, { ttl }: { ttl: number }): Promise<void> {
    const { handle, keys, clock, commits } = this.#parts;
    const key = keys.visitor(digest(visitor));
    for (let tries = 0; tries < TRIES; tries++) {
      const { value, versionstamp } = await handle.call("read a visitor", (kv) => kv.get(key));
      const before = recordIn(value, clock.date());
      const until = Math.max(clock.date() + ttl, before?.until ?? 0);
      const version = await commits.commit({
        check: { key, versionstamp },
        sets: [{ key, ...this.#value({ epoch: (before?.epoch ?? 0) + 1, until }) }],
      });
      if (version !== undefined) return await this.#clear(key);
    }
    throw new Error("Cannot forget a visitor: others write it all the time");
  }

  async #find(visitor: string, scope: string) {
    const { handle, keys, clock } = this.#parts;
    const own = keys.visitor(digest(visitor));
    const asked = [own, [...own, digest(scope)]] as const;
    const [first, second] = await handle.call("read session fields", (kv) => kv.getMany(asked));
    const now = clock.date();
    const [known, of] = [recordIn(first?.value, now), recordIn(second?.value, now)];
    return {
      of,
      epoch: known?.epoch ?? 0,
      visitorUntil: known?.until ?? 0,
      fields: of?.fields ?? new Map<string, Uint8Array>(),
      checks: [
        { key: asked[0], versionstamp: first?.versionstamp ?? null },
        { key: asked[1], versionstamp: second?.versionstamp ?? null },
      ] as const,
    };
  }

  #value(record: Record): { value: Uint8Array; expireIn: number } {
    return { value: pack(record), expireIn: record.until - this.#parts.clock.date() };
  }

  /** What an earlier epoch left is not shown any more; it need not lie there either. */
  async #clear(prefix: KvKey): Promise<void> {
    await this.#parts.handle.call("clear session fields", async (kv) => {
      const current = recordIn((await kv.get(prefix)).value, 0)?.epoch ?? 0;
      for await (const { key, value, versionstamp } of kv.list({ prefix })) {
        if ((recordIn(value, 0)?.epoch ?? 0) >= current) continue;
        await kv.atomic().check({ key, versionstamp }).delete(key).commit();
      }
    });
  }
}

function recordIn(value: unknown, now: number): Record | undefined {
  const record = unpack(value) as Partial<Record> | null | undefined;
  const { epoch, until, fields } = record ?? {};
  const isWhole = typeof epoch === "number" && typeof until === "number" && until > now &&
    (fields === undefined || areFields(fields));
  return isWhole ? record as Record : undefined;
}

function areFields(fields: unknown): boolean {
  return fields instanceof Map &&
    [...fields].every(([name, bytes]) => typeof name === "string" && bytes instanceof Uint8Array);
}

function copyOf(fields: Fields): Map<string, Uint8Array<ArrayBuffer>> {
  return new Map([...fields].map(([name, bytes]) => [name, new Uint8Array(bytes)]));
}

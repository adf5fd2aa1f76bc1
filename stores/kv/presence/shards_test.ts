/** Shards: what a node writes in parts is what others read, however rooms grow and shrink. */

import assert from "node:assert/strict";
import type { PresenceChange, PresenceEntry } from "../../../server/world/mod.ts";
import { seedFrom } from "../../../tests/seed.ts";
import { digest } from "../handle/digest.ts";
import { Keys } from "../handle/keys.ts";
import type { Rider } from "../node/outbox.ts";
import type { KvEntry, KvKey } from "../handle/port.ts";
import { OwnShards, shardsIn } from "./shards.ts";

const KEYS = new Keys();

function entryOf(connection: string, joinedAt: number): PresenceEntry {
  const meta = { name: connection };
  return { connection, user: connection, joinedAt, updatedAt: joinedAt, status: "active", meta };
}

/** What Deno KV would hold, in the order of its keys. */
class Held {
  readonly #held = new Map<string, KvEntry>();

  write(riders: readonly Rider[]): void {
    for (const { sets, deletes } of riders) {
      for (const { key, value } of sets) {
        this.#held.set(JSON.stringify(key), { key, value, versionstamp: "1" });
      }
      for (const key of deletes) this.#held.delete(JSON.stringify(key));
    }
  }

  below(prefix: KvKey): KvEntry[] {
    const found = [...this.#held.values()].filter(({ key }) =>
      key.length > prefix.length && prefix.every((part, at) => part === key[at])
    );
    return found.sort((a, b) => Number(a.key[4] ?? -1) - Number(b.key[4] ?? -1));
  }

  get size(): number {
    return this.#held.size;
  }
}

Deno.test("OwnShards: what is read is what there is, after any joins and leaves", () => {
  const random = seedFrom("shards");
  for (let round = 0; round < 20; round++) {
    const own = new OwnShards(KEYS);
    const held = new Held();
    const people = new Map<string, PresenceEntry>();
    const most = random.pick([3, 20, 200]);
    for (let version = 1; version <= 30; version++) {
      const changes = new Map<string, PresenceChange>();
      for (let i = random.integer(1, 40); i > 0; i--) {
        const connection = `c${random.integer(1, most)}`;
        if (random.chance(version > 20 ? 0.2 : 0.8)) {
          const entry = entryOf(connection, version);
          people.set(connection, entry);
          changes.set(connection, { type: "put", entry });
        } else if (people.delete(connection)) {
          changes.set(connection, { type: "remove", connection });
        }
      }
      const commit = { room: "room", version, changes: [...changes.values()] };
      held.write(own.write("node", "epoch", [{ ...commit, entries: () => [...people.values()] }]));
      const [shard] = shardsIn(held.below(KEYS.room(digest("room"))));
      const read = new Map(shard?.entries.map((entry) => [entry.connection, entry]));
      assert.deepEqual([...read].sort(), [...people].sort());
      assert.equal(shard?.entries.length ?? 0, people.size);
      if (shard) assert.equal(shard.version, version);
    }
    held.write(own.clear("node"));
    assert.equal(held.size, 0);
  }
});

Deno.test("OwnShards writes of a large room what has changed, and all of many rooms in parts", () => {
  const own = new OwnShards(KEYS);
  const all = Array.from({ length: 1_000 }, (_, at) => entryOf(`c${at}`, at));
  const put = (entry: PresenceEntry): PresenceChange => ({ type: "put", entry });
  own.write("node", "epoch", [{
    room: "r",
    version: 1,
    changes: all.map(put),
    entries: () => all,
  }]);
  const [first] = all;
  assert(first);
  const change = { room: "r", version: 2, changes: [put(first)], entries: () => all };
  const riders = own.write("node", "epoch", [change]);
  // The chunk, and the head with the version.
  assert.deepEqual(riders.map(({ sets, deletes }) => [sets.length, deletes.length]), [[2, 0]]);
  const bytes = riders[0]?.sets.reduce((sum, { value }) => sum + value.length, 0) ?? 0;
  assert(bytes < 8_000, `${bytes} bytes`);
  const rooms = Array.from({ length: 1_000 }, (_, at) => ({
    ...{ room: `room ${at}`, version: 1, changes: [put(first)], entries: () => [first] },
  }));
  for (const { sets, deletes } of own.write("node", "epoch", rooms)) {
    assert(sets.length + deletes.length <= 400);
  }
  for (const { sets, deletes } of own.clear("node")) assert(sets.length + deletes.length <= 400);
});

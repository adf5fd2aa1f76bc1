/** What another version, or nobody, wrote into a Redis ends no process, and hides no neighbour. */

import assert from "node:assert/strict";
import { startRedis } from "../../tests/kit/redis_kit.ts";
import { snapshot } from "../../tests/kit/snapshot_kit.ts";
import { until } from "../../tests/until.ts";
import { commit, entry, put } from "../contract/presence_case.ts";
import { heardBy } from "../contract/presence_heard.ts";
import { pack } from "../node/pack.ts";
import { RedisConnection } from "./line/mod.ts";
import { RedisPresence } from "./presence/mod.ts";
import { RedisState } from "./state/mod.ts";

const ENTRY = entry("c");
const node = "far";

/** What no node of this version tells. */
const FOREIGN: readonly unknown[] = [
  ...[5, null, {}, [], [1], [1, null], [1, 7], [2, {}], [1, { node, type: "else" }]],
  [1, { node: 7, type: "drop", cast: { kind: "k", data: 1 } }],
  ...[null, {}, { kind: 7, data: 1 }].map((cast) => [1, { node, type: "drop", cast }]),
  [1, { node, type: "cast", cast: { kind: "k", data: 1 } }],
  ...[7, [null], [{ type: "put" }], [{ type: "put", entry: {} }], [{ type: "remove" }]]
    .map((changes) => [1, { node, type: "changed", version: 1, changes }]),
];

Deno.test("redisPresence() goes on behind what it cannot read, and counts it", async () => {
  await using redis = await startRedis();
  const connection = RedisConnection.of({ url: redis.url });
  const { listener, casts } = heardBy();
  const changed: unknown[] = [];
  const store = new RedisPresence(() => connection);
  const own = await store.start({
    ...listener,
    changed: (...change) => void changed.push(change),
  });
  await own.follow("room");
  const cast = { kind: "k", data: 1 };
  const good = [
    [1, { node, type: "changed", version: 1, changes: [put(ENTRY)] }],
    [1, { node, type: "drop", cast }],
  ];
  for (const message of [...FOREIGN, ...good]) {
    await connection.send(["PUBLISH", connection.key("r", "room"), pack(message)]);
    await connection.send(["PUBLISH", connection.key("nodes", ""), pack(message)]);
  }
  await until("what comes behind it is heard", () => casts.length > 0);
  assert.equal(store.unread, FOREIGN.length);
  assert.deepEqual(changed, [["room", node, 1, [put(ENTRY)]]]);
  assert.deepEqual(casts, [{ room: "room", node, cast }]);
  await own.close();
});

Deno.test("a room in Redis shows everybody who can be read", async () => {
  await using redis = await startRedis();
  const open = () => RedisConnection.of({ url: redis.url });
  const own = await new RedisPresence(open).start(heardBy().listener);
  const other = await new RedisPresence(open).start(heardBy().listener);
  await other.commit(commit("room", 1, [put(ENTRY)], [ENTRY]));
  for (const [at, text] of ["{", "null", "7", "{}", ""].entries()) {
    await redis.ask("HSET", "djust:room:room", `c${other.id}:${at}`, text);
  }
  await redis.ask("HSET", "djust:room:room", "c", "{");
  const shards = await own.read("room");
  assert.deepEqual(shards.map(({ entries }) => entries), [[ENTRY]]);
  await own.close();
  await other.close();
});

Deno.test("redisState() hands out a snapshot whose header cannot be read as one of no codec", async () => {
  await using redis = await startRedis();
  const state = new RedisState(RedisConnection.of({ url: redis.url }));
  assert(await state.save("a", snapshot(), { ttl: 60_000 }));
  for (const [attempt, text] of ["{", "", "null"].entries()) {
    await redis.ask("HSET", "djust:s:a", "m", text);
    const taken = await state.take("a", { holder: "me", attempt, handled: 0 });
    assert(taken.type === "snapshot", text);
    assert(!taken.snapshot.codec, text);
  }
  await state.close();
});

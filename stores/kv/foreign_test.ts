/** What another version, or nobody, wrote into a Deno KV ends no process, and hides no neighbour. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import { MovedClock } from "../../tests/kit/moved_clock.ts";
import { until } from "../../tests/until.ts";
import { entry } from "../contract/presence_case.ts";
import { heardBy } from "../contract/presence_heard.ts";
import { pack } from "../node/pack.ts";
import { LinkBus } from "./bus.ts";
import { KvNode } from "./node/mod.ts";
import { KvPresence } from "./presence/mod.ts";
import { stateWith } from "./stores.ts";

const ENTRY = entry("c");
const told = (changes: unknown): Uint8Array =>
  pack(["presence", pack({ type: "commit", commits: [{ room: "r", version: 1, changes }] })]);

/** What no node of this version writes. */
const FOREIGN: readonly unknown[] = [
  ...[pack(5), pack(null), pack({}), pack([]), pack(["bus", 7]), "text", 7, new Uint8Array(3)],
  ...[5, null, {}, [], [7, 7]].map((payload) => pack(["bus", pack(payload)])),
  ...[5, null, {}, [], { type: "commit" }, { type: "commit", commits: [null] }, { type: "cast" }]
    .map((word) => pack(["presence", pack(word)])),
  pack(["presence", pack({ type: "cast", room: "r", cast: null })]),
  ...[7, [null], [{ type: "put" }], [{ type: "put", entry: {} }], [{ type: "remove" }]].map(told),
];

Deno.test("bus and presence on Deno KV go on behind what they cannot read", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new MovedClock();
  const node = new KvNode({ kv, clock });
  const bus = new LinkBus(node);
  const heard: unknown[] = [];
  const { listener, casts } = heardBy();
  const changed: unknown[] = [];
  const presence = await new KvPresence(() => ({ node, end: () => Promise.resolve() }))
    .start({ ...listener, changed: (...change) => void changed.push(change) });
  await bus.subscribe("t", (delivery) => void heard.push(delivery));
  const cast = { kind: "k", data: 1 };
  const items = [
    ...FOREIGN,
    pack(["bus", pack(["t", "hello"])]),
    told([{ type: "put", entry: ENTRY }]),
    pack(["presence", pack({ type: "cast", room: "r", cast })]),
  ];
  await kv.atomic()
    .set(node.keys.node("far"), pack({ epoch: "e", started: 0, renewed: 0 }))
    .set(node.keys.outbox("far"), pack({ epoch: "e", state: "up", first: 1, items }))
    .set(node.keys.joined, pack("far"))
    .commit();
  await until("what comes behind it is heard", () => casts.length > 0);
  assert.deepEqual(heard, [{ type: "message", message: "hello" }]);
  assert.deepEqual(changed, [["r", "far", 1, [{ type: "put", entry: ENTRY }]]]);
  assert.deepEqual(casts, [{ room: "r", node: "far", cast }]);
  assert(node.unknown > 0);
  await presence.close();
  await bus.close();
});

Deno.test("a room on Deno KV shows everybody who can be read", async () => {
  using kv = await Deno.openKv(":memory:");
  const node = new KvNode({ kv, clock: new MovedClock() });
  const far = new KvNode({ kv, clock: new MovedClock() });
  const open = (one: KvNode) => new KvPresence(() => ({ node: one, end: () => one.close() }));
  const here = await open(node).start(heardBy().listener);
  const there = await open(far).start(heardBy().listener);
  await there.commit([{
    ...{ room: "r", version: 1, changes: [{ type: "put", entry: ENTRY }] },
    entries: () => [ENTRY],
  }]);
  const [shard] = await Array.fromAsync(kv.list({ prefix: node.keys.rooms }));
  assert(shard);
  const beside = (id: string): Deno.KvKey => [...shard.key.slice(0, -1), id];
  for (const [at, value] of [7, null, {}, [], { epoch: "e" }].entries()) {
    await kv.set(beside(`foreign ${at}`), pack(value));
  }
  const entries = [null, 7, {}, ENTRY];
  await kv.set(shard.key, pack({ epoch: far.epoch, version: 1, chunks: 0, entries }));
  assert.deepEqual((await here.read("r")).map(({ entries }) => entries), [[ENTRY]]);
  await here.close();
  await there.close();
});

Deno.test("session fields on Deno KV that cannot be read are none, and can be written anew", async () => {
  using kv = await Deno.openKv(":memory:");
  const { sessions } = stateWith({ kv }, new MovedClock());
  assert(sessions);
  const fields = { a: new Uint8Array([1]) };
  await sessions.write("v", "s", { epoch: 0, fields }, { ttl: 60_000 });
  const all = await Array.fromAsync(kv.list({ prefix: ["djust", "session"] }));
  const scope = all.find(({ key }) => key.length === 4);
  assert(scope);
  const until = Date.now() + 60_000;
  for (const wrong of [7, null, {}, new Map([["a", 7]]), new Map([[7, new Uint8Array(1)]])]) {
    await kv.set(scope.key, pack({ epoch: 0, until, fields: wrong }));
    assert.deepEqual(await sessions.read("v", "s"), { epoch: 0, fields: {} });
  }
  assert.equal(await sessions.write("v", "s", { epoch: 0, fields }, { ttl: 60_000 }), true);
  assert.deepEqual(await sessions.read("v", "s"), { epoch: 0, fields });
});

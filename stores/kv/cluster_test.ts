/** kvCluster(): one node behind state, bus and presence, which ends with its last hub. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import type { PresenceListener } from "../../server/world/mod.ts";
import { until } from "../../tests/until.ts";
import { commit, entry, put } from "../contract/presence_case.ts";
import { unpack } from "../node/pack.ts";
import { lackingFlags } from "./handle/mod.ts";
import { kvBus, kvCluster, kvPresence, kvState } from "./mod.ts";

const nothing = (): void => {};
const listener: PresenceListener = {
  ...{ changed: nothing, lost: nothing, node: nothing, cast: nothing, renewed: nothing },
};

const HOST = {} as never;

Deno.test("kvCluster() has one node for all, on one connection, until its last hub has ended", async () => {
  using kv = await Deno.openKv(":memory:");
  const cluster = kvCluster({ kv, prefix: "mine" });
  const [extension] = cluster.extend;
  assert(extension);
  // Two hubs that share it.
  for (let hub = 0; hub < 2; hub++) await extension.start?.(HOST);
  const node = await cluster.presence.start(listener);
  const stats = () => extension.stats?.() as { node: string; nodes: number; state: string };
  assert.deepEqual([stats().node, stats().state], [node.id, "up"]);
  const another = await cluster.presence.start(listener);
  assert.notEqual(another.id, node.id);
  const heard: unknown[] = [];
  await cluster.bus.subscribe("t", (delivery) => heard.push(delivery));
  await cluster.bus.publish("t", 1);
  const saved = cluster.state.save("a", {
    ...{ epoch: 0, attempt: 0, holder: "h", order: 0, handled: 0, codec: 1, date: 0 },
    body: new Uint8Array(1),
  }, { ttl: 60_000 });
  assert.equal(await saved, true);
  await until("both nodes are seen", () => stats().nodes === 2);
  const kinds = new Set<string>();
  for await (const { key } of kv.list({ prefix: ["mine"] })) kinds.add(String(key[1]));
  assert.deepEqual([...kinds].sort(), ["joined", "node", "outbox", "state"]);
  await another.close();
  await extension.drain?.(Promise.resolve());
  await extension.close?.();
  // The other hub goes on.
  await cluster.bus.publish("t", 2);
  assert.equal(heard.length, 2);
  await node.close();
  await extension.close?.();
  await assert.rejects(async () => await cluster.bus.publish("t", 3), /the store was closed/);
});

Deno.test({
  name: "kvCluster() tells at its hub's start which permissions its file lacks, with the flags",
  permissions: { read: false, write: false },
  async fn() {
    const told: unknown[] = [];
    const host = { observe: (record: unknown) => void told.push(record) } as never;
    const cluster = kvCluster({ path: "lacking.db" });
    await cluster.extend[0]?.start?.(host);
    await until("it is told", () => told.length > 0);
    assert.deepEqual(told[0], {
      type: "notice",
      message:
        `Deno KV cannot open "lacking.db", so nothing is shared or kept: this process lacks ` +
        `the permission; start it with --allow-read=lacking.db --allow-write=lacking.db`,
    });
    await cluster.extend[0]?.close?.();
    await cluster.state.close?.();
  },
});

Deno.test({
  name: "kvState() rejects with all flags that its file lacks",
  permissions: { read: false, write: false },
  async fn() {
    const state = kvState({ path: "lacking.db" });
    await assert.rejects(
      async () => await state.remove("a", { ttl: 1_000 }),
      /Cannot open "lacking\.db": .* --allow-read=lacking\.db --allow-write=lacking\.db$/,
    );
    await state.close?.();
  },
});

Deno.test({
  name: "kvCluster() names only the permission that is lacking, and none for memory",
  permissions: { read: true, write: false },
  async fn() {
    assert.deepEqual(await lackingFlags("lacking.db"), ["--allow-write=lacking.db"]);
    for (const path of [":memory:", "https://kv.test", undefined]) {
      assert.deepEqual(await lackingFlags(path), []);
    }
  },
});

Deno.test("kvCluster() leaves nobody in a room, and no lock held, when its hub ends", async () => {
  using kv = await Deno.openKv(":memory:");
  const cluster = kvCluster({ kv });
  const [extension] = cluster.extend;
  await extension?.start?.(HOST);
  const node = await cluster.presence.start(listener);
  const ada = entry("ada");
  await node.commit(commit("room", 1, [put(ada)], [ada]));
  const holder = { connection: "ada", user: "ada" };
  await node.lock("room", "part", { holder, ttl: 60_000 });
  await extension?.drain?.(Promise.resolve());
  // A hub ends its extensions in this order.
  await extension?.close?.();
  await node.close();
  const left = await Array.fromAsync(kv.list({ prefix: ["djust"] }));
  assert.deepEqual(left.map(({ key }) => key[1]), ["joined", "lock"]);
  assert.deepEqual(unpack(left[1]?.value), { token: 1 });
  await assert.rejects(async () => await cluster.bus.publish("t", 1), /the store was closed/);
});

Deno.test("all of it throws, where there is no Deno KV, the line for deno.json", () => {
  const deno = Deno as { openKv?: unknown };
  const openKv = deno.openKv;
  Object.defineProperty(deno, "openKv", { value: undefined, configurable: true });
  try {
    for (const make of [kvState, kvBus, kvPresence, kvCluster]) {
      assert.throws(() => make({ path: "x" }), /write "unstable": \["kv"\] into deno.json/);
    }
  } finally {
    Object.defineProperty(deno, "openKv", { value: openKv, configurable: true });
  }
});

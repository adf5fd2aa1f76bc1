/** Nodes on one Deno KV: dead, frozen and mistaken ones, jumps of the clock, and what is cleared. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import { ManualClock } from "../../../testing/mod.ts";
import { MovedClock } from "../../../tests/kit/moved_clock.ts";
import { until } from "../../../tests/until.ts";
import type { NodeChange } from "../../node/leases.ts";
import type { LinkDelivery } from "../../node/link.ts";
import { pack, unpack } from "../../node/pack.ts";
import { KvNode } from "./node.ts";
import type { KvNodeParts } from "./node_parts.ts";
import { purge } from "./purge.ts";

/** A node, what it hears, and what it is told of others. */
function nodeOn(kv: Deno.Kv, parts: KvNodeParts = {}) {
  const clock = new MovedClock();
  const node = new KvNode({ kv, clock, ...parts });
  const heard: unknown[] = [];
  const states: string[] = [];
  const hear = (delivery: LinkDelivery): void =>
    void heard.push(delivery.type === "gap" ? "(gap)" : unpack(delivery.payload));
  node.listen("t", hear);
  node.nodes(({ state }: NodeChange) => void states.push(state));
  return { node, clock, heard, states, say: (text: string) => node.send("t", pack(text)) };
}

/** Runs with a Deno KV in memory, and ends the nodes that were made on it. */
function onMemory(name: string, run: (kv: Deno.Kv, closing: KvNode[]) => Promise<void>): void {
  Deno.test(name, async () => {
    using kv = await Deno.openKv(":memory:");
    const nodes: KvNode[] = [];
    try {
      await run(kv, nodes);
    } finally {
      for (const node of nodes) await node.close();
    }
  });
}

onMemory(
  "a node that stops renewing is down after 15 s, and back with its next word",
  async (kv, all) => {
    const one = nodeOn(kv);
    // Its clock stands still: it renews nothing.
    const other = nodeOn(kv, { clock: new ManualClock() });
    all.push(one.node, other.node);
    await Promise.all([one.node.ready(), other.node.ready()]);
    await other.say("1");
    await until("it is heard", () => one.heard.length === 1);
    let passed = 0;
    await until("it is down", () => {
      if (one.states.includes("down")) return true;
      one.clock.move(250);
      passed += 250;
      return false;
    }, { every: 10 });
    assert(passed >= 14_000, `after ${passed} ms`);
    assert.deepEqual(one.states, ["up", "suspect", "down"]);
    await other.say("2");
    await until("it is heard", () => one.heard.length === 2);
    assert.deepEqual([one.heard, one.states.at(-1)], [["1", "2"], "up"]);
  },
);

onMemory("a node whose clock jumps an hour, either way, blames nobody", async (kv, all) => {
  const one = nodeOn(kv);
  const other = nodeOn(kv);
  all.push(one.node, other.node);
  await Promise.all([one.node.ready(), other.node.ready()]);
  await until("it is seen", () => one.states.length > 0);
  for (const jump of [3_600_000, -3_600_000]) {
    one.clock.move(jump);
    await other.say(`after ${jump}`);
    await until("it is heard", () => one.heard.includes(`after ${jump}`));
  }
  await one.say("well");
  await until("it is heard", () => other.heard.includes("well"));
  assert.deepEqual([one.states, other.states], [["up"], ["up"]]);
});

onMemory(
  "two nodes under one name: the later one takes another, and both are heard",
  async (kv, all) => {
    let calls = 0;
    const random = (): string => `${calls++ === 0 ? "same" : `own ${calls}`}`;
    let more = 0;
    const one = nodeOn(kv, { random: () => more++ === 0 ? "same" : `first ${more}` });
    await one.node.ready();
    const other = nodeOn(kv, { random });
    all.push(one.node, other.node);
    let renamed = 0;
    other.node.onRenamed(() => renamed++);
    await other.node.ready();
    await until("it has another name", () => renamed === 1);
    assert.equal(one.node.node, "same");
    assert.notEqual(other.node.node, "same");
    await until("it is seen", () => one.states.includes("up"));
    await other.say("from other");
    await one.say("from one");
    await until("both are heard", () => one.heard.length > 0 && other.heard.includes("from one"));
    assert.deepEqual(one.heard, ["from other"]);
  },
);

onMemory(
  "what a dead node left is cleared, and nothing of one that has written since",
  async (kv, all) => {
    const { node, say, heard } = nodeOn(kv);
    const other = nodeOn(kv);
    all.push(node, other.node);
    await Promise.all([node.ready(), other.node.ready()]);
    const { keys } = node;
    const shard = keys.shard("hash", other.node.node);
    await kv.set([...keys.roomsOf(other.node.node), "hash"], 1);
    await kv.set(shard, 1);
    await kv.set([...shard, 0], 1);
    await other.say("1");
    const left = { node: other.node.node, version: "00000000000000000001" };
    await purge(node.handle, keys, left);
    assert.notEqual((await kv.get(shard)).value, null);
    const { versionstamp: version } = await kv.get(keys.outbox(left.node));
    assert(version);
    await purge(node.handle, keys, { ...left, version });
    for (const key of [shard, [...shard, 0], keys.outbox(left.node), keys.node(left.node)]) {
      assert.equal((await kv.get(key)).value, null, JSON.stringify(key));
    }
    // It lives all the same, and finds out with its next word: it has another name then.
    const refused = other.say("2");
    await assert.rejects(refused, /another process wrote under this node's name/);
    await other.say("3");
    assert.notEqual(other.node.node, left.node);
    await until("it is heard", () => heard.includes("3"));
    await say("4");
    await until("it is heard", () => other.heard.includes("4"));
  },
);

onMemory("a node that says goodbye is draining, then down", async (kv, all) => {
  const one = nodeOn(kv);
  const other = nodeOn(kv);
  all.push(one.node);
  await Promise.all([one.node.ready(), other.node.ready()]);
  await until("it is seen", () => one.states.length > 0);
  await other.node.drain();
  await until("it drains", () => one.states.includes("draining"));
  await other.say("still here");
  await until("it is heard", () => one.heard.includes("still here"));
  await other.node.close();
  await until("it is down", () => one.states.includes("down"));
  assert.deepEqual(one.states, ["up", "draining", "down"]);
  await assert.rejects(other.say("late"), /the store was closed/);
});

onMemory(
  "many words at once are all heard, once and in order",
  async (kv, all) => {
    const one = nodeOn(kv);
    const other = nodeOn(kv);
    all.push(one.node, other.node);
    await Promise.all([one.node.ready(), other.node.ready()]);
    await Promise.all(Array.from({ length: 1_000 }, (_, at) => one.say(String(at))));
    await until("all are heard", () => other.heard.includes("999"));
    assert.deepEqual(other.heard, Array.from({ length: 1_000 }, (_, at) => String(at)));
  },
);

Deno.test("a heartbeat or timeout that cannot work is refused", () => {
  const parts = { path: ":memory:" };
  assert.throws(() => new KvNode({ ...parts, heartbeat: 5 }), /choose 100 or more/);
  assert.throws(
    () => new KvNode({ ...parts, timeout: 6_000 }),
    /renews every 5000 ms; choose at least twice as much/,
  );
});

onMemory("a node that cannot write still reads, and sees who is dead", async (kv, all) => {
  let isLocked = false;
  const locked: Deno.Kv = Object.assign(Object.create(kv) as Deno.Kv, {
    ...{ get: kv.get.bind(kv), getMany: kv.getMany.bind(kv) },
    ...{ list: kv.list.bind(kv), watch: kv.watch.bind(kv) },
    atomic: () => {
      if (isLocked) throw new TypeError("database is locked");
      return kv.atomic();
    },
  });
  const one = nodeOn(locked);
  const other = nodeOn(kv, { clock: new ManualClock() });
  all.push(one.node, other.node);
  await Promise.all([one.node.ready(), other.node.ready()]);
  await until("it is seen", () => one.states.includes("up"));
  isLocked = true;
  await other.say("1");
  await until("it is heard", () => one.heard.length === 1);
  await until("it is down", () => {
    one.clock.move(250);
    return one.states.includes("down");
  });
  isLocked = false;
});

/** The stores in memory keep the contracts, and the faulty wrappers do as they are told. */

import assert from "node:assert/strict";
import { memoryBus, memoryState, type Snapshot } from "../../server/world/mod.ts";
import { busContract } from "./bus.ts";
import { same } from "./expect.ts";
import { type Fault, faultyBus, faultyState } from "./faulty.ts";
import { stateContract } from "./state.ts";

for (const { name, run } of stateContract) {
  Deno.test(`memoryState() ${name}`, () =>
    run(() => {
      let now = 0;
      const store = memoryState({ now: () => now });
      return { stores: [store], pass: (ms) => void (now += ms), close() {} };
    }));
}

for (const { name, run } of busContract) {
  Deno.test(`memoryBus() ${name}`, () => run(() => ({ buses: [memoryBus()], close() {} })));
}

Deno.test("same() sees what differs", () => {
  same({ a: [1, new Map([["x", new Date(1)]])] }, { a: [1, new Map([["x", new Date(1)]])] }, "");
  for (const [a, b] of [[1, 2], [[1], [1, 2]], [{ a: 1 }, { b: 1 }], [new Date(1), new Date(2)]]) {
    assert.throws(() => same(a, b, "x"), /The contract is broken: x/);
  }
  assert.throws(() => same(new Map([[1, 1]]), new Map([[1, 2]]), "x"), /broken/);
  assert.throws(() => same([], {}, "x"), /broken/);
});

const SNAPSHOT: Snapshot = {
  ...{ epoch: 0, attempt: 0, holder: "h", order: 0, handled: 0, codec: 1, date: 0 },
  body: new Uint8Array(1),
};

Deno.test("faultyState() drops, refuses, loses answers, and does late what was given up", async () => {
  const wait = Promise.withResolvers<void>();
  const plan: Fault[] = [
    ...[{ type: "drop" }, { type: "throw" }, { type: "lost" }] as const,
    ...[{ type: "late", wait: wait.promise }, { type: "hang" }] as const,
  ];
  const inner = memoryState();
  const store = faultyState(inner, (_call, before) => plan[before] ?? { type: "pass" });
  const save = (key: string): Promise<boolean> => store.save(key, SNAPSHOT, { ttl: 1_000 });
  const has = async (key: string): Promise<boolean> =>
    (await inner.take(key, { holder: "h", attempt: 1, handled: 0 })).type === "snapshot";
  assert.equal(await save("dropped"), true);
  assert.equal(await has("dropped"), false);
  await assert.rejects(save("refused"), /Cannot save: the line was cut/);
  assert.equal(await has("refused"), false);
  await assert.rejects(save("lost"), /Cannot save: the answer was lost/);
  assert.equal(await has("lost"), true);
  void save("late");
  void save("hangs");
  assert.equal(await save("passes"), true);
  assert.deepEqual([await has("late"), await has("hangs")], [false, false]);
  wait.resolve();
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(await has("late"), true);
});

Deno.test("faultyBus() repeats and delays what is published", async () => {
  const wait = Promise.withResolvers<void>();
  const plan: Fault[] = [{ type: "pass" }, { type: "twice" }, {
    type: "delay",
    wait: wait.promise,
  }];
  const bus = faultyBus(memoryBus(), (_call, before) => plan[before] ?? { type: "pass" });
  const heard: unknown[] = [];
  await bus.subscribe("t", (delivery) => heard.push(delivery));
  await bus.publish("t", 1);
  assert.equal(heard.length, 2);
  const late = bus.publish("t", 2);
  await bus.publish("t", 3);
  assert.equal(heard.length, 3);
  wait.resolve();
  await late;
  assert.equal(heard.length, 4);
});

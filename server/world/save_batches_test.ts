/** Batches of saves: one call for what comes in a turn, and each save hears of its own end. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { snapshot } from "../../tests/kit/snapshot_kit.ts";
import { memoryState } from "./state/memory_state.ts";
import { inBatches } from "./save_batches.ts";
import type { SaveEntry, StateStore } from "./ports/state_store.ts";

const TTL = { ttl: 1_000 };

function setUp(saveAll: StateStore["saveAll"]) {
  const clock = new ManualClock();
  const batches: string[][] = [];
  const store: StateStore = {
    ...{ take: () => Promise.resolve({ type: "none" }), remove: () => Promise.resolve() },
    save: () => assert.fail("one alone"),
    saveAll: (entries) => {
      batches.push(entries.map(({ key }) => key));
      return saveAll?.(entries) ?? [];
    },
  };
  return { clock, batches, store: inBatches(store, (ms, run) => clock.timer(ms, run)) };
}

Deno.test("inBatches() hands over together what comes in one turn, and each is told of its own", async () => {
  const { clock, batches, store } = setUp((entries) =>
    entries.map(({ key, ttl }) =>
      key === "c"
        ? Promise.reject(new Error("away"))
        : Promise.resolve(key === "a" && ttl === 1_000)
    )
  );
  const saves = ["a", "b", "c"].map((key) => store.save(key, snapshot(), TTL));
  const all = Promise.allSettled(saves);
  assert.deepEqual(batches, []);
  await clock.move(1);
  assert.deepEqual(batches, [["a", "b", "c"]]);
  assert.deepEqual((await all).map((one) => one.status === "fulfilled" && one.value), [
    ...[true, false, false],
  ]);
  const later = store.save("a", snapshot(), TTL);
  await clock.move(1);
  assert.equal(await later, true);
  assert.equal(batches.length, 2);
  assert.equal(clock.timers, 0);
});

Deno.test("inBatches() never gives one key twice, and keeps the order", async () => {
  const entries: SaveEntry[] = [];
  const { clock, batches, store } = setUp((given) =>
    given.map((entry) => Promise.resolve(entries.push(entry) > 0))
  );
  const saves = [
    store.save("a", snapshot({ order: 1 }), TTL),
    store.save("b", snapshot(), TTL),
    store.save("a", snapshot({ order: 2 }), TTL),
  ];
  await clock.move(1);
  assert.deepEqual(await Promise.all(saves), [true, true, true]);
  assert.deepEqual(batches, [["a", "b"], ["a"]]);
  assert.deepEqual(entries.map(({ snapshot }) => snapshot.order), [1, 0, 2]);
});

Deno.test("inBatches(): a store that throws, or forgets some, fails those", async () => {
  const thrown = setUp(() => {
    throw new Error("no");
  });
  const failing = assert.rejects(thrown.store.save("a", snapshot(), TTL), /no/);
  await thrown.clock.move(1);
  await failing;
  const few = setUp(() => [Promise.resolve(true)]);
  const first = few.store.save("a", snapshot(), TTL);
  const second = assert.rejects(few.store.save("b", snapshot(), TTL), /fewer promises/);
  await few.clock.move(1);
  assert.equal(await first, true);
  await second;
});

Deno.test("inBatches() is the store itself where that takes one at a time", () => {
  const store = memoryState();
  assert.equal(inBatches(store, () => () => {}), store);
});

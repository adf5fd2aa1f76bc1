/** The state store in memory: copies, epochs, removals that stay. */

import assert from "node:assert/strict";
import { snapshot, takenRaw as takenFrom } from "../../../tests/kit/snapshot_kit.ts";
import { memoryState } from "./memory_state.ts";

Deno.test("memoryState() keeps copies", async () => {
  const store = memoryState();
  const given = snapshot({ fields: { list: [1] } });
  assert.equal(await store.save("a", given, { ttl: 1_000 }), true);
  given.body.fill(0);
  const taken = await takenFrom(store, "a", 1);
  assert.deepEqual(taken?.fields, { list: [1] });
  const again = await store.take("a", { holder: "x", attempt: 1, handled: 0 });
  if (again.type === "snapshot") again.snapshot.body.fill(0);
  assert.deepEqual((await takenFrom(store, "a", 1))?.fields, { list: [1] });
  assert.equal(await takenFrom(store, "b", 1), undefined);
});

Deno.test("memoryState() refuses the write of a holder whose snapshot was taken", async () => {
  const store = memoryState();
  await store.save("a", snapshot(), { ttl: 1_000 });
  const taken = await takenFrom(store, "a", 1);
  assert.equal(taken?.epoch, 1);
  assert.equal(await store.save("a", snapshot({ epoch: 0 }), { ttl: 1_000 }), false);
  const own = { epoch: 1, holder: "taker 1", order: 1, handled: 5 };
  assert.equal(await store.save("a", snapshot(own), { ttl: 1_000 }), true);
  assert.equal((await takenFrom(store, "a", 1))?.handled, 5);
  await store.remove("a", { ttl: 1_000 });
  assert.equal(await takenFrom(store, "a", 1), undefined);
});

Deno.test("memoryState() never lets a holder lose to its own take, whose answer it did not hear", async () => {
  const store = memoryState();
  await store.save("a", snapshot({ order: 1 }), { ttl: 1_000 });
  const taken = await store.take("a", { holder: "writer", attempt: 1, handled: 0 });
  assert(taken.type === "snapshot");
  assert.deepEqual([taken.from, taken.snapshot.epoch], ["writer", 1]);
  assert.equal(await store.save("a", snapshot({ order: 2, handled: 7 }), { ttl: 1_000 }), true);
  // The epoch has not fallen.
  const next = await takenFrom(store, "a", 1);
  assert.deepEqual([next?.handled, next?.epoch], [7, 2]);
  assert.equal(await store.save("a", snapshot({ order: 3 }), { ttl: 1_000 }), false);
});

Deno.test("memoryState() keeps the later of two that cross on their way, also with as many events", async () => {
  const store = memoryState();
  for (const order of [1, 3, 2, 3]) {
    const fields = { order };
    const write = snapshot({ order, handled: 4, fields });
    assert.equal(await store.save("a", write, { ttl: 1_000 }), true);
  }
  assert.deepEqual((await takenFrom(store, "a", 1))?.fields, { order: 3 });
});

Deno.test("memoryState() forgets after the ttl, and the least lately written over the bound", async () => {
  let now = 0;
  const store = memoryState({ most: 2, now: () => now });
  for (const [order, key] of ["a", "b", "a", "c"].entries()) {
    await store.save(key, snapshot({ order }), { ttl: 100 });
  }
  assert.equal(await takenFrom(store, "b", 1), undefined);
  assert.notEqual(await takenFrom(store, "a", 1), undefined);
  now = 100;
  assert.equal(await takenFrom(store, "a", 1), undefined);
});

Deno.test("memoryState() forgets a removal after its ttl, and none of them falls", async () => {
  let now = 0;
  const store = memoryState({ now: () => now });
  await store.save("a", snapshot({ epoch: 4 }), { ttl: 1_000 });
  await store.remove("a", { ttl: 100 });
  await store.remove("a", { ttl: 100 });
  assert.equal(await store.save("a", snapshot({ epoch: 4, order: 1 }), { ttl: 1_000 }), false);
  now = 100;
  assert.equal(await store.save("a", snapshot({ epoch: 4, order: 1 }), { ttl: 1_000 }), true);
});

/** The state store of development: one page after another, removals that stay, and none where none can be. */

import assert from "node:assert/strict";
import { snapshot, takenRaw as takenFrom } from "../../../tests/kit/snapshot_kit.ts";
import type { Lasting } from "../../platform/mod.ts";
import { LastingState } from "./lasting_state.ts";

const TTL = { ttl: 1_000 };

/** A store on places of a test's own. */
function setUp() {
  const places = new Map<string, unknown>();
  const failures: unknown[] = [];
  const time = { now: 0, fails: false };
  const lasting: Lasting = {
    text: (_, make) => Promise.resolve(make()),
    edit: (place, change) => {
      if (time.fails) return Promise.reject(new Error("no storage"));
      const { result, keep } = change(structuredClone(places.get(place)));
      if (keep !== undefined) places.set(place, structuredClone(keep));
      return Promise.resolve(result);
    },
  };
  const parts = { lasting, date: () => time.now, failed: (error: unknown) => failures.push(error) };
  return { store: new LastingState(parts), another: new LastingState(parts), failures, time };
}

Deno.test("another process finds what one wrote, and the first can write no more", async () => {
  const { store, another } = setUp();
  assert.equal(await store.save("a", snapshot({ fields: { n: new Map([[1, 2]]) } }), TTL), true);
  const taken = await takenFrom(another, "a", 1);
  assert.deepEqual(taken?.fields, { n: new Map([[1, 2]]) });
  assert.equal(taken?.epoch, 1);
  assert.equal(await store.save("a", snapshot({ order: 1 }), TTL), false);
  const own = { epoch: 1, holder: "taker 1", order: 1, handled: 5 };
  assert.equal(await another.save("a", snapshot(own), TTL), true);
  assert.equal((await takenFrom(store, "a", 1))?.handled, 5);
});

Deno.test("a page that knows of more events gets none, and a late try neither", async () => {
  const { store } = setUp();
  await store.save("a", snapshot({ handled: 3, attempt: 4 }), TTL);
  const ask = (attempt: number, handled: number) =>
    store.take("a", { holder: "other", attempt, handled });
  assert.deepEqual(await ask(5, 4), { type: "behind", holder: "writer" });
  assert.deepEqual(await ask(3, 3), { type: "none" });
  assert.equal((await ask(5, 3)).type, "snapshot");
});

Deno.test("a holder never loses to its own take, and of two that cross the later one stays", async () => {
  const { store } = setUp();
  await store.save("a", snapshot({ order: 1 }), TTL);
  assert.equal(
    (await store.take("a", { holder: "writer", attempt: 1, handled: 0 })).type,
    "snapshot",
  );
  assert.equal(await store.save("a", snapshot({ order: 3, handled: 7 }), TTL), true);
  assert.equal(await store.save("a", snapshot({ order: 2, handled: 6 }), TTL), true);
  const next = await takenFrom(store, "a", 1);
  assert.deepEqual([next?.handled, next?.epoch], [7, 2]);
});

Deno.test("what was removed does not come back by a save that was under way", async () => {
  const { store } = setUp();
  await store.save("a", snapshot(), TTL);
  await store.remove("a", TTL);
  assert.equal(await store.save("a", snapshot({ order: 1 }), TTL), false);
  assert.equal(await takenFrom(store, "a", 1), undefined);
  assert.equal(await takenFrom(store, "b", 1), undefined);
});

Deno.test("it forgets after the ttl, and of two keys in one place the older one", async () => {
  const { store, time } = setUp();
  await store.save("a", snapshot(), TTL);
  time.now = 1_000;
  assert.equal(await takenFrom(store, "a", 1), undefined);
  // 31 times the first letter and the second: one place.
  await store.save("Aa", snapshot({ handled: 1 }), TTL);
  await store.save("BB", snapshot({ handled: 2 }), TTL);
  assert.equal(await takenFrom(store, "Aa", 1), undefined);
  assert.equal((await takenFrom(store, "BB", 1))?.handled, 2);
});

Deno.test("where nothing can be kept that is told once, and pages go on", async () => {
  const { store, failures, time } = setUp();
  time.fails = true;
  assert.equal(await store.save("a", snapshot(), TTL), true);
  await store.remove("a", TTL);
  assert.equal(await takenFrom(store, "a", 1), undefined);
  assert.equal(failures.length, 1);
});

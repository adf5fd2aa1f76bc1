/** The state store in memory, the bus in memory, and which fields are state. */

import assert from "node:assert/strict";
import { html } from "../../vdom/mod.ts";
import { memoryBus } from "./bus.ts";
import { assignFields, fieldsOf, transient } from "../view/fields.ts";
import { takenFrom } from "../../tests/kit/instance_kit.ts";
import { memoryState, type Snapshot } from "./state_store.ts";
import { LiveView } from "../view/view.ts";

function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    epoch: 0,
    holder: "writer",
    order: 0,
    handled: 0,
    attempt: 0,
    owner: "me",
    url: "/",
    fields: {},
    ...changes,
  };
}

Deno.test("memoryState() keeps copies", async () => {
  const store = memoryState();
  const list = [1];
  assert.equal(await store.save("a", snapshot({ fields: { list } }), { ttl: 1_000 }), true);
  list.push(2);
  const taken = await takenFrom(store, "a", 1);
  assert.deepEqual(taken?.fields, { list: [1] });
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
  await store.remove("a");
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

Deno.test("memoryBus() gives every subscriber a copy of its own, the publisher's too", () => {
  const bus = memoryBus();
  const got: unknown[] = [];
  const stop = bus.subscribe("t", (delivery) => got.push(delivery));
  bus.subscribe("t", (delivery) => got.push(delivery));
  bus.subscribe("other", () => assert.fail("another topic"));
  const message = { list: [1] };
  bus.publish("t", message);
  assert.equal(got.length, 2);
  assert.deepEqual(got[0], { type: "message", message });
  const [first, second] = got as { message: { list: number[] } }[];
  assert.notEqual(first?.message, message);
  assert.notEqual(first?.message, second?.message);
  stop();
  bus.publish("t", 1);
  assert.equal(got.length, 3);
});

Deno.test("memoryBus() counts two subscriptions of one function as two, each with its own stop", () => {
  const bus = memoryBus();
  let heard = 0;
  const listener = (): void => void heard++;
  const stops = [bus.subscribe("t", listener), bus.subscribe("t", listener)];
  bus.publish("t", 1);
  assert.equal(heard, 2);
  stops[0]?.();
  stops[0]?.();
  bus.publish("t", 1);
  assert.equal(heard, 3);
  stops[1]?.();
  bus.publish("t", 1);
  assert.equal(heard, 3);
});

Deno.test("memoryBus() gives a message to those who listened when it was published", () => {
  const bus = memoryBus();
  const heard: string[] = [];
  const stop = bus.subscribe("t", () => {
    heard.push("first");
    bus.subscribe("t", () => heard.push("late"));
    stop();
    stopOther();
  });
  const stopOther = bus.subscribe("t", () => heard.push("other"));
  bus.publish("t", 1);
  assert.deepEqual(heard, ["first", "other"]);
  bus.publish("t", 2);
  assert.deepEqual(heard, ["first", "other", "late"]);
});

Deno.test("memoryBus() refuses what cannot be copied, and says how to mend it", () => {
  assert.throws(
    () => memoryBus().publish("t", () => {}),
    /Cannot publish to "t": the message cannot be copied .*; send plain data/,
  );
});

class Base extends LiveView {
  list = new Map([["a", 1]]);
  when = new Date(0);
  _private = 1;
  #hidden = 1;
  @transient
  cache = "cache";
  handler = () => this.#hidden;
  odd: unknown = { inner: () => {} };
  render() {
    return html``;
  }
}

class Derived extends Base {
  @transient
  more = 1;
  kept = [1];
}

class Narrow extends Derived {
  static state = ["kept", "cache"];
}

Deno.test("fieldsOf() keeps public own fields that can be copied", () => {
  const { fields, skipped } = fieldsOf(new Derived());
  assert.deepEqual(Object.keys(fields).sort(), [
    ...["errors", "kept", "list", "pageDir", "pageLang", "pageTitle", "when"],
  ]);
  assert.deepEqual(skipped, ["odd"]);
  assert.deepEqual(fields["list"], new Map([["a", 1]]));
});

Deno.test("static state narrows, and @transient wins over it", () => {
  assert.deepEqual(Object.keys(fieldsOf(new Narrow()).fields), ["kept"]);
});

Deno.test("assignFields() drops what the class does not keep any more", () => {
  const view = new Narrow();
  assignFields(view, { kept: [2], cache: "old", gone: 1, __proto__: { polluted: true } });
  assert.deepEqual(view.kept, [2]);
  assert.equal(view.cache, "cache");
  assert.equal("gone" in view, false);
  assert.equal("polluted" in view, false);
});

/** Stores of a hub: what was opened for it ends with it, what was given does not. */

import assert from "node:assert/strict";
import { ManualClock } from "../../../testing/mod.ts";
import {
  type HubRecord,
  limitsWith,
  memoryBus,
  memoryState,
  type StateStore,
} from "../../world/mod.ts";
import { until } from "../../../tests/until.ts";
import { Stores } from "./stores.ts";

function setUp(given: Partial<ConstructorParameters<typeof Stores>[0]> = {}) {
  const clock = new ManualClock();
  const bus = undefined;
  const state = undefined;
  const observe = () => {};
  return new Stores({ clock, limits: limitsWith(), bus, state, observe, ...given });
}

Deno.test("Stores says of a bus of its own that it spans no processes, and has no state", () => {
  const stores = setUp();
  assert.deepEqual([stores.spansProcesses, stores.state], [false, undefined]);
  assert.deepEqual(stores.stats(), { bus: { state: "up" } });
  assert.equal(setUp({ bus: memoryBus() }).spansProcesses, true);
});

Deno.test("Stores tells an outage of the store once, whoever asks it, and that it is back", async () => {
  let isAway = true;
  const told: HubRecord[] = [];
  const inner = memoryState();
  const take: StateStore["take"] = (key, wanted) =>
    isAway ? Promise.reject(new Error("away")) : inner.take(key, wanted);
  const state: StateStore = {
    take,
    save: (key, snapshot, options) => inner.save(key, snapshot, options),
    remove: (key, options) => inner.remove(key, options),
  };
  const stores = setUp({ state, observe: (record) => told.push(record) });
  const wanted = { holder: "h", attempt: 1, handled: 0 };
  for (const key of ["a", "b", "c"]) {
    await assert.rejects(async () => await stores.state?.take(key, wanted));
  }
  assert.deepEqual(stores.stats()["state"]?.state, "degraded");
  isAway = false;
  for (const key of ["a", "b"]) await stores.state?.take(key, wanted);
  const stories = told.map((record) => record.type === "store" && [record.port, record.status]);
  assert.deepEqual(stories, [["state", "degraded"], ["state", "up"]]);
});

Deno.test("Stores.drain() waits until snapshots are written and messages have left", async () => {
  const order: string[] = [];
  const left = Promise.withResolvers<void>();
  const bus = { publish: () => left.promise, subscribe: () => () => {} };
  const stores = setUp({ bus, state: memoryState() });
  const saved = Promise.withResolvers<void>();
  const drained = stores.drain(saved.promise).then(() => order.push("drained"));
  stores.bus.publish("t", 1);
  order.push("saved");
  saved.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  order.push("left");
  left.resolve();
  await drained;
  assert.deepEqual(order, ["saved", "left", "drained"]);
});

Deno.test("Stores.drain() tells a bus that was given, which may watch a store, but does not close it", async () => {
  const told: string[] = [];
  const bus = {
    ...{ publish: () => {}, subscribe: () => () => {} },
    drain: () => void told.push("drain"),
    close: () => void told.push("close"),
  };
  const stores = setUp({ bus });
  await stores.drain(Promise.resolve());
  await stores.close();
  assert.deepEqual(told, ["drain"]);
});

Deno.test("Stores.forget() asks a store that is away until it is back, and nobody once it is closed", async () => {
  const inner = memoryState();
  const { sessions } = inner;
  assert(sessions);
  const clock = new ManualClock();
  let isAway = true;
  let asked = 0;
  const forget: typeof sessions.forget = (visitor, options) => {
    asked++;
    return isAway ? Promise.reject(new Error("away")) : sessions.forget(visitor, options);
  };
  const state: StateStore = {
    take: (key, wanted) => inner.take(key, wanted),
    save: (key, snapshot, options) => inner.save(key, snapshot, options),
    remove: (key, options) => inner.remove(key, options),
    sessions: {
      read: (visitor, scope) => sessions.read(visitor, scope),
      write: (visitor, scope, change, options) => sessions.write(visitor, scope, change, options),
      forget,
    },
  };
  const stores = setUp({ state, clock });
  const kept = stores.state?.sessions;
  assert(kept);
  const scope = { session: "ada", owner: "", route: "/", view: "View" };
  const fields = new Map([["filter", await kept.pack("done", 0)]]);
  await kept.write(scope, { epoch: 0, fields });
  stores.forget("ada");
  await until("it is asked again and again", async () => {
    await clock.move(500);
    return asked >= 3;
  });
  assert.equal((await kept.read(scope)).fields.size, 1);
  isAway = false;
  await until("it is forgotten", async () => {
    await clock.move(500);
    return (await kept.read(scope)).fields.size === 0;
  });
  isAway = true;
  const before = asked;
  stores.forget("ada");
  await until("it is asked", () => asked === before + 1);
  await stores.close();
  await until("nothing waits", () => clock.timers === 0);
  await clock.move(60_000);
  assert.equal(asked, before + 1);
});

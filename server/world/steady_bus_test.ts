/** A bus that is slow or away: told once, waited for by nobody, listened to again when it is back. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { type Bus, type Delivery, memoryBus } from "./ports/bus.ts";
import { Outage, type StoreRecord } from "./report/outage.ts";
import { SteadyBus } from "./steady_bus.ts";

/** A bus over a line that may be cut, or hang. */
function setUp() {
  const clock = new ManualClock();
  const told: StoreRecord[] = [];
  const inner = memoryBus();
  const line = { state: "up" as "up" | "away" | "hangs", ended: 0 };
  const passed = <Value>(value: () => Value): Promise<Value> => {
    if (line.state === "away") return Promise.reject(new Error("cut"));
    return line.state === "hangs" ? new Promise(() => {}) : Promise.resolve(value());
  };
  const given: Bus = {
    publish: (topic, message) => passed(() => inner.publish(topic, message)),
    subscribe: (topic, listener) =>
      passed(() => {
        const stop = inner.subscribe(topic, listener);
        return async () => {
          await passed(stop);
          line.ended++;
        };
      }),
  };
  const outage = new Outage({
    port: "bus",
    date: () => clock.date(),
    tell: (record) => told.push(record),
  });
  const timer = (ms: number, run: () => void) => clock.timer(ms, run);
  return { clock, told, line, outage, bus: new SteadyBus({ bus: given, outage, timer }) };
}

Deno.test("SteadyBus tells an outage once, and once that it is over", async () => {
  const { bus, line, told, outage, clock } = setUp();
  line.state = "away";
  for (let i = 0; i < 3; i++) bus.publish("t", i);
  await clock.move(7_000);
  const [first] = told;
  assert(first?.status === "degraded");
  assert.match(String(first.error), /cut/);
  assert.deepEqual(outage.status, {
    state: "degraded",
    since: clock.date() - 7_000,
    reason: "cut",
  });
  line.state = "up";
  for (let i = 0; i < 3; i++) bus.publish("t", i);
  await clock.settled();
  assert.deepEqual(told.slice(1), [{ type: "store", port: "bus", status: "up", ms: 7_000 }]);
  assert.deepEqual(outage.status, { state: "up" });
});

Deno.test("SteadyBus: a subscription whose end throws keeps nobody, and is told", async () => {
  const broken = (): never => {
    throw new Error("broken end");
  };
  const ways: readonly Bus["subscribe"][] = [() => broken, () => Promise.resolve(broken)];
  for (const subscribe of ways) {
    for (const when of ["at once", "later"]) {
      const { clock, told, outage } = setUp();
      const timer = (ms: number, run: () => void) => clock.timer(ms, run);
      const bus = new SteadyBus({ bus: { publish() {}, subscribe }, outage, timer });
      const stop = bus.subscribe("t", () => {});
      if (when === "later") await clock.settled();
      stop();
      await clock.settled();
      // A rejection that nobody takes would have failed this test.
      assert.equal(told.at(-1)?.status, "degraded", when);
      bus.close();
    }
  }
});

Deno.test("SteadyBus gives up a call that hangs, after 5 s", async () => {
  const { bus, line, told, clock } = setUp();
  line.state = "hangs";
  bus.publish("t", 1);
  let isOut = false;
  void bus.published().then(() => isOut = true);
  await clock.move(4_999);
  assert.deepEqual([told.length, isOut], [0, false]);
  await clock.move(1);
  assert.deepEqual([told.length, isOut, clock.timers], [1, true, 0]);
});

Deno.test("SteadyBus.published() waits for what is under way, and for nothing else", async () => {
  const { bus } = setUp();
  await bus.published();
  const heard: Delivery[] = [];
  bus.subscribe("t", (delivery) => heard.push(delivery));
  await bus.published();
  bus.publish("t", 1);
  bus.publish("t", 2);
  await bus.published();
  assert.deepEqual(heard.map((delivery) => delivery.type), ["message", "message"]);
});

Deno.test("SteadyBus subscribes again after an outage, and says that messages may be lost", async () => {
  const { bus, line, told, clock } = setUp();
  const heard: Delivery[] = [];
  line.state = "away";
  const stop = bus.subscribe("t", (delivery) => heard.push(delivery));
  await clock.move(6_000);
  assert.deepEqual([heard.length, told.length], [0, 1]);
  line.state = "up";
  await clock.move(30_000);
  assert.deepEqual(heard, [{ type: "gap" }]);
  bus.publish("t", "new");
  await bus.published();
  assert.deepEqual(heard.at(-1), { type: "message", message: "new" });
  stop();
  await clock.settled();
  bus.publish("t", "later");
  await bus.published();
  assert.deepEqual([heard.length, line.ended, clock.timers], [2, 1, 0]);
});

Deno.test("SteadyBus says that messages may be lost where a subscription took too long", async () => {
  const clock = new ManualClock();
  const told: StoreRecord[] = [];
  const begun = Promise.withResolvers<() => void>();
  const given: Bus = { publish: () => {}, subscribe: () => begun.promise };
  const outage = new Outage({ port: "bus", date: () => 0, tell: (record) => told.push(record) });
  const timer = (ms: number, run: () => void) => clock.timer(ms, run);
  const bus = new SteadyBus({ bus: given, outage, timer });
  const heard: Delivery[] = [];
  bus.subscribe("t", (delivery) => heard.push(delivery));
  await clock.move(5_000);
  begun.resolve(() => {});
  await clock.settled();
  assert.deepEqual(heard, [{ type: "gap" }]);
  assert.deepEqual(told.map(({ status }) => status), ["degraded", "up"]);
});

Deno.test("SteadyBus ends a subscription that was stopped before the bus knew of it", async () => {
  const { bus, line, clock } = setUp();
  bus.subscribe("t", () => assert.fail("it was stopped"))();
  bus.publish("t", 1);
  await clock.settled();
  assert.equal(line.ended, 1);
});

Deno.test("SteadyBus.close() waits for nothing and tries nothing again", async () => {
  const { bus, line, clock } = setUp();
  line.state = "hangs";
  bus.publish("t", 1);
  line.state = "away";
  bus.subscribe("t", () => {});
  await clock.settled();
  assert.equal(clock.timers, 2);
  bus.close();
  await bus.published();
  assert.equal(clock.timers, 0);
});

Deno.test("SteadyBus gives what a bus throws at once to whoever called", () => {
  const timer = () => () => {};
  const outage = new Outage({ port: "bus", date: () => 0, tell: () => assert.fail("no outage") });
  const bus = new SteadyBus({ bus: memoryBus(), outage, timer });
  assert.throws(() => bus.publish("t", () => {}), /the message cannot be copied/);
});

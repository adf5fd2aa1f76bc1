/** The bus in memory. */

import assert from "node:assert/strict";
import { memoryBus } from "./bus.ts";

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

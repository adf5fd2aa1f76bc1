/** A bus that was closed: nothing goes on behind it, and a client that was brought is let alone. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { RedisConnection } from "./line/mod.ts";
import { RedisBus } from "./bus/mod.ts";

Deno.test("redisBus() owes nobody the news of a loss once it is closed", async () => {
  const clock = new ManualClock();
  const answer = Promise.withResolvers<unknown>();
  const client = {
    send: () => answer.promise,
    ...{ subscribe: () => Promise.resolve(), unsubscribe: () => Promise.resolve() },
    ...{ onMessage: () => {}, onBack: () => {} },
  };
  const bus = new RedisBus(new RedisConnection({ client, prefix: "djust", clock }));
  const sent = bus.publish("news", 1);
  await bus.close();
  answer.reject(new Error("the line was lost"));
  await assert.rejects(sent, /the line was lost/);
  assert.equal(clock.timers, 0);
  await assert.rejects(bus.publish("news", 2), /the store was closed/);
  assert.equal(clock.timers, 0);
});

Deno.test("redisBus() asks nothing more of a client that was brought once it is closed", async () => {
  const asked: string[] = [];
  const client = {
    send: () => Promise.resolve(1),
    subscribe: (channel: string) => Promise.resolve(asked.push(channel)),
    ...{ unsubscribe: () => Promise.resolve(), onMessage: () => {}, onBack: () => {} },
  };
  const clock = new ManualClock();
  const bus = new RedisBus(new RedisConnection({ client, prefix: "djust", clock }));
  await bus.subscribe("news", () => {});
  await bus.close();
  await bus.close();
  await bus.subscribe("sport", () => {});
  assert.deepEqual(asked, ["djust:t:news"]);
  assert.equal(clock.timers, 0);
});

/** Faults of a real Redis: stopped, frozen, slow, cut. Nothing wrong comes back, and all of it heals. */

import assert from "node:assert/strict";
import type { Delivery } from "../mod.ts";
import { SystemClock } from "../../server/world/mod.ts";
import { snapshot as snapshotOf } from "../../tests/kit/snapshot_kit.ts";
import { ManualClock } from "../../testing/mod.ts";
import { startRedis } from "../../tests/kit/redis_kit.ts";
import { startProxy } from "../../tests/proxy.ts";
import { until } from "../../tests/until.ts";
import { RedisConnection } from "./line/connection.ts";
import { RedisBus } from "./bus/redis_bus.ts";
import { redisBus } from "./bus/redis_bus.ts";
import { RedisState, redisState } from "./state/redis_state.ts";
import { UrlClient } from "./line/url_client.ts";

const TTL = { ttl: 60_000 };
const WANTED = { holder: "taker", attempt: 1, handled: 0 };

/** What becomes of the next command: it waits before it is sent, or its answer is lost. */
type Fault = { readonly type: "hold"; readonly until: Promise<void> } | { readonly type: "deaf" };

/** A connection whose calls are given up when the test says so, and whose commands fail as it says. */
function impatient(url: string) {
  const clock = new ManualClock();
  const client = new UrlClient(url, new SystemClock());
  const faults: Fault[] = [];
  const landed: Promise<unknown>[] = [];
  const send = client.send.bind(client);
  client.send = async (command) => {
    const fault = faults.shift();
    if (fault?.type === "hold") await fault.until;
    const answer = send(command);
    landed.push(answer);
    return fault?.type === "deaf" ? await new Promise(() => {}) : await answer;
  };
  const connection = new RedisConnection({ client, prefix: "djust", clock });
  return { connection, clock, faults, landed };
}

/** What a bus delivers, in words. */
async function listen(bus: ReturnType<typeof redisBus>, topic: string): Promise<string[]> {
  const heard: string[] = [];
  await bus.subscribe(topic, (delivery: Delivery) => {
    heard.push(delivery.type === "gap" ? "gap" : String(delivery.message));
  });
  return heard;
}

Deno.test("redisState() says that Redis is away, and goes on as soon as it is back", async () => {
  await using redis = await startRedis();
  const state = redisState({ url: redis.url });
  assert(await state.save("a", snapshotOf(), TTL));
  assert.deepEqual(state.status?.(), { state: "up" });
  await redis.kill();
  await assert.rejects(state.save("a", snapshotOf({ order: 1 }), TTL), /Cannot reach Redis at 127/);
  await until("the store knows", () => state.status?.().state === "degraded");
  await redis.start();
  await until("it is up again", () => state.status?.().state === "up");
  // A Redis that was started anew does not know the scripts.
  assert(await state.save("a", snapshotOf({ order: 2 }), TTL));
  assert.equal((await state.take("a", WANTED)).type, "snapshot");
  await state.close?.();
});

Deno.test("redisState() tells where Redis is, but not its password", async () => {
  await using redis = await startRedis();
  await redis.kill();
  const state = redisState({ url: `redis://me:hunter2@127.0.0.1:${redis.port}` });
  const error = await state.remove("a", TTL).then(() => undefined, (error: Error) => error);
  assert.match(error?.message ?? "", new RegExp(`Redis at 127.0.0.1:${redis.port}.*refused`, "i"));
  assert.doesNotMatch(error?.message ?? "", /hunter2/);
  await state.close?.();
});

Deno.test("redisState() refuses a save that was given up and lands after the removal", async () => {
  await using redis = await startRedis();
  const { connection, clock, faults, landed } = impatient(redis.url);
  const slow = new RedisState(connection);
  const other = redisState({ url: redis.url });
  await slow.save("a", snapshotOf(), TTL);
  const release = Promise.withResolvers<void>();
  faults.push({ type: "hold", until: release.promise });
  const late = assert.rejects(
    slow.save("a", snapshotOf({ order: 1, fields: { secret: "x" } }), TTL),
    /EVALSHA was not answered within 5000 ms/,
  );
  await clock.move(5_000);
  await late;
  await other.remove("a", TTL);
  const before = landed.length;
  release.resolve();
  await until("it is sent", () => landed.length > before);
  assert.equal(await landed.at(-1), 0, "it is refused");
  assert.deepEqual(await slow.take("a", WANTED), { type: "none" });
  assert.deepEqual(await other.take("a", WANTED), { type: "none" });
  await slow.close();
  await other.close?.();
});

Deno.test("redisState() refuses late saves of a frozen Redis once another holder has taken", async () => {
  await using redis = await startRedis();
  const { connection, clock } = impatient(redis.url);
  const old = new RedisState(connection);
  const next = redisState({ url: redis.url });
  await old.save("a", snapshotOf({ handled: 1 }), TTL);
  assert.equal((await next.take("a", WANTED)).type, "snapshot");
  redis.freeze();
  const late = assert.rejects(old.save("a", snapshotOf({ order: 1, handled: 9 }), TTL));
  await clock.move(5_000);
  await late;
  redis.thaw();
  await until(
    "the store goes on",
    async () =>
      await next.save("a", snapshotOf({ epoch: 1, holder: "taker", order: 1, handled: 2 }), TTL),
  );
  assert.equal(await old.save("a", snapshotOf({ order: 2, handled: 9 }), TTL), false);
  const found = await next.take("a", WANTED);
  assert(found.type === "snapshot");
  assert.equal(found.snapshot.handled, 2);
  await old.close();
  await next.close?.();
});

Deno.test("redisState() recognises its own save, whose answer was lost", async () => {
  await using redis = await startRedis();
  const { connection, clock, faults, landed } = impatient(redis.url);
  const state = new RedisState(connection);
  await state.save("a", snapshotOf(), TTL);
  faults.push({ type: "deaf" });
  const lost = assert.rejects(state.save("a", snapshotOf({ order: 1, handled: 1 }), TTL));
  await clock.move(5_000);
  await lost;
  await landed.at(-1);
  assert(await state.save("a", snapshotOf({ order: 1, handled: 1 }), TTL), "again");
  assert(await state.save("a", snapshotOf({ order: 2, handled: 2 }), TTL), "and the next");
  await state.close();
});

Deno.test("redisState() keeps to its order behind a slow line", async () => {
  await using redis = await startRedis();
  await using proxy = startProxy([redis.port], { latency: 100 });
  const state = redisState({ url: `redis://127.0.0.1:${proxy.port}` });
  const orders = Array.from({ length: 20 }, (_, order) => order);
  const saves = orders.map((order) => state.save("a", snapshotOf({ order, handled: order }), TTL));
  const removed = state.remove("a", TTL);
  const late = state.save("a", snapshotOf({ order: 20 }), TTL);
  assert.deepEqual(await Promise.all(saves), orders.map(() => true));
  await removed;
  assert.equal(await late, false);
  assert.deepEqual(state.status?.(), { state: "up" });
  await state.close?.();
});

Deno.test("redisBus() gives a gap to whoever listens when its line was cut, and hears again", async () => {
  await using redis = await startRedis();
  const [bus, other] = [redisBus({ url: redis.url }), redisBus({ url: redis.url })];
  const heard = await listen(bus, "news");
  await other.publish("news", "one");
  await until("the first is heard", () => heard.length === 1);
  assert.equal(await redis.ask("CLIENT", "KILL", "TYPE", "pubsub"), 1);
  await until("the gap is heard", () => heard.includes("gap"));
  await other.publish("news", "two");
  await until("the second is heard", () => heard.includes("two"));
  assert.deepEqual(heard, ["one", "gap", "two"]);
  await bus.close?.();
  await other.close?.();
});

Deno.test("redisBus() is heard in its own process while Redis is away, and tells others of the loss", async () => {
  await using redis = await startRedis();
  await using proxy = startProxy([redis.port]);
  // Only the publisher's line is cut.
  const cut = redisBus({ url: `redis://127.0.0.1:${proxy.port}` });
  const other = redisBus({ url: redis.url });
  const near = await listen(cut, "news");
  const far = await listen(other, "news");
  await cut.publish("news", "one");
  await until("the first is heard", () => far.length === 1);
  proxy.goDown();
  const lost = assert.rejects(Promise.resolve(cut.publish("news", "two")));
  assert.deepEqual(near, ["one", "two"], "at once");
  await lost;
  assert.equal(cut.status?.().state, "degraded");
  proxy.comeUp();
  await until("the other is told", () => far.includes("gap"));
  await cut.publish("news", "three");
  await until("the third is heard", () => far.includes("three"));
  assert.deepEqual(far.filter((one) => one !== "gap"), ["one", "three"]);
  assert.deepEqual(near.filter((one) => one !== "gap"), ["one", "two", "three"]);
  await cut.close?.();
  await other.close?.();
});

Deno.test("redisBus() counts what it cannot read, and goes on", async () => {
  await using redis = await startRedis();
  const connection = RedisConnection.of({ url: redis.url });
  const bus = new RedisBus(connection);
  const heard = await listen(bus, "news");
  const channel = connection.key("t", "news");
  for (const text of ["", "\u0007 of another version", "\u0001"]) {
    await redis.ask("PUBLISH", channel, text);
  }
  const other = redisBus({ url: redis.url });
  await other.publish("news", "one");
  await until("the next is heard", () => heard.length > 0);
  assert.deepEqual(heard, ["one"]);
  assert.equal(bus.unread, 3);
  await bus.close();
  await other.close?.();
});

Deno.test("redisBus() hears only topics that somebody listens to, and a while longer", async () => {
  await using redis = await startRedis();
  const clock = new ManualClock();
  const client = new UrlClient(redis.url, new SystemClock());
  const connection = new RedisConnection({ client, prefix: "djust", clock });
  const bus = new RedisBus(connection);
  const channels = async (): Promise<unknown> => await redis.ask("PUBSUB", "CHANNELS");
  assert.deepEqual(await channels(), []);
  const stop = await bus.subscribe("news", () => {});
  assert.deepEqual(await channels(), ["djust:t:news"]);
  stop();
  await clock.move(29_000);
  assert.deepEqual(await channels(), ["djust:t:news"]);
  const again = await bus.subscribe("news", () => {});
  await clock.move(60_000);
  assert.deepEqual(await channels(), ["djust:t:news"], "somebody came back");
  again();
  await clock.move(30_000);
  await until("it is let go", async () => (await channels() as unknown[]).length === 0);
  await bus.close();
});

Deno.test("redisBus() refuses what is too large for every bus, at once", () => {
  const bus = redisBus({ url: "redis://127.0.0.1:1" });
  assert.throws(() => bus.publish("t", "x".repeat(60_000)), /59 KB, a bus carries 48/);
});

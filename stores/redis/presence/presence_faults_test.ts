/** Faults of presence over a real Redis: emptied, frozen, cleared, late. Who lives is not called dead. */

import assert from "node:assert/strict";
import type { PresenceEntry, PresenceNode } from "../../mod.ts";
import { ManualClock } from "../../../testing/mod.ts";
import { startRedis } from "../../../tests/kit/redis_kit.ts";
import { startProxy } from "../../../tests/proxy.ts";
import { until } from "../../../tests/until.ts";
import { SystemClock } from "../../../server/world/mod.ts";
import { commit, entry, put } from "../../contract/presence_case.ts";
import { RedisConnection } from "../line/connection.ts";
import { keysOf } from "./node_keys.ts";
import { RENEW } from "./presence_scripts.ts";
import { RedisPresence } from "./redis_presence.ts";
import { UrlClient } from "../line/url_client.ts";

/** A process that takes part, and all that it was told, in words. */
interface Taker extends AsyncDisposable {
  readonly node: PresenceNode;
  readonly told: string[];
  readonly connection: RedisConnection;
}

async function take(
  connection: RedisConnection,
  commitAgain: () => Promise<void> = () => Promise.resolve(),
): Promise<Taker> {
  const told: string[] = [];
  const node = await new RedisPresence(() => connection).start({
    changed: (room, from, version) => void told.push(`${from} changed ${room} ${version}`),
    lost: (room = "all") => void told.push(`lost ${room}`),
    node: (from, state) => void told.push(`${from} ${state}`),
    cast: (room, from, { data }) => void told.push(`${from} cast ${room} ${data}`),
    renewed(id) {
      told.push(`renewed ${id}`);
      return commitAgain();
    },
  });
  return { node, told, connection, [Symbol.asyncDispose]: async () => await node.close() };
}

async function join(url: string): Promise<Taker> {
  return await take(RedisConnection.of({ url }));
}

async function met(one: Taker, other: Taker): Promise<void> {
  await until(
    "they see each other",
    () => one.told.includes(`${other.node.id} up`) && other.told.includes(`${one.node.id} up`),
  );
}

async function connectionsOf(reader: Taker, room: string): Promise<string[]> {
  const shards = await reader.node.read(room);
  return shards.flatMap(({ entries }) => entries.map(({ connection }) => connection)).sort();
}

const downs = ({ told }: Taker): string[] => told.filter((one) => one.endsWith(" down"));

Deno.test("redisPresence() calls nobody dead after a Redis that forgot all, and is asked to commit again", async () => {
  await using redis = await startRedis();
  await using one = await join(redis.url);
  await using other = await join(redis.url);
  await met(one, other);
  const ada = entry("a");
  await one.node.commit(commit("room", 1, [put(ada)], [ada]));
  assert.deepEqual(await connectionsOf(other, "room"), ["a"]);
  const lock = await one.node.lock("room", "p", {
    holder: { connection: "a", user: "a" },
    ttl: 60_000,
  });
  await redis.kill();
  await until("it is degraded", () => one.node.status?.().state === "degraded");
  await redis.start();
  await until(
    "both were asked to commit again",
    () => [one, other].every(({ node, told }) => told.includes(`renewed ${node.id}`)),
  );
  assert(one.told.includes("lost all"), "what was told meanwhile is lost");
  assert.deepEqual(await connectionsOf(other, "room"), []);
  await one.node.commit(commit("room", 1, [put(ada)], [ada]));
  assert.deepEqual(await connectionsOf(other, "room"), ["a"]);
  assert(!downs(one).includes(`${other.node.id} down`));
  assert(!downs(other).includes(`${one.node.id} down`));
  const again = await one.node.lock("room", "p", {
    holder: { connection: "b", user: "b" },
    ttl: 60_000,
  });
  assert(lock.ok && again.ok && again.token > lock.token, "the token rises all the same");
});

Deno.test("redisPresence() shows a node again that was frozen, with all that it had", async () => {
  await using redis = await startRedis();
  await using one = await join(redis.url);
  await using other = await join(redis.url);
  await met(one, other);
  const ada = entry("a");
  await one.node.commit(commit("room", 1, [put(ada)], [ada]));
  // As if it had not renewed for 15 s.
  await redis.ask("DEL", `djust:node:${one.node.id}`);
  await until("it is back", async () => (await connectionsOf(other, "room")).length === 1);
  assert(!one.told.some((told) => told.startsWith("renewed")), "nothing of it was lost");
  assert.deepEqual(downs(one), [], "it calls nobody dead");
  const last = other.told.filter((told) => told.startsWith(one.node.id)).at(-1);
  assert.notEqual(last, `${one.node.id} down`);
});

Deno.test("redisPresence() calls nobody dead when all leases run out at once", async () => {
  await using redis = await startRedis();
  await using one = await join(redis.url);
  await using other = await join(redis.url);
  await met(one, other);
  const leases = [one, other].map(({ node }) => `djust:node:${node.id}`);
  // As when the clock of Redis jumps.
  await redis.ask("DEL", ...leases);
  await until("both have renewed", async () => await redis.ask("EXISTS", ...leases) === 2);
  await until("both have looked once more", async () => {
    const stats = String(await redis.ask("INFO", "commandstats"));
    return Number(/cmdstat_zrange:calls=(\d+)/.exec(stats)?.[1]) >= 8;
  });
  assert.deepEqual([...downs(one), ...downs(other)], []);
});

Deno.test("redisPresence() clears after a node that is dead for long, and lets it come back", async () => {
  await using redis = await startRedis();
  await using other = await join(redis.url);
  await using one = await join(redis.url);
  await met(one, other);
  const ada = entry("a");
  await one.node.commit(commit("room", 1, [put(ada)], [ada]));
  // A process that was killed long ago, under another id.
  const dead = "d".repeat(22);
  await redis.ask("ZADD", "djust:nodes:", "1000", dead);
  await redis.ask("HSET", `djust:record:${dead}`, "e", "epoch", "rroom", "");
  await redis.ask(
    "HSET",
    "djust:room:room",
    `v${dead}`,
    "1",
    `c${dead}:x`,
    JSON.stringify(entry("x")),
  );
  assert.deepEqual(await connectionsOf(other, "room"), ["a"], "whoever has no lease is not there");
  await until("it is cleared", async () => await redis.ask("EXISTS", `djust:record:${dead}`) === 0);
  const left = await redis.ask("HKEYS", "djust:room:room") as string[];
  assert.deepEqual(left.sort(), [`c${one.node.id}:a`, `v${one.node.id}`]);
  assert.deepEqual(await redis.ask("ZSCORE", "djust:nodes:", dead), null);
  // One that lives is cleared by mistake: it commits all again.
  await redis.ask("DEL", `djust:record:${one.node.id}`, "djust:room:room");
  const bob = entry("b");
  await assert.rejects(
    Promise.resolve(one.node.commit(commit("room", 2, [put(bob)], [ada, bob]))),
    /it is sent again/,
  );
  await until("it is asked to", () => one.told.includes(`renewed ${one.node.id}`));
  await one.node.commit(commit("room", 1, [put(ada), put(bob)], [ada, bob]));
  assert.deepEqual(await connectionsOf(other, "room"), ["a", "b"]);
});

Deno.test("redisPresence() is another node where a process is found under its id", async () => {
  await using redis = await startRedis();
  await using one = await join(redis.url);
  const { id } = one.node;
  await redis.ask("SET", `djust:node:${id}`, "another up");
  await redis.ask("HSET", `djust:record:${id}`, "e", "another");
  const ada = entry("a");
  await assert.rejects(Promise.resolve(one.node.commit(commit("room", 1, [put(ada)], [ada]))));
  await until("it is another", () => one.node.id !== id);
  assert.deepEqual(one.told.filter((told) => told.startsWith("renewed")), [
    `renewed ${one.node.id}`,
  ]);
  await one.node.commit(commit("room", 1, [put(ada)], [ada]));
  assert.equal(await redis.ask("GET", `djust:node:${id}`), "another up", "the other is left alone");
});

Deno.test("redisPresence() refuses a commit that was given up and lands after a later one", async () => {
  await using redis = await startRedis();
  const clock = new ManualClock();
  const client = new UrlClient(redis.url, new SystemClock());
  const held: PromiseWithResolvers<void>[] = [];
  const landed: Promise<unknown>[] = [];
  let holds = false;
  const send = client.send.bind(client);
  client.send = async (command) => {
    if (holds) {
      holds = false;
      const hold = Promise.withResolvers<void>();
      held.push(hold);
      await hold.promise;
      landed.push(send(command));
      return await landed.at(-1);
    }
    return await send(command);
  };
  await using one = await take(new RedisConnection({ client, prefix: "djust", clock }));
  await using other = await join(redis.url);
  const away: PresenceEntry = entry("a", { status: "away" });
  holds = true;
  const late = assert.rejects(
    Promise.resolve(one.node.commit(commit("room", 1, [put(entry("a"))], [entry("a")]))),
    /not answered within 5000 ms/,
  );
  await clock.move(5_000);
  await late;
  await one.node.commit(commit("room", 1, [put(away)], [away]));
  held[0]?.resolve();
  await until("the late one has landed", () => landed.length > 0);
  assert.equal(String(await landed[0]), "late");
  const [shard] = await other.node.read("room");
  assert.deepEqual(shard?.entries, [away]);
});

Deno.test("redisPresence() tells a room that casts of a node were lost", async () => {
  await using redis = await startRedis();
  await using proxy = startProxy([redis.port]);
  await using one = await join(`redis://127.0.0.1:${proxy.port}`);
  await using other = await join(redis.url);
  await met(one, other);
  await other.node.follow("room");
  const say = (data: string): void => one.node.cast("room", { kind: "say", data }, "reliable");
  say("one");
  await until("it is heard", () => other.told.includes(`${one.node.id} cast room one`));
  proxy.goDown();
  say("two");
  await until("it knows", () => one.node.status?.().state === "degraded");
  proxy.comeUp();
  await until("the room is told", () => other.told.includes("lost room"));
  say("three");
  await until("it goes on", () => other.told.includes(`${one.node.id} cast room three`));
  assert(!other.told.includes(`${one.node.id} cast room two`));
});

Deno.test("redisPresence() is told that Redis forgot all, also where it did not hear the answer", async () => {
  await using redis = await startRedis();
  await using one = await join(redis.url);
  const { id } = one.node;
  // As a renewal leaves it that reached an empty Redis, and whose answer was lost.
  await redis.ask("HSET", `djust:record:${id}`, "d", "1");
  await until("it begins anew", () => one.told.some((told) => told.startsWith("renewed")));
  assert.notEqual(one.node.id, id, "others would take what it commits anew for old");
  const ada = entry("a");
  await one.node.commit(commit("room", 1, [put(ada)], [ada]));
  await until(
    "nothing is left of what it was",
    async () => await redis.ask("EXISTS", `djust:record:${id}`, `djust:node:${id}`) === 0,
  );
});

Deno.test("redisPresence() commits nothing more under its id to a Redis that forgot it, or its last moments", async () => {
  await using redis = await startRedis();
  await using one = await join(redis.url);
  await using other = await join(redis.url);
  await met(one, other);
  for (const lost of ["all", "the last commit"] as const) {
    const { id } = one.node;
    const [ada, bob] = [entry("a"), entry("b")];
    await one.node.commit(commit("room", 1, [put(ada)], [ada]));
    await one.node.commit(commit("room", 2, [put(bob)], [ada, bob]));
    const record = `djust:record:${id}`;
    const known = await redis.ask("HMGET", record, "e", "d", "s") as [string, string, string];
    if (lost === "all") await redis.ask("FLUSHALL");
    else await redis.ask("HSET", record, "s", String(Number(known[2]) - 1));
    // A renewal that reaches it does not make it know this process again.
    const [epoch, begun, last] = known;
    const args = [id, epoch, "up", 15_000, begun, last];
    const reply = await RENEW.run(one.connection, keysOf(one.connection, id), args);
    assert.equal(String(reply), "forgotten");
    const cy = entry("c");
    await assert.rejects(
      Promise.resolve(one.node.commit(commit("room", 3, [put(cy)], [ada, bob, cy]))),
      /it is sent again/,
    );
    await until("it is another", () => one.told.includes(`renewed ${one.node.id}`));
    assert.notEqual(one.node.id, id);
    const shards = await other.node.read("room");
    const former = shards.find(({ node }) => node === id);
    assert(former && former.version < 3, `${lost}: of what it was nothing is newer`);
    await one.node.commit(commit("room", 1, [put(ada), put(bob)], [ada, bob]));
    assert.deepEqual(
      (await other.node.read("room")).find(({ node }) => node === one.node.id)?.entries.length,
      2,
    );
    await until("the former is gone", () => downs(other).includes(`${id} down`));
  }
});

Deno.test("redisPresence() says that its former id is gone when all is committed under the new one", async () => {
  await using redis = await startRedis();
  const clock = new ManualClock();
  const client = new UrlClient(redis.url, new SystemClock());
  const connection = new RedisConnection({ client, prefix: "djust", clock });
  const committed = Promise.withResolvers<void>();
  await using one = await take(connection, () => committed.promise);
  await redis.ask("FLUSHALL");
  await assert.rejects(Promise.resolve(one.node.commit(commit("room", 1, [], []))));
  await until("it is another", () => one.told.includes(`renewed ${one.node.id}`));
  // Whatever it has sent by then was executed before this read.
  const hasCleared = async (): Promise<boolean> => {
    await clock.move(2_000);
    await one.node.read("room");
    return /cmdstat_zrem/.test(String(await redis.ask("INFO", "commandstats")));
  };
  assert(!await hasCleared(), "the others may not have it yet");
  committed.resolve();
  await until("it is cleared", hasCleared);
});

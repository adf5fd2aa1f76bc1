/** Clients that an app brings, as the docs say how: ioredis, and @redis/client. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createClient, RESP_TYPES } from "@redis/client";
import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "../../tests/kit/redis_kit.ts";
import { snapshot } from "../../tests/kit/snapshot_kit.ts";
import { until } from "../../tests/until.ts";
import type { HubHost } from "../../server/world/mod.ts";
import { heardBy } from "../contract/presence_heard.ts";
import { type RedisClient, redisCluster } from "./mod.ts";

interface Brought {
  readonly client: RedisClient;
  end(): void;
}

function withIoredis(url: string): Brought {
  const redis = new Redis(url);
  const heard = redis.duplicate();
  for (const one of [redis, heard]) one.on("error", () => {});
  const client: RedisClient = {
    send: ([name = "", ...args]) =>
      redis.callBuffer(
        String(name),
        ...args.map((arg) => typeof arg === "string" ? arg : Buffer.from(arg)),
      ),
    subscribe: (channel) => heard.subscribe(channel),
    unsubscribe: (channel) => heard.unsubscribe(channel),
    onMessage: (listener) =>
      heard.on("messageBuffer", (channel, message) => listener(String(channel), message)),
    onBack: (listener) => heard.on("ready", listener),
  };
  return {
    client,
    end() {
      redis.disconnect();
      heard.disconnect();
    },
  };
}

async function withRedisClient(url: string): Promise<Brought> {
  const redis = createClient({
    url,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
  const heard = redis.duplicate();
  for (const one of [redis, heard]) one.on("error", () => {});
  await Promise.all([redis.connect(), heard.connect()]);
  let listen: (channel: string, message: Uint8Array) => void = () => {};
  const told = (message: Buffer, channel: Buffer): void => listen(String(channel), message);
  const client: RedisClient = {
    send: (command) =>
      redis.sendCommand(
        command.map((arg) => typeof arg === "string" ? arg : Buffer.from(arg)),
      ),
    subscribe: (channel) => heard.subscribe(channel, told, true),
    unsubscribe: (channel) => heard.unsubscribe(channel),
    onMessage: (listener) => listen = listener,
    onBack: (listener) => heard.on("ready", listener),
  };
  return {
    client,
    end() {
      redis.destroy();
      heard.destroy();
    },
  };
}

const CLIENTS: Record<string, (url: string) => Brought | Promise<Brought>> = {
  "ioredis": withIoredis,
  "@redis/client": withRedisClient,
};

async function tried(redis: RedisServer, { client, end }: Brought): Promise<void> {
  const own = redisCluster({ client });
  const other = redisCluster({ url: redis.url });
  try {
    const stored = snapshot({ handled: 3, apart: [5], fields: { text: "é漢🎉" } });
    assert(await own.state.save("a", stored, { ttl: 60_000 }));
    const taken = await own.state.take("a", { holder: "me", attempt: 1, handled: 0 });
    assert.deepEqual(taken, {
      type: "snapshot",
      from: "writer",
      snapshot: { ...stored, epoch: 1, holder: "me", attempt: 1 },
    });
    const fields = { a: new Uint8Array([0, 255, 128]) };
    await own.state.sessions?.write("v", "s", { epoch: 0, fields }, { ttl: 60_000 });
    assert.deepEqual((await own.state.sessions?.read("v", "s"))?.fields, fields);

    const heard: unknown[] = [];
    await own.bus.subscribe("t", (delivery) => {
      heard.push(delivery.type === "gap" ? "gap" : delivery.message);
    });
    await other.bus.publish("t", 1);
    await until("it is heard", () => heard.includes(1));
    await redis.ask("CLIENT", "KILL", "TYPE", "pubsub");
    await until("the gap is heard", () => heard.includes("gap"));
    await other.bus.publish("t", 2);
    await until("it is heard again", () => heard.includes(2));
  } finally {
    for (const { state, bus } of [own, other]) {
      await state.close?.();
      await bus.close?.();
    }
    end();
  }
}

for (const [name, bring] of Object.entries(CLIENTS)) {
  Deno.test(`redisCluster() goes with ${name}`, async () => {
    await using redis = await startRedis();
    await tried(redis, await bring(redis.url));
  });
}

Deno.test("redisCluster() says what is missing in its options", () => {
  const wrong: [options: unknown, says: RegExp][] = [
    [undefined, /give either \{ url/],
    [{}, /give either \{ url/],
    [{ url: "redis://a", client: {} }, /give either \{ url/],
    [{ url: "localhost:6379" }, /the "url" is none; write redis:\/\//],
    [{ url: "redis://a", prefix: "" }, /the "prefix" "" is none/],
    [{ url: "redis://a", prefix: "{a}" }, /the "prefix" "\{a\}" is none/],
    [{ client: { send() {} } }, /the "client" has no subscribe\(\)/],
  ];
  for (const [options, says] of wrong) {
    assert.throws(() => redisCluster(options as never), says);
  }
});

Deno.test("redisCluster() ends with the last of its hubs, and says goodbye before", async () => {
  await using redis = await startRedis();
  const { state, presence, extend } = redisCluster({ url: redis.url });
  const [extension] = extend;
  const hub = {} as HubHost;
  extension?.start?.(hub);
  extension?.start?.(hub);
  const node = await presence.start(heardBy().listener);
  await extension?.close?.();
  assert(await state.save("a", snapshot(), { ttl: 60_000 }), "another hub uses it");
  assert.deepEqual(extension?.stats?.(), { state: "up", unknown: 0 });
  await extension?.close?.();
  assert.equal(await redis.ask("EXISTS", `djust:node:${node.id}`), 1);
  await node.close();
  assert.equal(await redis.ask("EXISTS", `djust:node:${node.id}`), 0, "its lease is given back");
  await assert.rejects(state.remove("a", { ttl: 60_000 }), /the store was closed/);
});

/** Contracts of state stores and buses, on a real Redis, as two processes see it. */

import { busContract, presenceContract, type PresenceNode, stateContract } from "../mod.ts";
import { startRedis } from "../../tests/kit/redis_kit.ts";
import { sessionsContract } from "../../tests/kit/sessions_contract.ts";
import { passIn } from "../../tests/kit/redis_time.ts";
import { until } from "../../tests/until.ts";
import { RedisConnection } from "./line/connection.ts";
import { RedisPresence } from "./presence/redis_presence.ts";
import { redisBus } from "./bus/redis_bus.ts";
import { RedisState, redisState } from "./state/redis_state.ts";

Deno.test("redisState() keeps the contract of state stores", async (t) => {
  await using redis = await startRedis();
  for (const [i, { name, run }] of stateContract.entries()) {
    await t.step(`redisState() ${name}`, () =>
      run(() => {
        const options = { url: redis.url, prefix: `state${i}` };
        const stores = [redisState(options), redisState(options)] as const;
        return {
          stores,
          pass: (ms) => passIn(redis, ms, `${options.prefix}:*`),
          close: async () => {
            for (const store of stores) await store.close?.();
          },
        };
      }));
  }
});

sessionsContract("redisState()", async () => {
  const redis = await startRedis();
  const state = new RedisState(RedisConnection.of({ url: redis.url }));
  return {
    sessions: state.sessions,
    pass: (ms) => passIn(redis, ms, "*"),
    async close() {
      await state.close();
      await redis.kill();
    },
  };
});

Deno.test("redisBus() keeps the contract of buses", async (t) => {
  await using redis = await startRedis();
  for (const [i, { name, run }] of busContract.entries()) {
    await t.step(`redisBus() ${name}`, () =>
      run(() => {
        const options = { url: redis.url, prefix: `bus${i}` };
        const buses = [redisBus(options), redisBus(options)] as const;
        return {
          buses,
          close: async () => {
            for (const bus of buses) await bus.close?.();
          },
        };
      }));
  }
});

Deno.test("redisPresence() keeps the contract of presence stores", async (t) => {
  await using redis = await startRedis();
  for (const [i, { name, run }] of presenceContract.entries()) {
    await t.step(`redisPresence() ${name}`, async () => {
      const prefix = `presence${i}`;
      const lines = new Map<PresenceNode, RedisConnection>();
      const connections: RedisConnection[] = [];
      await run(() => ({
        store() {
          const connection = RedisConnection.of({ url: redis.url, prefix });
          connections.push(connection);
          const store = new RedisPresence(() => connection);
          const start = store.start.bind(store);
          store.start = async (listener) => {
            const node = await start(listener);
            lines.set(node, connection);
            return node;
          };
          return store;
        },
        until: async (what, condition) => void await until(what, condition),
        pass: (ms) => passIn(redis, ms, `${prefix}:lock:*`),
        async kill(node) {
          // No goodbye; and then its lease runs out.
          await lines.get(node)?.close();
          await passIn(redis, 15_000, `${prefix}:node:${node.id}`);
        },
      })).finally(() => Promise.all(connections.map((connection) => connection.close())));
    });
  }
});

/** Contracts of state stores and buses, on a real Redis, as two processes see it. */

import { busContract, stateContract } from "../mod.ts";
import { startRedis } from "../../tests/kit/redis_kit.ts";
import { redisBus } from "./redis_bus.ts";
import { redisState } from "./redis_state.ts";

Deno.test("redisState() keeps the contract of state stores", async (t) => {
  await using redis = await startRedis();
  for (const [i, { name, run }] of stateContract.entries()) {
    await t.step(`redisState() ${name}`, () =>
      run(() => {
        const options = { url: redis.url, prefix: `state${i}` };
        const stores = [redisState(options), redisState(options)] as const;
        return {
          stores,
          pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
          close: async () => {
            for (const store of stores) await store.close?.();
          },
        };
      }));
  }
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

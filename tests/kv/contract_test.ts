/** The stores on a real KV Connect server keep the contracts. */

import { busContract, presenceContract, stateContract } from "@djust/live/stores";
import { LinkBus } from "../../stores/kv/bus.ts";
import { KvHandle } from "../../stores/kv/handle/handle.ts";
import { Keys } from "../../stores/kv/handle/keys.ts";
import { KvNode } from "../../stores/kv/node/node.ts";
import { KvPresence } from "../../stores/kv/presence/presence.ts";
import { KvState } from "../../stores/kv/state/state.ts";
import { startKvServer, TOKEN } from "../kit/kv_server.ts";
import { MovedClock } from "../kit/moved_clock.ts";
import { until } from "../until.ts";

Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);

Deno.test("kvState() on a KV Connect server keeps the contract", async (t) => {
  await using server = await startKvServer();
  for (const [at, { name, run }] of stateContract.entries()) {
    await t.step(name, () =>
      run(() => {
        const clock = new MovedClock();
        const stores = [0, 1].map(() =>
          new KvState({
            handle: new KvHandle({ path: server.url, clock }),
            keys: new Keys(`case ${at}`),
            clock,
          })
        ) as [KvState, KvState];
        return {
          stores,
          pass: (ms) => clock.move(ms),
          close: async () => void await Promise.all(stores.map((store) => store.close())),
        };
      }));
  }
});

Deno.test("kvBus() on a KV Connect server keeps the contract", async (t) => {
  await using server = await startKvServer();
  for (const [at, { name, run }] of busContract.entries()) {
    await t.step(name, () =>
      run(() => {
        const buses = [0, 1].map(() =>
          new LinkBus(new KvNode({ path: server.url, prefix: `case ${at}` }))
        ) as [LinkBus, LinkBus];
        return {
          buses,
          close: async () => void await Promise.all(buses.map((bus) => bus.close())),
        };
      }));
  }
});

Deno.test("kvPresence() on a KV Connect server keeps the contract", async (t) => {
  await using server = await startKvServer();
  for (const [at, { name, run }] of presenceContract.entries()) {
    await t.step(name, async () => {
      const clock = new MovedClock();
      await run(() => ({
        store: () =>
          new KvPresence(() => {
            const node = new KvNode({ path: server.url, prefix: `case ${at}`, clock });
            return { node, end: () => node.close() };
          }),
        until: async (what, condition) => void await until(what, condition),
        pass: (ms) => clock.move(ms),
      }));
    });
  }
});

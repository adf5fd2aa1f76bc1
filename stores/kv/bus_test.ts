/** The bus on Deno KV keeps the contract: in memory, in a file, seen by several nodes. */

import { busContract, type BusStand } from "../contract/bus.ts";
import { kvBus } from "./mod.ts";

/** Several nodes on one file; each has a handle of its own. */
async function onFile(nodes: number): Promise<BusStand> {
  const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
  const [first = kvBus(), ...rest] = Array.from(
    { length: nodes },
    () => kvBus({ path: `${folder}/kv.db` }),
  );
  const buses = [first, ...rest] as const;
  return {
    buses,
    close: async () => {
      for (const bus of buses) await bus.close?.();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

for (const { name, run } of busContract) {
  Deno.test(`kvBus() in memory ${name}`, () =>
    run(() => {
      const bus = kvBus({ path: ":memory:" });
      return { buses: [bus], close: () => bus.close?.() };
    }));
  Deno.test(`kvBus() on a file ${name}`, () => run(() => onFile(1)));
  Deno.test(`kvBus() of two nodes on a file ${name}`, () => run(() => onFile(2)));
}

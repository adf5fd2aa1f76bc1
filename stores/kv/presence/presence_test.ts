/** Presence on Deno KV keeps the contract: several nodes on one file. */

import { until } from "../../../tests/until.ts";
import { presenceContract } from "../../contract/presence.ts";
import { MovedClock } from "../../../tests/kit/moved_clock.ts";
import { KvNode } from "../node/node.ts";
import { KvPresence } from "./presence.ts";

for (const { name, run } of presenceContract) {
  Deno.test(`kvPresence() on a file ${name}`, async () => {
    const clock = new MovedClock();
    const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
    try {
      await run(() => ({
        store: () =>
          new KvPresence(() => {
            const node = new KvNode({ path: `${folder}/kv.db`, clock });
            return { node, end: () => node.close() };
          }),
        until: async (what, condition) => void await until(what, condition),
        pass: (ms) => clock.move(ms),
      }));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

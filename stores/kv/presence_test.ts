/** Presence on Deno KV keeps the contract: several nodes on one file. */

import { until } from "../../tests/until.ts";
import { presenceContract } from "../contract/presence.ts";
import { kvPresence } from "./mod.ts";

for (const { name, run } of presenceContract) {
  Deno.test(`kvPresence() on a file ${name}`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
    try {
      await run({
        store: () => kvPresence({ path: `${folder}/kv.db` }),
        until: async (what, condition) => void await until(what, condition),
        pass: (ms) => new Promise((done) => setTimeout(done, ms)),
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

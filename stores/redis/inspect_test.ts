/** The operator's command on a real Redis. */

import assert from "node:assert/strict";
import { startRedis } from "../../tests/kit/redis_kit.ts";
import { snapshot } from "../../tests/kit/snapshot_kit.ts";
import { runCli } from "../cli/main.ts";
import { commit, entry, put } from "../contract/presence_case.ts";
import { heardBy } from "../contract/presence_heard.ts";
import { redisCluster } from "./redis_cluster.ts";

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await runCli(args, (line) => lines.push(line));
  return { code, said: lines.join("\n") };
}

Deno.test("the command tells what is in a Redis, and clears after the dead", async () => {
  await using redis = await startRedis();
  assert.equal((await run("health", redis.url)).code, 1, "there is nobody");
  const { state, bus, presence } = redisCluster({ url: redis.url });
  await state.save("hash", snapshot({ handled: 3 }), { ttl: 3_600_000 });
  await state.remove("gone", { ttl: 3_600_000 });
  await state.sessions?.write("v", "s", { epoch: 0, fields: {} }, { ttl: 3_600_000 });
  const node = await presence.start(heardBy().listener);
  const ada = entry("a");
  await node.commit(commit("room", 1, [put(ada)], [ada]));

  const health = await run("health", redis.url);
  assert.equal(health.code, 0);
  assert.match(health.said, new RegExp(`^${node.id} up, started \\d+ s ago$`));
  const stats = await run("stats", redis.url);
  assert.match(
    stats.said,
    /^snapshots: 2, .*\nsessions: 2, .*\nnodes: 1, .*\nrooms: 1, .*\nlocks: 0/,
  );
  const instances = JSON.parse((await run("instances", redis.url, "--json")).said);
  assert.equal(instances.length, 1, "a tombstone is none");
  const [{ id, handled, left }] = instances;
  assert.deepEqual({ id, handled }, { id: "hash", handled: 3 });
  assert(left > 3_000_000 && left <= 3_600_000);
  assert.equal(
    (await run("instances", redis.url, "--prefix=other")).said,
    "There are no snapshots",
  );

  assert.equal((await run("clear", redis.url)).said, "Cleared: 0");
  const dead = "d".repeat(22);
  await redis.ask("ZADD", "djust:nodes:", "1000", dead);
  await redis.ask("HSET", `djust:record:${dead}`, "e", "epoch");
  assert.match((await run("health", redis.url)).said, new RegExp(`${dead} silent`));
  assert.equal((await run("clear", redis.url)).said, "Cleared: 1");
  assert.equal(await redis.ask("EXISTS", `djust:record:${dead}`), 0);

  await node.close();
  await state.close?.();
  await bus.close?.();
});

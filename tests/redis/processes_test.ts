/** Real processes on a real Redis: pages outlive theirs, hear each other, and nothing keeps one alive. */

import assert from "node:assert/strict";
import { visit } from "../journeys/visitor.ts";
import { startRedis } from "../kit/redis_kit.ts";
import { type ProcessOptions, type ServerProcess, startProcess } from "../process.ts";
import { startProxy } from "../proxy.ts";
import { until } from "../until.ts";

function startBoard(url: string, options: ProcessOptions = {}): Promise<ServerProcess> {
  const { command = "run" } = options;
  return startProcess("tests/redis/board_server.ts", {
    ready: "/_djust/health",
    ...options,
    args: command === "run" ? ["--run"] : [],
    env: { DJUST_SECRET: "a secret of all processes of the test", REDIS_URL: url },
  });
}

Deno.test("a page goes on at another process from its snapshot in Redis, and hears what is told there", async () => {
  await using redis = await startRedis();
  await using one = await startBoard(redis.url);
  await using two = await startBoard(redis.url);
  await using proxy = startProxy([one.port]);
  await using visitor = await visit(proxy.url);
  await using other = await visit(two.url);
  await visitor.live();
  await other.live();
  for (const count of [1, 2, 3]) assert.equal(await visitor.djust.pushEvent("increment"), count);
  await visitor.djust.pushEvent("tell");
  await until("the news is at the other process", () => other.text("p") === "count 3");
  await until("they see each other", () => visitor.text("i") === "2" && other.text("i") === "2");
  await until("the snapshot is written", async () => {
    const keys = await redis.ask("KEYS", "djust:s:*") as string[];
    const handled = await Promise.all(keys.map((key) => redis.ask("HGET", key, "h")));
    return handled.includes("4");
  });
  const { document } = visitor;
  await one.kill();
  proxy.setUpstreams([two.port]);
  proxy.cut();
  await visitor.live();
  assert.equal(await visitor.djust.pushEvent("increment"), 4);
  assert(visitor.document === document, "the page is the same one");
  await other.djust.pushEvent("tell");
  await until("it hears the others", () => visitor.text("p") === "count 0");
});

Deno.test("pages go on while Redis is away, and hear each other again when it is back", async () => {
  await using redis = await startRedis();
  await using one = await startBoard(redis.url);
  await using two = await startBoard(redis.url);
  await using visitor = await visit(one.url);
  await using other = await visit(two.url);
  await visitor.live();
  await other.live();
  await until("they see each other", () => visitor.text("i") === "2" && other.text("i") === "2");
  await redis.kill();
  for (const count of [1, 2]) assert.equal(await visitor.djust.pushEvent("increment"), count);
  await visitor.djust.pushEvent("tell");
  await until("it hears itself", () => visitor.text("p") === "count 2");
  await redis.start();
  await until("the other hears it again", async () => {
    await visitor.djust.pushEvent("tell");
    return other.text("p") === "count 2";
  });
  await until(
    "they see each other again",
    () => visitor.text("i") === "2" && other.text("i") === "2",
  );
  assert.doesNotMatch(one.output() + two.output(), /Uncaught|unhandled/i);
});

for (const command of ["run", "serve", "serve --parallel"] as const) {
  Deno.test(`deno ${command}: Redis keeps no process alive that is asked to end`, async () => {
    await using redis = await startRedis();
    await using server = await startBoard(redis.url, { command });
    await using visitor = await visit(server.url);
    await visitor.live();
    assert.equal(await visitor.djust.pushEvent("increment"), 1);
    const { code } = await server.terminate();
    assert([0, 143].includes(code), `it ended with ${code}: ${server.output()}`);
    const keys = await redis.ask("KEYS", "djust:s:*") as string[];
    assert.equal(keys.length, 1, "the snapshot was written before the end");
  });
}

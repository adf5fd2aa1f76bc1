/** startProcess() starts servers that can be ended. */

import assert from "node:assert/strict";
import { startProcess } from "./process.ts";

const SCRIPT = "tests/fixtures/echo_server.ts";

async function textOf(url: string): Promise<string> {
  return await (await fetch(url)).text();
}

Deno.test("startProcess() runs a script that listens on PORT, and SIGTERM ends it", async () => {
  await using server = await startProcess(SCRIPT, {
    args: ["--listen"],
    env: { SECRET: "told" },
  });
  assert.equal(await textOf(`${server.url}/pid`), String(server.pid));
  assert.equal(await textOf(`${server.url}/secret`), "told");
  assert.equal((await server.terminate()).code, 0);
  assert.match(server.output(), /goodbye/);
  await assert.rejects(fetch(server.url));
});

Deno.test("startProcess() serves a default export, and SIGKILL ends it without a word", async () => {
  await using server = await startProcess(SCRIPT, { command: "serve" });
  assert.equal(await textOf(server.url), "ok");
  assert.equal((await server.kill()).signal, "SIGKILL");
});

Deno.test("startProcess() serves in parallel", async () => {
  await using server = await startProcess(SCRIPT, { command: "serve --parallel" });
  assert.equal(await textOf(server.url), "ok");
});

Deno.test("startProcess() says what a script wrote that did not start", async () => {
  const starting = startProcess(SCRIPT, { args: ["--fail"] });
  await assert.rejects(starting, /Cannot start "tests\/fixtures.*[\s\S]*failed on purpose/);
});

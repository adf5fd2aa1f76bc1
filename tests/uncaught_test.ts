/** What views let go of, and what visitors make up, costs an answer or a line in the log: no process. */

import assert from "node:assert/strict";
import { startProcess } from "./process.ts";
import { goLive } from "./raw_page.ts";
import { until } from "./until.ts";

Deno.test("a promise or a timer that fails where nobody waits is logged, and the process goes on", async () => {
  await using server = await startProcess("tests/uncaught_server.ts", {
    command: "serve",
    env: { DJUST_SECRET: "s".repeat(32) },
  });
  await using socket = (await goLive(server.url)).socket;
  for (const name of ["promise", "timer"]) {
    socket.send(JSON.stringify(name));
    await socket.next();
    await until("it is logged", () => server.output().includes(`nobody waits for this ${name}`));
  }
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
});

Deno.test("an event with the name of a getter runs nothing", async () => {
  await using server = await startProcess("tests/uncaught_server.ts", {
    command: "serve",
    env: { DJUST_SECRET: "s".repeat(32) },
  });
  await using socket = (await goLive(server.url)).socket;
  for (const name of ["total", "constructor", "__proto__", "flash", "url"]) {
    socket.send(JSON.stringify(name));
    assert.deepEqual(await socket.next(), [1, { x: [[0, "undeclared"]] }], name);
  }
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
  assert.doesNotMatch(server.output(), /a getter ran/);
});

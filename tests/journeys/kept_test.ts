/** Development without an option: a restart keeps the page, its state and what was typed; workers are one. */

import assert from "node:assert/strict";
import { freePort, type ProcessOptions, startProcess } from "../process.ts";
import { until } from "../until.ts";
import { visit } from "./visitor.ts";

const SCRIPT = "tests/fixtures/kept_server.ts";

/** No permission but the network: development asks for none. */
const start = (port: number, command: ProcessOptions["command"], ...args: string[]) =>
  startProcess(SCRIPT, {
    port,
    command: command ?? "run",
    permissions: command === "run" ? ["--allow-net"] : [],
    args: command === "run" ? ["--run", ...args, String(port)] : args,
  });

for (const command of ["run", "serve", "serve --parallel"] as const) {
  Deno.test(`deno ${command}: a restart keeps page, state and what was typed`, async () => {
    const port = freePort();
    const server = await start(port, command);
    await using visitor = await visit(server.url);
    await visitor.live();
    for (const count of [1, 2, 3]) assert.equal(await visitor.djust.pushEvent("increment"), count);
    visitor.type("#draft", "typed before the save");
    const { document } = visitor;
    await server.terminate();
    await until("the line is lost", () => !visitor.isLive);
    await using again = await start(port, command);
    await visitor.live();
    assert.equal(await visitor.djust.pushEvent("increment"), 4);
    await until("it is shown", () => visitor.text("output") === "4");
    assert.equal(visitor.find<HTMLInputElement>("#draft").value, "typed before the save");
    assert.deepEqual(visitor.went, []);
    assert(visitor.document === document, "the page is the same one");
    assert.doesNotMatch(server.output() + again.output(), /kept-secret|kept-state|error/i);
  });
}

Deno.test("deno serve --parallel: a page of one worker is live at any other, without a reload", async () => {
  await using server = await start(freePort(), "serve --parallel");
  for (let i = 0; i < 8; i++) {
    await using visitor = await visit(server.url);
    await visitor.live();
    assert.equal(await visitor.djust.pushEvent("increment"), 1);
    assert.deepEqual(visitor.went, []);
  }
});

Deno.test("where nothing can be kept, pages are live, and the log says the lines to add, once", async () => {
  await using server = await start(freePort(), "run", "--no-storage");
  for (let i = 0; i < 2; i++) {
    await using visitor = await visit(server.url);
    await visitor.live();
    assert.equal(await visitor.djust.pushEvent("increment"), 1);
  }
  await until("both are said", () =>
    /DJUST_SECRET=…[^]*\[kept-secret\]/.test(server.output()) &&
    /\{ state: false \}[^]*\[kept-state\]/.test(server.output()));
  assert.equal(server.output().split("[kept-secret]").length, 2);
  assert.equal(server.output().split("[kept-state]").length, 2);
});

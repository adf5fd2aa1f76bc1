/** A process that is asked to end sends its pages away first, and ends. */

import assert from "node:assert/strict";
import { startProcess } from "./process.ts";
import { goLive } from "./raw_page.ts";
import { until } from "./until.ts";

/** Workers of `--parallel`. */
const WORKERS = 2;

for (const command of ["run", "serve", "serve --parallel"] as const) {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    Deno.test(`deno ${command} drains its sockets and ends within 5 s of ${signal}`, async () => {
      await using server = await startProcess("tests/fixtures/live_server.ts", {
        command,
        args: command === "run" ? ["--run"] : [],
        env: { DJUST_SECRET: "s".repeat(32), DENO_JOBS: String(WORKERS) },
        ready: "/_djust/health",
      });
      // A worker that is still starting hears no signal, and keeps the process for good.
      const count = command === "serve --parallel" ? WORKERS : 1;
      await until(
        "all workers have started",
        () => server.output().split("live route at").length > count,
        { within: 20_000 },
      );
      const { socket } = await goLive(server.url);
      const from = performance.now();
      const ending = server.terminate(signal);
      const [code, after] = await socket.next() as [number, number];
      assert.equal(code, -11, server.output());
      assert(after >= 0 && after <= 1_000);
      const told = performance.now() - from;
      let isOver = false;
      void ending.then(() => isOver = true);
      await until("it has ended", () => isOver, { within: 10_000 });
      const ended = performance.now() - from;
      console.log(`told after ${Math.round(told)} ms, ended after ${Math.round(ended)} ms`);
      const times = `told after ${told} ms, ended after ${ended} ms`;
      assert(told < 2_000 && ended < 5_000, `${times}: ${server.output()}`);
      await socket.ended();
      assert.doesNotMatch(server.output(), /rror/);
    });
  }
}

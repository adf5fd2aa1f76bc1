/** Processes that share a file end when they are asked to, with no more permissions than they need. */

import assert from "node:assert/strict";
import { startProcess } from "../process.ts";
import { goLive } from "../raw_page.ts";
import { until } from "../until.ts";

const WORKERS = 2;

for (const command of ["serve", "serve --parallel"] as const) {
  Deno.test(`deno ${command} with kvCluster() on a file drains and ends within 5 s of SIGTERM`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
    try {
      const file = `${folder}/kv.db`;
      await using server = await startProcess("tests/kv/cluster_server.ts", {
        command,
        env: { DJUST_SECRET: "s".repeat(32), DENO_JOBS: String(WORKERS), KV_PATH: file },
        permissions: [
          "--allow-env=DJUST_SECRET,KV_PATH",
          `--allow-read=${file}`,
          `--allow-write=${file}`,
        ],
        ready: "/_djust/health",
      });
      // A worker that is still starting hears no signal, and keeps the process for good.
      const count = command === "serve --parallel" ? WORKERS : 1;
      await until(
        "all workers have started",
        () => server.output().split("live routes at").length > count,
      );
      const { socket } = await goLive(server.url);
      const from = performance.now();
      const ending = server.terminate();
      const [code] = await socket.next() as [number];
      assert.equal(code, -11, server.output());
      let isOver = false;
      void ending.then(() => isOver = true);
      await until("it has ended", () => isOver, { within: 10_000 });
      const ended = performance.now() - from;
      assert(ended < 5_000, `${ended} ms\n${server.output()}`);
      await socket.ended();
      assert.doesNotMatch(server.output(), /rror/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** Pages of processes that share a Deno KV: they hear each other, and go on in another when theirs is gone. */

import assert from "node:assert/strict";
import { runCli } from "@djust/live/cli";
import { TOKEN } from "../kit/kv_server.ts";
import { type ServerProcess, startProcess } from "../process.ts";
import { goLive, RawSocket } from "../raw_page.ts";
import { until } from "../until.ts";
import { PLACES } from "./places.ts";

Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);

function startServer(path: string): Promise<ServerProcess> {
  return startProcess("tests/kv/cluster_server.ts", {
    command: "serve",
    env: { DJUST_SECRET: "s".repeat(32), KV_PATH: path },
    ready: "/_djust/health",
  });
}

/** Whether the only snapshot in the store has so many events in it. */
async function isKept(path: string, handled: number): Promise<boolean> {
  const lines: string[] = [];
  await runCli(["instances", path, "--json"], (line) => lines.push(line));
  const [instance] = JSON.parse(lines[0] ?? "[]") as { handled: number }[];
  return instance?.handled === handled;
}

/** What comes until something in it matches. */
async function heard(socket: RawSocket, what: RegExp): Promise<string> {
  const text = JSON.stringify(await socket.next());
  return what.test(text) ? text : await heard(socket, what);
}

for (const [where, on] of PLACES) {
  for (const end of ["SIGKILL", "SIGTERM"] as const) {
    Deno.test(`a page goes on in another process on ${where} when its own got ${end}`, () =>
      on(async (path) => {
        await using one = await startServer(path);
        await using other = await startServer(path);
        const { page, socket, joined } = await goLive(one.url);
        for (let count = 1; count <= 3; count++) {
          socket.send('"increment"');
          await heard(socket, new RegExp(` at ${count}`));
        }
        if (end === "SIGKILL") await until("it is kept", () => isKept(path, 3));
        await one.terminate(end);
        await socket.ended();
        const back = await RawSocket.open(other.url, { cookie: page.cookie });
        assert(back);
        await using _ = back;
        const counted = { got: 99, answered: 3, sent: 3, queued: 0, pristine: 0 };
        back.send([-2, 0, { v: 1, b: "0", try: 2, token: joined[3], ...counted }]);
        await heard(back, / at 3/);
        back.send('"increment"');
        await heard(back, / at 4/);
      }));
  }

  Deno.test(`pages of two processes on ${where} hear each other`, () =>
    on(async (path) => {
      await using one = await startServer(path);
      await using other = await startServer(path);
      const first = (await goLive(one.url)).socket;
      const second = (await goLive(other.url)).socket;
      await using _ = first;
      await using __ = second;
      for (const [from, to, { pid }] of [[first, second, one], [second, first, other]] as const) {
        // The first may come before the other listens.
        let isHeard = false;
        void heard(to, new RegExp(`${pid} at`)).then(() => isHeard = true);
        await until("it is heard", () => {
          if (!isHeard) from.send('"increment"');
          return isHeard;
        }, { every: 200 });
      }
    }));

  Deno.test(`people of two processes on ${where} see each other, and who was killed is gone`, () =>
    on(async (path) => {
      await using one = await startServer(path);
      await using other = await startServer(path);
      const first = (await goLive(one.url, "/room")).socket;
      await using _ = first;
      const second = (await goLive(other.url, "/room")).socket;
      await heard(first, new RegExp(`of ${other.pid}`));
      await heard(second, new RegExp(`of ${one.pid}`));
      await other.kill();
      await heard(first, new RegExp(`"of ${one.pid}"`));
      await second.ended();
    }));
}

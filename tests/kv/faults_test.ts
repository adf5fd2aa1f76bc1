/** What must not happen on one Deno KV: ghosts, a removed snapshot that is back, a crash. */

import assert from "node:assert/strict";
import { startKvServer } from "../kit/kv_server.ts";
import { outputOf } from "../output.ts";
import { freePort } from "../process.ts";
import { until } from "../until.ts";
import { type KvProcess, withNodes } from "./several.ts";
import { onFile, PLACES } from "./places.ts";

const who = (node: KvProcess): Promise<string[]> => node.ask<string[]>("/who");

for (const [where, on] of PLACES) {
  Deno.test(`people of a killed process on ${where} are gone, and its lock is free`, () =>
    on((path) =>
      withNodes(path, 2, async (one, other) => {
        assert(one && other);
        await other.ask("/join?key=ada&order=1");
        await until("ada is seen", async () => (await who(one)).includes("ada"));
        assert.equal(await other.ask("/lock?key=ada"), true);
        assert.equal(await one.ask("/lock?key=bob"), false);
        await one.ask("/join?key=bob&order=1");
        await until("bob is seen", async () => (await who(other)).includes("bob"));
        await other.process.kill();
        await until("nobody is there", async () => (await who(one)).length === 0);
        await until("the lock is free", () => one.ask("/lock?key=bob"));
        await until(
          "it was told",
          async () => (await one.ask<string[]>("/told")).includes("down"),
        );
      })
    ));
}

Deno.test("a frozen process on a file leaves and is back, without being told that others left", () =>
  onFile((path) =>
    withNodes(path, 2, async (one, other) => {
      assert(one && other);
      await other.ask("/join?key=ada&order=1");
      await one.ask("/join?key=bob&order=1");
      await until("ada is seen", async () => (await who(one)).includes("ada"));
      await until("bob is seen", async () => (await who(other)).includes("bob"));
      Deno.kill(other.process.pid, "SIGSTOP");
      await until("ada has left", async () => (await who(one)).length === 0);
      Deno.kill(other.process.pid, "SIGCONT");
      await until("ada is back", async () => (await who(one)).includes("ada"));
      assert.equal((await other.ask<string[]>("/told")).includes("down"), false);
    })
  ));

Deno.test("a save that hangs while its server is killed never brings back what was removed", async () => {
  await using server = await startKvServer();
  await withNodes(server.url, 2, async (one, other) => {
    assert(one && other);
    for (let round = 0; round < 3; round++) {
      const key = `secret-${round}`;
      assert.equal(await one.ask(`/save?key=${key}&order=1&size=5000`), true);
      server.signal("SIGSTOP");
      // It may land whenever it likes: before the removal or behind it.
      const late = one.ask(`/save?key=${key}&order=2&size=5000`).then(String, String);
      await server.stop();
      await server.start();
      await other.ask(`/remove?key=${key}`);
      await late;
      await until("both are well again", async () => {
        const all = await Promise.all(
          [one, other].map((node) => node.ask<{ state: string }>("/status")),
        );
        return all.every(({ state }) => state === "up");
      });
      assert.equal(await one.ask(`/save?key=${key}&order=3&size=5000`), false);
      assert.equal(await other.ask(`/take?key=${key}`), "none");
    }
  });
});

Deno.test("a disk that is full harms no process, and nothing that was written", () =>
  onFile(async (path) => {
    const port = freePort();
    const url = `http://127.0.0.1:${port}`;
    // The limit of a file's size, in KB, stands for the disk.
    const script = `trap '' XFSZ; ulimit -f 2048; exec "$@"`;
    const child = new Deno.Command("bash", {
      args: [
        ...["-c", script, "bash", Deno.execPath(), "run", "-A", "--no-check", "--quiet"],
        new URL("node_process.ts", import.meta.url).pathname,
      ],
      cwd: new URL("../../", import.meta.url),
      env: { KV_PATH: path, PORT: String(port), NO_COLOR: "1" },
      ...{ stdin: "null", stdout: "piped", stderr: "piped" },
    }).spawn();
    const output = outputOf(child);
    const ask = async (what: string): Promise<{ value?: unknown; error?: string }> =>
      await (await fetch(url + what)).json();
    try {
      await until("it answers", async () => (await ask("/")).value === "ready");
      assert.equal((await ask("/save?key=first&order=1&size=1000")).value, true);
      const saves = await Promise.all(
        Array.from({ length: 12 }, (_, at) => ask(`/save?key=k${at}&order=1&size=400000`)),
      );
      const refused = saves.filter(({ error }) => error);
      assert(refused.length > 0, "the disk was never full");
      assert.match(refused[0]?.error ?? "", /full|disk|I\/O/i);
      const taken = (await ask("/take?key=first")).value;
      // Taking it writes, which may fail as well: then it is told, and nothing is lost.
      if (taken) assert.deepEqual(taken, { order: 1, epoch: 1, isWhole: true });
      assert.equal((await ask("/")).value, "ready", output.text());
    } finally {
      child.kill("SIGKILL");
      await child.status;
      await output.ended;
    }
  }));

Deno.test("a process that is killed while it writes leaves whole snapshots, old ones or new ones", () =>
  onFile((path) =>
    withNodes(path, 1, async (reader) => {
      assert(reader);
      for (const patience of [0, 15]) {
        await withNodes(path, 1, async (writer) => {
          assert(writer);
          const keys = Array.from({ length: 6 }, (_, at) => `k${patience}-${at}`);
          for (const key of keys) await writer.ask(`/save?key=${key}&order=1&size=150000`);
          const saves = keys.map((key) =>
            writer.ask(`/save?key=${key}&order=2&size=90000`).then(() => {}, () => {})
          );
          await new Promise((done) => setTimeout(done, patience));
          await writer.process.kill();
          await Promise.all(saves);
          for (const key of keys) {
            const taken = await reader.ask<{ order: number; isWhole: boolean }>(`/take?key=${key}`);
            assert(taken.isWhole && [1, 2].includes(taken.order), JSON.stringify(taken));
          }
        });
      }
    })
  ));

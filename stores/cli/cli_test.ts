/** The command of an operator: what it reads of a Deno KV, what it clears, what it does not understand. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import { MovedClock } from "../../tests/kit/moved_clock.ts";
import { kvCluster } from "../kv/mod.ts";
import { stateWith } from "../kv/stores.ts";
import { runCli } from "./main.ts";

async function said(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await runCli(args, (line) => lines.push(line));
  return { code, lines };
}

/** A file with two processes, a snapshot, one that has expired, and people in a room. */
async function withFile(run: (file: string, end: () => Promise<void>) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
  const file = `${folder}/kv.db`;
  const { state, bus, extend } = kvCluster({ path: file, heartbeat: 100, timeout: 1_000 });
  const body = new Uint8Array(100_000);
  const snapshot = {
    ...{ epoch: 3, attempt: 0, holder: "h", order: 0, handled: 7, codec: 1, date: Date.now() },
    body,
  };
  await bus.publish("t", 1);
  await state.save("kept", snapshot, { ttl: 600_000 });
  // Deno KV gives what has expired for a while.
  const past = new MovedClock();
  past.move(-3_600_000);
  const earlier = stateWith({ path: file }, past);
  await earlier.save("over", { ...snapshot, body: new Uint8Array(1) }, { ttl: 600_000 });
  await earlier.close?.();
  await state.sessions?.write("v", "s", { epoch: 0, fields: {} }, { ttl: 600_000 });
  let isEnded = false;
  const end = async (): Promise<void> => {
    if (isEnded) return;
    isEnded = true;
    for (const one of extend) await one.close?.();
    await state.close?.();
  };
  try {
    await run(file, end);
  } finally {
    await end();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("stats, instances and health say what there is, and clear what is over", () =>
  withFile(async (file) => {
    const stats = await said("stats", file);
    assert.equal(stats.code, 0);
    const text = stats.lines.join("\n");
    assert.match(text, /^snapshots: 2, 9\d\.\d KB, 1 of them expired$/m);
    assert.match(text, /^sessions: 1, /m);
    assert.match(text, /^nodes: 1, /m);
    const instances = await said("instances", file);
    assert.equal(instances.lines.length, 1);
    assert.match(
      instances.lines[0] ?? "",
      /^[\w-]{43} 9\d\.\d KB, 7 events, epoch 3, written \d s ago, for 10 min more$/,
    );
    const health = await said("health", file, "--look=400");
    assert.equal(health.code, 0);
    assert.match(health.lines.join("\n"), /^[\w-]{22} up, started \d+ s ago$/);
    assert.deepEqual(await said("clear", file, "--look=400"), { code: 0, lines: ["Cleared: 1"] });
    assert.match((await said("stats", file)).lines.join("\n"), /^snapshots: 1, 9\d\.\d KB$/m);
  }));

Deno.test("health is 1 where no process is up; clear takes what the dead left", () =>
  withFile(async (file, end) => {
    using kv = await Deno.openKv(file);
    // As it stood before the process said goodbye.
    const before = [];
    for await (const entry of kv.list({ prefix: ["djust"] })) before.push(entry);
    await end();
    for (const { key, value } of before) await kv.set(key, value);
    const health = await said("health", file, "--look=10");
    assert.deepEqual([health.code, health.lines.length], [1, 1]);
    assert.match(health.lines[0] ?? "", /silent/);
    assert.deepEqual((await said("clear", file, "--look=10")).lines, ["Cleared: 2"]);
    const { code, lines } = await said("health", file, "--look=0", "--json");
    assert.deepEqual([code, lines], [1, ["[]"]]);
  }));

Deno.test("two apps on one store: another prefix, and nothing is there", () =>
  withFile(async (file) => {
    assert.deepEqual((await said("instances", file, "--prefix=other")).lines, [
      "There are no snapshots",
    ]);
  }));

Deno.test("what is not understood is said, with the help", async () => {
  for (
    const [args, wrong] of [
      [[], /Which command/],
      [["look", "x"], /"look" is no command/],
      [["stats"], /Give one address/],
      [["stats", "x", "--deep"], /"--deep" is no option/],
      [["clear", "x", "--look="], /"--look=" is no option/],
      [["stats", "mongodb://x"], /no store has such an address/],
    ] as const
  ) {
    const { code, lines } = await said(...args);
    assert.equal(code, 2);
    assert.match(lines[0] ?? "", wrong);
    assert.match(lines.join("\n"), /clear {6}clears what has expired/);
  }
});

Deno.test("a file that is not there is refused, and not made", async () => {
  const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
  try {
    for (const command of ["stats", "health", "instances", "clear"]) {
      const { code, lines } = await said(command, `${folder}/typo.db`, "--look=0");
      assert.equal(code, 1);
      assert.match(lines.join("\n"), /^Cannot \w+: there is no file ".*typo\.db"; give /);
    }
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("--help is the usage, and nothing is wrong", async () => {
  for (const args of [["--help"], ["-h"], ["stats", "--help"]]) {
    const { code, lines } = await said(...args);
    assert.equal(code, 0);
    assert.match(lines[0] ?? "", /cli <command> <address>/);
  }
});

/** A step ends, and tells how, whatever its process does. */

import assert from "node:assert/strict";
import { NOTHING } from "./counts.ts";
import { run } from "./run.ts";
import type { Step } from "./steps.ts";

const FAILED = { ...NOTHING, failed: 1 };

/** A check that runs this code. */
function evaluated(code: string): Step {
  return { type: "check", name: "code", args: ["eval", code], over: [] };
}

Deno.test("run() tells what a step printed, and whether it passed", async () => {
  const passed = await run(evaluated(`console.log("fine")`));
  assert.deepEqual([passed.counts, passed.output], [{ ...NOTHING, passed: 1 }, "fine\n"]);
  const failed = await run(evaluated(`console.error("bad"); Deno.exit(3)`));
  assert.deepEqual([failed.counts, failed.output], [FAILED, "bad\n"]);
});

Deno.test("run() tells a step how many files it may run beside each other, and what else", async () => {
  const code = `console.log(Deno.env.get("DENO_JOBS"), Deno.env.get("IT"))`;
  const step = evaluated(code) as Extract<Step, { args: unknown }>;
  const { output } = await run({ ...step, lanes: 3, env: { IT: "is" } });
  assert.equal(output, "3 is\n");
});

Deno.test("run() ends a step that hangs, and says so", async () => {
  const { counts, output } = await run(evaluated(`setInterval(() => {}, 1000)`), { limit: 300 });
  assert.deepEqual(counts, FAILED);
  assert.match(output, /Ended by SIGKILL: it took longer than 0\.3 s/);
});

Deno.test("run() does not wait for children that a dead process left behind", async () => {
  const code = `const { pid } = new Deno.Command(Deno.execPath(), {
    args: ["eval", "setTimeout(() => {}, 600_000)"], stdin: "null",
  }).spawn();
  console.log("child " + pid);
  Deno.kill(Deno.pid, "SIGKILL");`;
  const { counts, output } = await run(evaluated(code));
  assert.deepEqual(counts, FAILED);
  const pid = Number(/^child (\d+)$/m.exec(output)?.[1]);
  // It is still there.
  Deno.kill(pid, "SIGKILL");
});

Deno.test("run() has failed where it cannot start", async () => {
  const nowhere = new URL("./nowhere/", import.meta.url);
  const { counts, output } = await run(evaluated(""), { root: nowhere });
  assert.deepEqual(counts, FAILED);
  assert.match(output, /^Cannot run "code": /);
});

Deno.test("run() skips a missing tool, and says so", async () => {
  const tool: Step = { type: "tool", name: "x", programs: ["x"], variable: "X_PATH" };
  const { counts, output } = await run(tool, { env: { CI: "", X_PATH: "/nowhere/x" } });
  assert.deepEqual(counts, { ...NOTHING, skipped: 1 });
  assert.match(output, /^!!! x is missing \(X_PATH is "\/nowhere\/x"\): .* set X_PATH$/m);
});

/** Who waits for a long step hears that it is running. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { Progress, progressOf } from "./progress.ts";

Deno.test("progressOf() tells which steps are running, and for how long", () => {
  const running = new Map([["lint", 1_000], ["tests: documentation", 11_400]]);
  assert.equal(
    progressOf(running, 16_000),
    "… running: lint (15 s so far), tests: documentation (5 s so far)",
  );
});

Deno.test("Progress reports while something is running, and then no more", async () => {
  const said: string[] = [];
  {
    using progress = new Progress((line) => said.push(line), 5);
    const result = await progress.during("lint", async () => {
      await until("it has been told twice", () => said.length >= 2);
      return 7;
    });
    assert.equal(result, 7);
    assert.equal(said[1], "… running: lint (0 s so far)");
    await assert.rejects(progress.during("fmt", () => Promise.reject(new Error("on purpose"))));
    said.length = 0;
    let turns = 0;
    await until("time has passed", () => ++turns > 5);
  }
  assert.deepEqual(said, []);
});

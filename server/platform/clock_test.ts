import assert from "node:assert/strict";
import { SystemClock } from "./clock.ts";

Deno.test("SystemClock.timer() waits for days, or for ever, where the platform would not at all", async () => {
  const clock = new SystemClock();
  const due: number[] = [];
  const cancels = [30 * 86_400_000, Infinity].map((ms) => clock.timer(ms, () => due.push(ms)));
  await new Promise<void>((resolve) => clock.timer(10, resolve));
  assert.deepEqual(due, []);
  assert.equal(clock.timers, 2);
  for (const cancel of cancels) cancel();
  assert.equal(clock.timers, 0);
});

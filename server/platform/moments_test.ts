import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { Moments } from "./moments.ts";

function moments() {
  const clock = new ManualClock();
  const said: string[] = [];
  let timers = 0;
  const all = new Moments(() => clock.now(), (ms, run) => {
    timers++;
    return clock.timer(ms, run);
  });
  const wait = (ms: number, name: string) =>
    all.after(ms, () => void said.push(`${name} at ${clock.now()}`));
  return { clock, said, wait, all, timers: () => timers };
}

Deno.test("who waits about as long is called by one timer, never late", async () => {
  const { clock, said, wait, timers } = moments();
  for (const name of ["a", "b", "c"]) wait(16, name);
  await clock.move(1);
  wait(16, "d");
  wait(30, "e");
  await clock.move(40);
  assert.deepEqual(said, ["a at 16", "b at 16", "c at 16", "d at 16", "e at 31"]);
  assert.equal(timers(), 2);
});

Deno.test("a shorter wait comes before those that were there", async () => {
  const { clock, said, wait } = moments();
  wait(100, "late");
  wait(10, "early");
  await clock.move(200);
  assert.deepEqual(said, ["early at 10", "late at 100"]);
});

Deno.test("what is cancelled is not called, and leaves no timer behind", async () => {
  const { clock, said, wait } = moments();
  const cancel = wait(10, "gone");
  const other = wait(20, "gone, too");
  cancel();
  cancel();
  other();
  assert.equal(clock.timers, 0);
  await clock.move(50);
  assert.deepEqual(said, []);
  wait(10, "again");
  await clock.move(10);
  assert.deepEqual(said, ["again at 60"]);
});

Deno.test("one who is called may wait again, cancel another, or throw", async () => {
  const { clock, said, wait, all } = moments();
  const { reportError } = globalThis;
  const reported: unknown[] = [];
  globalThis.reportError = (error) => void reported.push(error);
  try {
    const cancels: (() => void)[] = [];
    all.after(10, () => {
      wait(0, "again");
      for (const cancel of cancels) cancel();
      throw new Error("on purpose");
    });
    cancels.push(wait(10, "cancelled"));
    wait(10, "other");
    await clock.move(20);
  } finally {
    globalThis.reportError = reportError;
  }
  assert.deepEqual(said, ["other at 10", "again at 11"]);
  assert.deepEqual(reported.map((error) => (error as Error).message), ["on purpose"]);
  assert.equal(clock.timers, 0);
});

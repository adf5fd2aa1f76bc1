/** What can wait until the loop is idle. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { whenIdle } from "./idle.ts";

/** A clock whose loop is busy: each timer is so late. */
function busy(clock: ManualClock, late: () => number) {
  let extra = 0;
  return {
    get timers() {
      return clock.timers;
    },
    date: () => clock.date(),
    now: () => clock.now() + extra,
    timer: (ms: number, run: () => void) =>
      clock.timer(ms, () => {
        extra += late();
        run();
      }),
  };
}

Deno.test("whenIdle() runs once the loop has had nothing to do, and only once", async () => {
  const clock = new ManualClock();
  let runs = 0;
  whenIdle(clock, () => runs++);
  assert.equal(runs, 0);
  await clock.move(250);
  assert.equal(runs, 1);
  await clock.move(1_000);
  assert.deepEqual([runs, clock.timers], [1, 0]);
});

Deno.test("whenIdle() waits while timers are late", async () => {
  const clock = new ManualClock();
  let late = 40;
  let runs = 0;
  whenIdle(busy(clock, () => late), () => runs++);
  for (let i = 0; i < 5; i++) await clock.move(250);
  assert.equal(runs, 0);
  late = 2;
  await clock.move(250);
  assert.equal(runs, 1);
});

Deno.test("whenIdle() is called off, also after it looked once more", async () => {
  const clock = new ManualClock();
  const stop = whenIdle(busy(clock, () => 40), () => assert.fail("it ran"));
  await clock.move(250);
  stop();
  assert.equal(clock.timers, 0);
});

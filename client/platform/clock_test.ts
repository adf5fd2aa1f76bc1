/** Time as the page has it: nothing thrown in a timer escapes, and what is cancelled does not run. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { createClock, guarded, type Page } from "./clock.ts";

/** Runs with a console that only counts. */
async function quiet(run: () => Promise<void> | void): Promise<number> {
  const { error } = console;
  let reports = 0;
  console.error = () => reports++;
  try {
    await run();
  } finally {
    console.error = error;
  }
  return reports;
}

Deno.test("createClock() takes the parts it is given, and reports what a timer throws", async () => {
  const manual = new ManualClock();
  const clock = createClock({} as Page, {
    now: () => manual.now(),
    after: (ms, run) => manual.timer(ms, run),
  });
  const ran: number[] = [];
  clock.after(10, () => {
    throw new Error("in a timer");
  });
  clock.after(10, () => void ran.push(clock.now()));
  const cancel = clock.after(10, () => void ran.push(-1));
  cancel();
  assert.equal(await quiet(() => manual.move(20)), 1);
  assert.deepEqual(ran, [10]);
});

Deno.test("createClock() has the page's own timers otherwise, and cancels them", () => {
  const timers = new Map<number, () => void>();
  const page = {
    performance: { now: () => 5 },
    setTimeout: (run: () => void, ms: number) => (timers.set(ms, run), ms),
    clearTimeout: (timer: number) => timers.delete(timer),
  };
  const clock = createClock(page as unknown as Page, {});
  let ran = 0;
  clock.after(10, () => ran++);
  clock.after(20, () => ran++)();
  assert.deepEqual([clock.now(), [...timers.keys()]], [5, [10]]);
  timers.get(10)?.();
  assert.equal(ran, 1);
});

Deno.test("guarded() passes what it is given, and reports what is thrown", async () => {
  const given: number[] = [];
  const run = guarded((one: number) => {
    given.push(one);
    throw new Error("on purpose");
  });
  assert.equal(await quiet(() => run(7)), 1);
  assert.deepEqual(given, [7]);
});

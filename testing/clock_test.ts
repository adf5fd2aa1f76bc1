/** The clock that is moved by hand: when timers run, and in which order. */

import assert from "node:assert/strict";
import { ManualClock, SharedClock } from "./clock.ts";

for (const Clock of [ManualClock, SharedClock]) {
  Deno.test(`${Clock.name} runs timers that are due together in the order in which they were made`, async () => {
    const clock = new Clock();
    const ran: string[] = [];
    for (const name of ["a", "b", "c"]) clock.timer(10, () => ran.push(name));
    await clock.move(4);
    // Made later, due at the same time.
    clock.timer(6, () => ran.push("d"));
    clock.timer(5, () => ran.push("early"));
    await clock.move(6);
    assert.deepEqual(ran, ["early", "a", "b", "c", "d"]);
  });

  Deno.test(`${Clock.name} runs timers by time, also those that were passed over`, async () => {
    const clock = new Clock();
    const ran: [string, number][] = [];
    clock.timer(30, () => ran.push(["late", clock.now()]));
    clock.timer(10, () => ran.push(["early", clock.now()]));
    clock.skip(20);
    assert.deepEqual(ran, []);
    await clock.move(10);
    assert.deepEqual(ran, [["early", 20], ["late", 30]]);
    assert.equal(clock.timers, 0);
  });

  Deno.test(`${Clock.name} runs what a timer makes in the same move when it is due in it`, async () => {
    const clock = new Clock();
    const ran: number[] = [];
    const again = (): void => {
      ran.push(clock.now());
      clock.timer(10, again);
    };
    clock.timer(10, again);
    clock.timer(0, () => ran.push(clock.now()));
    await clock.move(35);
    assert.deepEqual(ran, [1, 10, 20, 30]);
    assert.equal(clock.now(), 35);
    assert.equal(clock.timers, 1);
  });

  Deno.test(`${Clock.name} forgets a timer that is cancelled, also one that is due`, async () => {
    const clock = new Clock();
    const ran: string[] = [];
    const cancels: (() => void)[] = [];
    clock.timer(10, () => {
      ran.push("a");
      for (const cancel of cancels) cancel();
    });
    cancels.push(clock.timer(10, () => ran.push("b")));
    await clock.move(10);
    for (const cancel of cancels) cancel();
    assert.deepEqual(ran, ["a"]);
    assert.equal(clock.timers, 0);
  });
}

Deno.test("SharedClock tells the timers of a test from those of server and client", async () => {
  const clock = new SharedClock();
  clock.inner.timer(10, () => {});
  assert.equal(clock.isAwaited, false);
  const cancel = clock.timer(10, () => {});
  clock.timer(5, () => {});
  assert.equal(clock.isAwaited, true);
  cancel();
  cancel();
  assert.equal(clock.isAwaited, true);
  await clock.move(5);
  assert.equal(clock.isAwaited, false);
  assert.equal(clock.inner.timers, 1);
});

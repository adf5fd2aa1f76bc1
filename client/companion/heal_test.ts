/** Parts that are lost are asked for until they came, and no longer. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { Heals } from "./heal.ts";
import { openLive } from "../../tests/kit/page_kit.ts";

function setUp() {
  const manual = new ManualClock();
  const asked: number[] = [];
  let failures = 0;
  const heals = new Heals({
    clock: { now: () => manual.now(), after: (ms, run) => manual.timer(ms, run) },
    ask: (block) => void asked.push(block),
    failed: () => failures++,
  });
  return { clock: manual, heals, take: () => asked.splice(0), failures: () => failures };
}

Deno.test("a part that was asked for when the line went is asked for again", async () => {
  const page = openLive();
  page.say(0, 7, 0, "x", 2, 0, "y");
  assert.deepEqual(page.take(), [[-4, 7], [-4, 9]]);
  page.cut();
  await page.clock.move(1_000);
  page.up();
  page.say(-2, 0, 0, 32);
  assert.deepEqual(page.take(), [[-4, 7], [-4, 9]]);
  page.cut();
  await page.clock.move(10_000);
  page.up();
  page.say(-2, 0, 0, 32);
  assert.deepEqual(page.take(), []);
});

Deno.test("a part that came with the whole page is not asked for again", async () => {
  const page = openLive();
  page.say(0, 7, 0, "x");
  page.say(0, 8, 0, "x");
  page.say(-9, 0, [0, "x"], null, { t: [["<p dj=b></p>", 0, 0]] });
  assert.deepEqual(page.take(), [[-4, 7], [-3, 3]]);
  await page.clock.move(300);
  assert.deepEqual(page.take(), []);
  page.cut();
  await page.clock.move(1);
  page.up();
  page.say(-2, 0, 0, 32);
  await page.clock.move(300);
  assert.deepEqual(page.take(), []);
});

Deno.test("again() asks for what was asked lately, and for nothing after 5 s", async () => {
  const { clock, heals, take } = setUp();
  heals.ask([3, 4]);
  await clock.move(300);
  heals.ask([5]);
  assert.deepEqual(take(), [3, 4, 5]);
  await clock.move(4_999);
  heals.again();
  assert.deepEqual(take(), [3, 4, 5]);
  await clock.move(5_000);
  heals.again();
  heals.ask([6]);
  await clock.move(300);
  assert.deepEqual(take(), [6]);
  // The answers to the others are long past.
  heals.again();
  assert.deepEqual(take(), [6]);
});

Deno.test("forget() begins to count anew", async () => {
  const { clock, heals, take, failures } = setUp();
  for (let i = 0; i < 3; i++) {
    heals.ask([3]);
    await clock.move(300);
  }
  heals.forget();
  // The same number now stands for another block.
  heals.ask([3]);
  assert.deepEqual([take(), failures()], [[3, 3, 3, 3], 0]);
  await clock.move(300);
  heals.ask([3]);
  await clock.move(300);
  heals.ask([3]);
  await clock.move(300);
  // The fourth time all of the page is asked for. Until it has come, nothing else is.
  heals.ask([3]);
  await clock.move(300);
  heals.ask([3]);
  assert.deepEqual([take(), failures()], [[3, 3, 0], 1]);
  heals.forget();
  await clock.move(300);
  heals.ask([3]);
  assert.deepEqual([take(), failures()], [[3], 1]);
});

Deno.test("up to eight parts are asked for one by one, more of them as one page", () => {
  const eight = [1, 2, 3, 4, 5, 6, 7, 8];
  const few = setUp();
  few.heals.ask(eight);
  assert.deepEqual([few.take(), few.failures()], [eight, 0]);
  const many = setUp();
  many.heals.ask([...eight, 9]);
  assert.deepEqual([many.take(), many.failures()], [[0], 0]);
});

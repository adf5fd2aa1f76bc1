/** Every rhythm lets the last event through, in order. */

import assert from "node:assert/strict";
import { ManualClock } from "../testing/mod.ts";
import { openWindow } from "./fixture_test.ts";
import { createPace } from "./pace.ts";

function setUp(attributes: string) {
  const document = openWindow(`<input ${attributes}><input id=other>`).document;
  const [element, other] = [...document.querySelectorAll("input")] as unknown as [Element, Element];
  // The DOM library knows no types of controls.
  Object.assign(element, { type: element.getAttribute("type") ?? "text" });
  const clock = new ManualClock();
  const pace = createPace({ now: () => clock.now(), after: (ms, run) => clock.timer(ms, run) });
  const fired: string[] = [];
  const run = (value: string, type = "input", target: Element = element) =>
    pace.run(element, "on", { type, target } as unknown as Event, () => void fired.push(value));
  return { clock, pace, fired, run, element, other };
}

Deno.test("a click goes at once, every time", () => {
  const { fired, run } = setUp("");
  run("a", "click");
  run("b", "click");
  assert.deepEqual(fired, ["a", "b"]);
});

Deno.test("typed text goes 300 ms after the last key, with what was typed last", async () => {
  const { fired, run, clock } = setUp("");
  run("a");
  await clock.move(200);
  run("ab");
  await clock.move(299);
  assert.deepEqual(fired, []);
  await clock.move(1);
  assert.deepEqual(fired, ["ab"]);
  assert.equal(clock.timers, 0);
});

Deno.test("dj-debounce beats the default, and 0 turns it off", async () => {
  const slow = setUp("dj-debounce=1000");
  slow.run("a", "click");
  await slow.clock.move(999);
  assert.deepEqual(slow.fired, []);
  await slow.clock.move(1);
  assert.deepEqual(slow.fired, ["a"]);
  const off = setUp("dj-debounce=0");
  off.run("a");
  assert.deepEqual(off.fired, ["a"]);
});

Deno.test("dj-debounce=blur waits until the control is left", async () => {
  const { fired, run, clock, pace, element } = setUp("dj-debounce=blur");
  run("a");
  await clock.move(60_000);
  assert.deepEqual(fired, []);
  pace.flush(element);
  assert.deepEqual(fired, ["a"]);
});

Deno.test("dj-throttle lets the first and the last through", async () => {
  const { fired, run, clock } = setUp("dj-throttle=100");
  for (const value of ["a", "b", "c"]) run(value, "click");
  assert.deepEqual(fired, ["a"]);
  await clock.move(100);
  assert.deepEqual(fired, ["a", "c"]);
  run("d", "click");
  await clock.move(99);
  assert.deepEqual(fired, ["a", "c"]);
  await clock.move(200);
  assert.deepEqual(fired, ["a", "c", "d"]);
  assert.equal(clock.timers, 0);
});

Deno.test("moves go every 50 ms, numbers every 100, ranges every 150", async () => {
  const steps: [attributes: string, type: string, wait: number][] = [
    ["", "pointermove", 50],
    ["type=number", "input", 100],
    ["type=range", "input", 150],
  ];
  for (const [attributes, type, wait] of steps) {
    const { fired, run, clock } = setUp(attributes);
    run("a", type);
    run("b", type);
    await clock.move(wait - 1);
    assert.deepEqual(fired, ["a"]);
    await clock.move(1);
    assert.deepEqual(fired, ["a", "b"]);
  }
});

Deno.test("boxes and lists go at once", () => {
  const { fired, run } = setUp("type=checkbox");
  run("a");
  assert.deepEqual(fired, ["a"]);
});

Deno.test("what a control still holds back goes before its next event", () => {
  const { fired, run } = setUp("");
  run("text");
  run("enter", "keydown");
  assert.deepEqual(fired, ["text", "enter"]);
});

Deno.test("flush() lets go only what is meant", () => {
  const { fired, run, pace, other } = setUp("");
  run("a");
  pace.flush(other);
  assert.deepEqual(fired, []);
});

Deno.test("a submit never waits, and what was typed before it goes first", () => {
  for (const wait of ["", "1000", "blur"]) {
    const { fired, run } = setUp(`dj-debounce=${wait}`);
    run("typed");
    run("submitted", "submit");
    assert.deepEqual(fired, ["typed", "submitted"], wait);
  }
});

Deno.test("dj-debounce=blur holds back input and change only", () => {
  const { fired, run } = setUp("dj-debounce=blur");
  run("a");
  run("b", "change");
  assert.deepEqual(fired, []);
  run("enter", "keydown");
  assert.deepEqual(fired, ["b", "enter"]);
});

Deno.test("what another control holds back goes before the next event", () => {
  const { fired, run, other } = setUp("");
  run("text");
  run("click", "click", other);
  assert.deepEqual(fired, ["text", "click"]);
});

/** Every rhythm lets the last event through, in order. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import { createPace } from "./pace.ts";

function setUp(attributes: string, around = "") {
  const document = openWindow(`<form ${around}><input ${attributes}><input id=other></form>`)
    .document;
  const [element, other] = [...document.querySelectorAll("input")] as unknown as [Element, Element];
  // The DOM library knows no types of controls.
  Object.assign(element, { type: element.getAttribute("type") ?? "text" });
  const clock = new ManualClock();
  const pace = createPace({ now: () => clock.now(), after: (ms, run) => clock.timer(ms, run) });
  const fired: string[] = [];
  const run = (value: string, type = "input", target: Element = element) =>
    pace.run(element, "on", { type, target } as unknown as Event, () => void fired.push(value));
  /** The same for the form around: events of its controls come to it. */
  const runForm = (value: string, target: Element = element, on = "on", type = "input") => {
    const form = document.querySelector("form") as Element;
    pace.run(form, on, { type, target } as unknown as Event, () => void fired.push(value));
  };
  return { clock, pace, fired, run, runForm, element, other };
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

Deno.test("an empty dj-debounce or dj-throttle is 300 ms", async () => {
  for (const attribute of ["dj-debounce", "dj-throttle"]) {
    const { fired, run, clock } = setUp(attribute);
    run("a", "click");
    run("b", "click");
    const first = fired.splice(0);
    assert.deepEqual(first, attribute === "dj-throttle" ? ["a"] : []);
    await clock.move(299);
    assert.deepEqual(fired, []);
    await clock.move(1);
    assert.deepEqual(fired, ["b"]);
  }
});

Deno.test("what stands at the control beats what stands at the element that handles it", async () => {
  const { fired, runForm, clock, other } = setUp("dj-debounce=50", "dj-debounce=500");
  runForm("near");
  await clock.move(50);
  assert.deepEqual(fired, ["near"]);
  runForm("around", other);
  await clock.move(499);
  assert.deepEqual(fired, ["near"]);
  await clock.move(1);
  assert.deepEqual(fired, ["near", "around"]);
});

Deno.test("every element and every attribute has a timer of its own", async () => {
  const { fired, run, runForm, clock, element } = setUp("dj-debounce=50");
  run("input");
  runForm("form");
  runForm("another attribute", element, "other");
  await clock.move(50);
  assert.deepEqual(fired, ["input", "form", "another attribute"]);
  assert.equal(clock.timers, 0);
});

Deno.test("a form tells what was typed last, and lets go when that control is left", async () => {
  const { fired, runForm, pace, clock, element, other } = setUp("", "dj-debounce=blur");
  runForm("one");
  runForm("two", other);
  pace.flush(element);
  assert.deepEqual(fired, []);
  pace.flush(other);
  assert.deepEqual(fired, ["two"]);
  pace.flush();
  await clock.move(1_000);
  assert.deepEqual(fired, ["two"]);
});

Deno.test("what was let go before its time does not come again", async () => {
  for (const attribute of ["dj-debounce=100", "dj-throttle=100"]) {
    const { fired, run, pace, clock } = setUp(attribute);
    run("a");
    run("b");
    pace.flush();
    assert.equal(fired.at(-1), "b");
    const count = fired.length;
    assert.equal(clock.timers, 0);
    await clock.move(1_000);
    assert.equal(fired.length, count);
    // A new silence, or step, begins.
    run("c");
    run("d");
    await clock.move(100);
    assert.equal(fired.at(-1), "d");
  }
});

Deno.test("a throttle that came to rest lets the next one through at once", async () => {
  const { fired, run, clock } = setUp("dj-throttle=100");
  run("a");
  await clock.move(1_000);
  run("b");
  assert.deepEqual(fired, ["a", "b"]);
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
    ...["mousemove", "pointermove", "scroll", "drag", "dragover", "wheel"].map((type) =>
      ["", type, 50] as [string, string, number]
    ),
    ["type=number", "input", 100],
    ["type=range", "input", 150],
    ["type=color", "input", 150],
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
  for (const type of ["checkbox", "radio", "select-one"]) {
    const { fired, run, element } = setUp(`type=${type}`);
    if (type === "select-one") Object.assign(element, { options: [] });
    run("a");
    assert.deepEqual(fired, ["a"], type);
  }
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

/** Every rhythm lets the last event through, in order. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import type { Manner } from "../../protocol/mod.ts";
import type { Failure } from "../line/mod.ts";
import { Pace } from "./pace.ts";
import type { Trip } from "./pipeline.ts";

function setUp(attributes: string, around = "", manner?: Manner) {
  const document = openWindow(`<form ${around}><input ${attributes}><input id=other></form>`)
    .document;
  const [element, other] = [...document.querySelectorAll("input")] as unknown as [Element, Element];
  // The DOM library knows no types of controls.
  Object.assign(element, { type: element.getAttribute("type") ?? "text" });
  const clock = new ManualClock();
  const pace = new Pace({ now: () => clock.now(), after: (ms, run) => clock.timer(ms, run) });
  const fired: string[] = [];
  /** What became of events, by what they told. */
  const settled: [value: string, failure: Failure | undefined][] = [];
  const trip = (value: string, facts: Partial<Trip>): Trip => ({
    on: "on",
    params: {},
    ...(manner && { manner }),
    settled: [(failure) => void settled.push([value, failure])],
    ...facts,
  });
  const send = (value: string, facts: Partial<Trip>): Trip => {
    const sent = trip(value, facts);
    pace.run(sent, () => void fired.push(value));
    return sent;
  };
  const eventOf = (type: string, target: Element) => ({ type, target }) as unknown as Event;
  const run = (value: string, type = "input", target: Element = element) =>
    send(value, { element, event: eventOf(type, target) });
  /** The same for the form around: events of its controls come to it. */
  const runForm = (value: string, target: Element = element, on = "on", type = "input") => {
    const form = document.querySelector("form") as Element;
    return send(value, { element: form, on, event: eventOf(type, target) });
  };
  return { clock, pace, fired, settled, run, runForm, send, element, other };
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

Deno.test("what a decorator says beats the default, and an attribute beats the decorator", async () => {
  const slow = setUp("", "", { debounce: { wait: 1_000 } });
  slow.run("a");
  await slow.clock.move(999);
  assert.deepEqual(slow.fired, []);
  await slow.clock.move(1);
  assert.deepEqual(slow.fired, ["a"]);
  const off = setUp("", "", { debounce: { wait: 0 } });
  off.run("a");
  assert.deepEqual(off.fired, ["a"]);
  const attribute = setUp("dj-throttle=50", "", { debounce: {} });
  attribute.run("a", "click");
  assert.deepEqual(attribute.fired, ["a"]);
});

Deno.test("of two decorators the silence holds, with 300 ms where none are given", async () => {
  const { fired, run, clock } = setUp("", "", { debounce: {}, throttle: { interval: 10 } });
  run("a", "click");
  run("b", "click");
  await clock.move(299);
  assert.deepEqual(fired, []);
  await clock.move(1);
  assert.deepEqual(fired, ["b"]);
});

Deno.test("maxWait lets one go although more go on, and the next silence begins anew", async () => {
  const { fired, run, clock } = setUp("", "", { debounce: { wait: 100, maxWait: 250 } });
  for (const value of ["a", "b", "c", "d"]) {
    run(value, "click");
    await clock.move(80);
  }
  // The fourth came at 240 ms.
  assert.deepEqual(fired, ["d"]);
  run("e", "click");
  await clock.move(99);
  assert.deepEqual(fired, ["d"]);
  await clock.move(1);
  assert.deepEqual(fired, ["d", "e"]);
  assert.equal(clock.timers, 0);
});

Deno.test("without trailing what comes in the interval is dropped, and told so", async () => {
  const { fired, settled, run, clock } = setUp("", "", {
    throttle: { interval: 100, trailing: false },
  });
  for (const value of ["a", "b", "c"]) run(value, "click");
  assert.deepEqual(settled, [["b", { code: "dropped" }], ["c", { code: "dropped" }]]);
  await clock.move(100);
  run("d", "click");
  assert.deepEqual(fired, ["a", "d"]);
});

Deno.test("without leading the newest goes at the end of each interval", async () => {
  const { fired, run, clock } = setUp("", "", { throttle: { interval: 100, leading: false } });
  run("a", "click");
  run("b", "click");
  assert.deepEqual(fired, []);
  await clock.move(100);
  assert.deepEqual(fired, ["b"]);
  run("c", "click");
  await clock.move(99);
  assert.deepEqual(fired, ["b"]);
  await clock.move(1);
  assert.deepEqual(fired, ["b", "c"]);
});

Deno.test("the newest stands for those before it: its outcome is theirs, once", async () => {
  for (const manner of [{ debounce: {} }, { throttle: {} }]) {
    const { settled, run, clock } = setUp("", "", manner);
    if ("throttle" in manner) run("first", "click");
    run("a", "click");
    run("b", "click");
    const last = run("c", "click");
    await clock.move(300);
    assert.equal(settled.length, 0);
    for (const tell of last.settled) tell(undefined);
    assert.deepEqual(settled.map(([value]) => value), ["a", "b", "c"]);
  }
});

Deno.test("a call of a script's has the pace of its handler, each handler its own", async () => {
  const { fired, send, clock } = setUp("", "", { debounce: { wait: 50 } });
  send("a", { on: "search" });
  send("b", { on: "search" });
  send("c", { on: "other" });
  assert.deepEqual(fired, []);
  await clock.move(50);
  assert.deepEqual(fired, ["b", "c"]);
});

Deno.test("a submit waits where its handler says so", async () => {
  const { fired, run, clock } = setUp("", "", { debounce: { wait: 50 } });
  run("a", "submit");
  run("b", "submit");
  await clock.move(50);
  assert.deepEqual(fired, ["b"]);
});

Deno.test("what is urgent goes at once, in place of what waits at its element", async () => {
  const { fired, settled, run, send, element, clock } = setUp("", "", { debounce: {} });
  run("a");
  const event = { type: "input", target: element } as unknown as Event;
  const urgent = send("b", { element, event, isUrgent: true });
  assert.deepEqual(fired, ["b"]);
  await clock.move(1_000);
  assert.deepEqual(fired, ["b"]);
  for (const tell of urgent.settled) tell(undefined);
  assert.deepEqual(settled.map(([value]) => value), ["a", "b"]);
});

Deno.test("a timer dies with its element: nothing goes, and who waits is told", async () => {
  for (const manner of [{ debounce: {} }, { throttle: { leading: false } }]) {
    const { fired, settled, run, element, clock } = setUp("", "", manner);
    run("a", "click");
    element.remove();
    await clock.move(300);
    assert.deepEqual(fired, []);
    assert.deepEqual(settled, [["a", { code: "stale" }]]);
  }
});

Deno.test("no timer outlives the line: what waited for one waits for the line", () => {
  const { fired, run, runForm, pace, other, clock } = setUp("", "dj-debounce=blur", {
    debounce: {},
  });
  run("a", "click");
  // Until its control is left: there is no timer.
  runForm("typed", other);
  pace.cut();
  assert.deepEqual(fired, ["a"]);
  assert.equal(clock.timers, 0);
});

Deno.test("nothing goes once the view has ended", async () => {
  const { fired, settled, run, pace, clock } = setUp("", "", { debounce: {} });
  run("a", "click");
  pace.end();
  await clock.move(1_000);
  assert.deepEqual(fired, []);
  assert.deepEqual(settled, [["a", { code: "gone" }]]);
  assert.equal(clock.timers, 0);
});

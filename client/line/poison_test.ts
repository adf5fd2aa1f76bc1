/** Events under which processes go: each alone in the second one, and in no third. */

import assert from "node:assert/strict";
import { openOutbox } from "../../tests/kit/outbox_kit.ts";
import { open, openLive, VIEW } from "../../tests/kit/page_kit.ts";
import type { Bucket } from "./bucket.ts";

/** What one line brings up. */
function setUp(shared?: Bucket) {
  const opened = openOutbox(shared);
  const { clock, outbox, sent } = opened;
  return {
    ...opened,
    push: (...names: string[]) => names.forEach((name) => opened.push(name, name)),
    /** Time for all that may go. */
    pass: () => clock.move(100),
    take: () =>
      sent.splice(0).flatMap((text) =>
        text[0] === "[" ? JSON.parse(text).slice(1) : [JSON.parse(text)]
      ),
    /** The process goes, and the page comes to another one. */
    fall(process: string, isOrderly = false) {
      outbox.pause(isOrderly);
      outbox.tally();
      outbox.resume(undefined, 32, process);
    },
  };
}

Deno.test("what was under way when a process went goes alone, one after the other", async () => {
  const { outbox, push, answer, fall, pass, take } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("a", "b");
  await pass();
  take();
  fall("two.");
  push("c", "d");
  await pass();
  assert.deepEqual(take(), ["a"]);
  answer(1);
  await pass();
  assert.deepEqual(take(), ["b"]);
  answer(1);
  await pass();
  assert.deepEqual(take(), ["c", "d"]);
});

Deno.test("an event under which two processes went is dropped as poison in the third", async () => {
  const { outbox, push, answer, fall, pass, take, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("innocent", "poison", "another");
  await pass();
  fall("two.");
  await pass();
  answer(1);
  await pass();
  take();
  fall("tri.");
  assert.deepEqual(settled, ["innocent ok", "poison poison"]);
  push("next");
  await pass();
  assert.deepEqual(take(), ["another"]);
  answer(1);
  await pass();
  assert.deepEqual(take(), ["next"]);
  answer(1);
  assert.deepEqual(settled.slice(2), ["another ok", "next ok"]);
});

Deno.test("where an instance goes on, poison keeps its number, and nothing else of it", async () => {
  const { outbox, push, answer, pass, take, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("poison", "another");
  await pass();
  for (const process of ["two.", "tri."]) {
    outbox.pause();
    outbox.tally();
    take();
    assert(outbox.resume(0, 32, process));
    await pass();
  }
  assert.deepEqual([settled, take()], [["poison poison"], [""]]);
  answer(1);
  await pass();
  assert.deepEqual(take(), ["another"]);
  answer(1);
  assert.deepEqual([settled, outbox.seen.answered], [["poison poison", "another ok"], 2]);
});

Deno.test("a process that lives is not suspected, whatever cut its lines", async () => {
  const { outbox, push, pass, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("slow");
  await pass();
  for (const process of ["two.", "tri.", "four"]) {
    outbox.pause();
    outbox.tally();
    outbox.absolve();
    assert(outbox.resume(0, 32, process));
    await pass();
  }
  assert.deepEqual(settled, []);
});

Deno.test("what waited for its turn was not under way, and is no poison", async () => {
  const { outbox, push, fall, pass, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("a", "b");
  await pass();
  for (const process of ["two.", "tri."]) {
    fall(process);
    await pass();
  }
  assert.deepEqual(settled, ["a poison"]);
  for (const process of ["four", "five"]) {
    fall(process);
    await pass();
  }
  assert.deepEqual(settled, ["a poison", "b poison"]);
});

Deno.test("a process that is met again did not go: its name is struck off", async () => {
  const { outbox, push, fall, pass, settled, take } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("a");
  await pass();
  for (const process of ["two.", "one.", "two.", "one.", "two."]) {
    fall(process);
    await pass();
  }
  assert.deepEqual([settled, take().length], [[], 6]);
  fall("tri.");
  assert.deepEqual(settled, ["a poison"]);
});

Deno.test("a line of the same process is no reason to suspect what was under way", async () => {
  const { outbox, push, pass, take } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("a", "b");
  await pass();
  take();
  outbox.tally();
  outbox.resume(0, 32);
  await pass();
  assert.deepEqual(take(), ["a", "b"]);
});

Deno.test("a suspect stays one over a cut of its line", async () => {
  const { outbox, push, fall, pass, take, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("a", "b");
  await pass();
  fall("two.");
  await pass();
  take();
  outbox.tally();
  // The process has it, and is at it.
  outbox.resume(1, 32);
  await pass();
  assert.deepEqual(take(), [], "nothing beside it");
  fall("tri.");
  assert.deepEqual(settled, ["a poison"]);
});

Deno.test("after an orderly end nothing is suspected", async () => {
  const { outbox, push, fall, pass, take } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("a", "b");
  await pass();
  take();
  fall("two.", true);
  await pass();
  assert.deepEqual(take(), ["a", "b"]);
});

Deno.test("what is in a snapshot did its process no harm", async () => {
  const { outbox, push, answer, pass, take, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("saved", "late");
  await pass();
  take();
  outbox.tally();
  outbox.resume(1, 32, "two.");
  await pass();
  assert.deepEqual(take(), [], "its answer comes first");
  answer(1);
  await pass();
  assert.deepEqual(take(), ["late"]);
  outbox.tally();
  outbox.resume(1, 32, "tri.");
  assert.deepEqual(settled, ["saved ok", "late poison"]);
});

Deno.test("an event that goes alone is alone in all views of the page", async () => {
  const one = setUp();
  const two = setUp(one.bucket);
  const both = [one, two];
  const pass = () => Promise.all(both.map((view) => view.pass()));
  for (const { outbox } of both) outbox.resume(undefined, 32, "one.");
  one.push("a");
  two.push("b");
  await pass();
  for (const { fall, take } of both) take(), fall("two.");
  await pass();
  assert.deepEqual([one.take(), two.take()], [["a"], []]);
  one.answer(1);
  await pass();
  assert.deepEqual([one.take(), two.take()], [[], ["b"]]);
  // A view that goes with its event under way does not keep the others.
  one.push("c");
  await pass();
  assert.deepEqual(one.take(), []);
  two.outbox.refuse({ code: "gone" });
  await pass();
  assert.deepEqual(one.take(), ["c"]);
});

Deno.test("a settled promise that throws costs no other its answer", async () => {
  const { outbox, push, answer, pass, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  outbox.push("throws", () => {
    throw new Error("of the page's");
  });
  push("a");
  await pass();
  const { error } = console;
  console.error = () => {};
  answer(2);
  console.error = error;
  assert.deepEqual([settled, outbox.seen.answered], [["a ok"], 2]);
});

Deno.test("no frame answers what was not sent", async () => {
  const { outbox, push, answer, pass, settled } = setUp();
  outbox.resume(undefined, 32, "one.");
  push("a", "b");
  answer(7);
  assert.deepEqual([settled, outbox.seen.answered], [["a ok"], 1]);
  outbox.answer(0, 2, new Map(), new Map());
  assert.deepEqual(settled, ["a ok"]);
  await pass();
  answer(1);
  assert.deepEqual(settled, ["a ok", "b ok"]);
});

/** Another line, where the server knows nothing of the page. */
async function comesTo(page: ReturnType<typeof openLive>, token: string) {
  await page.clock.move(1);
  page.up();
  page.say(-10, "gone");
  page.take();
  page.say(-1, 0, 0, token);
  await page.clock.move(100);
}

Deno.test("a page tells processes apart by the tokens they give", async () => {
  const page = openLive();
  const poison = page.djust.pushEvent("poison");
  const innocent = page.djust.pushEvent("innocent");
  await page.clock.move(20);
  page.cut();
  // All four characters count.
  await comesTo(page, "abc1.token");
  assert.deepEqual(page.take(), [["poison", {}, 1]]);
  page.cut();
  await comesTo(page, "abc2.token");
  await assert.rejects(poison, { code: "poison" });
  assert.deepEqual(page.take(), [["innocent", {}, 1]]);
  page.say(1, { r: [[0, "ran"]] });
  assert.equal(await innocent, "ran");
});

Deno.test("a page that comes back elsewhere learns by the fifth element where it is", async () => {
  const page = openLive();
  const poison = page.djust.pushEvent("poison");
  const full = [-9, 0, [0, 1], null, { t: [["<button dj=b dj-click=increment></button>", 0, 0]] }];
  for (const process of ["two.", "tri."]) {
    page.cut();
    await page.clock.move(1);
    page.up();
    page.say(-2, 0, 0, 32, process);
    page.say(...full);
    await page.clock.move(20);
  }
  await assert.rejects(poison, { code: "poison" });
});

for (
  const [what, end] of [
    ["a drain", (page: ReturnType<typeof openLive>) => page.say(-11, 0)],
    ["1001", (page: ReturnType<typeof openLive>) => page.cut(1001)],
    ["1012", (page: ReturnType<typeof openLive>) => page.cut(1012)],
  ] as const
) {
  Deno.test(`${what} is an orderly end: what was under way is sent as before`, async () => {
    const page = openLive();
    for (const name of ["a", "b"]) void page.djust.pushEvent(name);
    await page.clock.move(20);
    end(page);
    // Tries that come to nothing change nothing.
    await page.clock.move(1);
    page.cut();
    await comesTo(page, "two.token");
    assert.deepEqual(page.take(), [[0, ["a", {}, 1], ["b", {}, 1]]]);
  });
}

const FIELD = VIEW(`<form dj=bn><input dj name=q dj-input=search dj-debounce=0></form>`);

/** A page whose user has typed what ends processes. */
async function typedPoison() {
  const page = open(FIELD);
  const input = page.document.querySelector("input") as HTMLInputElement;
  let value = "";
  // The DOM library takes a value for its attribute, as if it had been painted.
  Object.defineProperty(input, "value", { get: () => value, set: (text) => value = text });
  const type = async (text: string) => {
    value = text;
    input.dispatchEvent(new page.window.Event("input", { bubbles: true }));
    await page.clock.move(20);
  };
  page.up();
  page.say(-1, 0, 0, "one.token");
  await type("bad");
  assert.deepEqual(page.take(), [["search", { value: "bad", field: "q" }]]);
  return { page, type };
}

Deno.test("what was typed is not told a second time while it still waits", async () => {
  const { page } = await typedPoison();
  page.cut();
  await comesTo(page, "two.token");
  page.say(1);
  await page.clock.move(100);
  assert.deepEqual(page.take(), [["search", { value: "bad", field: "q" }]]);
});

Deno.test("typed text that is poison is told again only when it is typed again", async () => {
  const { page, type } = await typedPoison();
  for (const token of ["two.token", "tri.token", "four"]) {
    page.take();
    page.cut();
    await comesTo(page, token);
  }
  assert.deepEqual(page.take(), []);
  assert.deepEqual(page.events.filter(([name]) => name === "error"), [
    ["error", { code: "poison" }],
  ]);
  await type("bad");
  assert.deepEqual(page.take(), [["search", { value: "bad", field: "q" }]]);
});

/** Pages whose second script hangs, fails or comes late: they go on with what the first one can. */

import assert from "node:assert/strict";
import * as more from "./more.ts";
import { run } from "./page.ts";
import { open, quietly, VIEW } from "../../tests/kit/page_kit.ts";

const COUNT = `<div dj=bn><b dj>0</b> <button dj dj-click>+1</button> <ul dj></ul></div>`;
const ROW = { t: [["<li dj=b></li>", 0, 0]] };
/** All that one try may take, and all tries with the waits between them. */
const PATIENCE = 8_000;
const ALL = 60_000;

/** A page whose second script is in the test's hand. */
function openParted(body = VIEW(COUNT)) {
  const script = Promise.withResolvers<typeof more>();
  // Not every test has a page that asks for it at once.
  script.promise.catch(() => {});
  let tries = 0;
  const page = open(body, undefined, (window, options) =>
    run(window, options, () => {
      tries++;
      return script.promise;
    }));
  page.up();
  page.say(-1, 0, 0, "token");
  const text = (selector: string) => page.document.querySelector(selector)?.textContent;
  const move = (ms: number) => quietly(() => page.clock.move(ms));
  return { ...page, script, text, move, tries: () => tries };
}

Deno.test("a script that hangs keeps texts and clicks waiting for 8 s, and no longer", async () => {
  const page = openParted();
  page.say(0, 1, 2, [-4, 0, [[0, "row"]]], ROW);
  page.say(0, 1, 0, 1);
  assert.equal(page.text("b"), "0", "in order, while it may still come");
  await page.move(PATIENCE);
  assert.equal(page.text("b"), "1");
  page.click();
  page.say(1, 1, 0, 2);
  assert.equal(page.text("b"), "2");
  await page.clock.move(1_000);
  assert.deepEqual(page.take().filter((message) => (message as number[])[0] !== -3), [[1, 1]]);
});

Deno.test("clicks do not wait for it on a page that has it from the beginning", async () => {
  const page = openParted(VIEW(`${COUNT}<input name=q dj-input=search>`));
  page.click();
  await page.clock.move(20);
  assert.deepEqual(page.take(), [[1, 1]]);
});

Deno.test("what was typed before it is there is told by its own event, once", async () => {
  const page = openParted(VIEW(`<input dj=b name=q dj-input=search dj-debounce=0>`));
  (page.document.querySelector("input") as HTMLInputElement).value = "typed";
  page.fire("input", "input");
  page.script.resolve(more);
  await page.clock.move(20);
  assert.deepEqual(page.take(), [["search", { value: "typed", field: "q" }]]);
});

Deno.test("a part that is lost makes a page want it, and is asked for then", async () => {
  const page = openParted();
  page.say(0, 7, 0, "x");
  assert.equal(page.tries(), 1);
  assert.deepEqual(page.take(), []);
  page.script.resolve(more);
  await page.clock.move(1);
  assert.deepEqual(page.take(), [[-4, 7]]);
});

Deno.test("a head that came without it comes with all of the page", async () => {
  const page = openParted();
  page.say(0, { h: { title: "later" } });
  await page.move(PATIENCE);
  assert.notEqual(page.document.title, "later");
  page.take();
  page.script.resolve(more);
  await page.clock.move(2_000);
  assert.deepEqual(page.take().filter((message) => (message as number[])[0] === -4), [[-4, 0, 1]]);
});

Deno.test("what came without it is asked for as soon as it is there", async () => {
  const page = openParted();
  page.say(0, 1, 2, [-4, 0, [[0, "row"]]], ROW);
  await page.move(PATIENCE);
  page.take();
  page.script.resolve(more);
  await page.clock.move(2_000);
  assert.deepEqual(page.take().filter((message) => (message as number[])[0] === -4), [[-4, 0, 1]]);
  page.say(-9, 0, [0, "all of it"], null, ROW);
  assert.equal(page.text("[data-djust]"), "all of it");
  page.say(0, 1, 0, "a text");
  assert.equal(page.text("[data-djust]"), "a text");
});

Deno.test("a promise is settled although its answer cannot be shown", async () => {
  const page = openParted();
  const reply = page.djust.pushEvent("add");
  page.say(1, 1, 2, [-4, 0, [[0, "row"]]], { ...ROW, r: [[0, 5]] });
  await page.move(PATIENCE);
  assert.equal(await reply, 5);
});

for (const how of ["hangs", "fails"] as const) {
  Deno.test(`a script that ${how} for good: the page goes on, and says so with a button`, async () => {
    const page = openParted();
    if (how === "fails") page.script.reject(new TypeError("Failed to fetch"));
    page.say(0, 1, 2, [-4, 0, [[0, "row"]]], ROW);
    await page.move(ALL);
    assert.equal(page.tries(), 3);
    assert.match(page.notice()?.textContent ?? "", /out of date/);
    page.click();
    page.say(1, 1, 0, 7);
    assert.equal(page.text("b"), "7");
    (page.notice() as HTMLElement).click();
    assert.deepEqual(page.left, ["reload"]);
  });
}

Deno.test("a script that nothing needed is not missed until something does", async () => {
  const page = openParted();
  page.script.reject(new TypeError("Failed to fetch"));
  await page.move(ALL);
  assert.equal(page.tries(), 3, "a page that is live fetches it by itself");
  assert.equal(page.notice()?.textContent, undefined);
  await quietly(() => page.say(0, 1, 2, [-4, 0, [[0, "row"]]], ROW));
  assert.match(page.notice()?.textContent ?? "", /Reload/);
});

Deno.test("an event that needs it fails when it cannot be had; so says the page", async () => {
  const page = openParted(VIEW(`<input name=q dj-input=search>`));
  page.script.reject(new TypeError("Failed to fetch"));
  const input = page.document.querySelector("input") as HTMLInputElement;
  input.dispatchEvent(new page.window.Event("input", { bubbles: true }));
  await page.move(ALL);
  const errors = page.events.filter(([name]) => name === "error");
  assert.deepEqual(errors, [["error", { code: "script" }]]);
  assert.match(page.notice()?.textContent ?? "", /Reload/);
});

Deno.test("a full frame without it: the page goes live, names work, closures mean nothing", async () => {
  const page = openParted();
  page.cut();
  await page.clock.move(1);
  page.up();
  page.say(-10, "gone");
  page.take();
  page.say(-1, 0, 1, "other");
  page.say(-9, 0, [0, "all"], null, ROW);
  await page.move(PATIENCE);
  assert.equal(page.document.body.className, "dj-connected");
  const reply = page.djust.pushEvent("save");
  page.click();
  await page.clock.move(20);
  assert.deepEqual(page.take().filter((message) => (message as number[])[0] !== -3), [
    ["save", {}, 1],
  ]);
  assert.deepEqual(page.events.at(-1), ["error", { code: "stale" }]);
  // A text of another numbering touches nothing.
  page.say(1, 1, 0, "x", { r: [[0, 1]] });
  assert.equal(await reply, 1);
  assert.equal(page.text("b"), "0");
  page.script.resolve(more);
  await page.clock.move(20);
  assert.deepEqual(page.take(), [[-4, 0, 1]]);
  page.say(-9, 0, [0, "all"], null, ROW);
  assert.equal(page.text("[data-djust]"), "all");
});

Deno.test("a new line is a new chance for a script that could not be had", async () => {
  const page = openParted();
  page.script.reject(new TypeError("Failed to fetch"));
  page.say(0, 1, 2, [-4, 0, [[0, "row"]]], ROW);
  await page.move(ALL);
  page.cut();
  await page.clock.move(1);
  page.up();
  page.say(-2, 0, 0, 32);
  assert.equal(page.tries(), 4);
  assert.equal(page.notice()?.textContent, undefined, "it may come");
  await page.move(ALL);
  assert.match(page.notice()?.textContent ?? "", /Reload/);
});

Deno.test("a page that is refused says so without the second script, too", async () => {
  const page = openParted();
  page.cut(4400);
  await page.move(PATIENCE);
  assert.match(page.notice()?.textContent ?? "", /Reload/);
});

Deno.test("a page that is put out shows nothing, and a button without the second script, too", async () => {
  const page = openParted();
  page.cut(4401);
  assert.equal(page.document.body.textContent, "");
  await page.move(2_000 + PATIENCE);
  assert.match(page.notice()?.textContent ?? "", /^This page is out of date. Reload$/);
});

Deno.test("a companion that fails in one view leaves the others theirs", async () => {
  const page = openParted(
    VIEW(`<p dj=b data-dj-style="{"></p>`) +
      VIEW(`<i dj=b data-dj-style='{"left":"4px"}'></i>`, "two"),
  );
  page.script.resolve(more);
  await page.move(20);
  assert.match(page.document.querySelector("i")?.getAttribute("style") ?? "", /left: ?4px/);
});

Deno.test("hooks that are given before it is there, and after, come to work", async () => {
  const page = openParted(VIEW(`<p dj=bn><i dj dj-hook=Early></i><i dj dj-hook=Late></i></p>`));
  const { djust } = page;
  const mounted: string[] = [];
  djust.hooks["Early"] = { mounted: () => void mounted.push("early") };
  page.script.resolve(more);
  await page.clock.move(1);
  assert.deepEqual(mounted, ["early"]);
  djust.hooks["Late"] = { mounted: () => void mounted.push("late") };
  assert.deepEqual(mounted, ["early", "late"]);
});

/** One view's instance: what it says at which moment, what it keeps over a loss, what it lets go. */

import assert from "node:assert/strict";
import { COUNTER, open, openLive, VIEW } from "../../tests/kit/page_kit.ts";

type Facts = Record<string, unknown>;

/** The facts of the message with which a page says who it is. */
const factsOf = (message: unknown): Facts => (message as [number, number, Facts])[2];

/** The line is lost and up again, and the instance goes on. */
async function comeBack(
  page: ReturnType<typeof open>,
  got = 0,
  ...rest: (string | number)[]
): Promise<Facts> {
  page.cut();
  await page.clock.move(1);
  const facts = factsOf(page.up());
  page.say(-2, 0, got, 32, ...rest);
  return facts;
}

/** The line is lost and up again, and the instance is gone. Takes what the page joins with. */
async function comeAnew(page: ReturnType<typeof open>): Promise<Facts> {
  page.cut();
  await page.clock.move(1);
  page.up();
  page.say(-10, "gone");
  return factsOf(page.take().at(-1));
}

/** Types into a control, without a word to anybody. */
function hold(page: ReturnType<typeof open>, selector: string, value: string): HTMLInputElement {
  const control = page.document.querySelector(selector) as HTMLInputElement;
  control.value = value;
  return control;
}

Deno.test("a click that has a pace waits, and one on a control tells what it holds", async () => {
  const page = openLive(
    VIEW(`<button dj=b dj-click=save dj-debounce=300></button><input dj=b dj-click=pick value=v>`),
  );
  page.click();
  await page.clock.move(299);
  assert.deepEqual(page.take(), []);
  await page.clock.move(1);
  assert.deepEqual(page.take(), ["save"]);
  page.click("input");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [["pick", { value: "v" }]]);
});

Deno.test("what was typed before a click goes up before it", async () => {
  const page = openLive(VIEW(COUNTER + `<input dj=b name=a dj-input=say>`));
  hold(page, "input", "typed");
  page.fire("input", "input");
  assert.deepEqual(page.take(), []);
  page.click();
  await page.clock.move(20);
  assert.deepEqual(page.take(), [["say", { value: "typed", field: "a" }], "increment"]);
});

Deno.test("an event whose handler a patch took before its time is stale", async () => {
  for (const attribute of ["dj-click=save", "dj-click"]) {
    const page = openLive(VIEW(`<button dj=b ${attribute} dj-debounce=300></button>`));
    page.click();
    page.say(0, 1, 0, ["dj-click", null]);
    await page.clock.move(500);
    assert.deepEqual(page.take(), []);
    assert.deepEqual(page.events.at(-1), ["error", { code: "stale" }], attribute);
  }
});

Deno.test("a closure's message tells its event, params and facts, each where there is one", async () => {
  const page = openLive(
    VIEW(
      `<form dj=b dj-submit dj-picked data-n:int=1><i dj dj-picked></i><b dj dj-click></b></form>`,
    ),
  );
  page.window.FormData = class {
    *[Symbol.iterator]() {}
  } as never;
  const submitter = page.document.createElement("button");
  submitter.setAttribute("name", "by");
  page.click("b");
  page.fire("form", "picked");
  page.fire("form", "submit", { submitter });
  // One that is on its way already.
  page.fire("form", "submit");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [
    [1, 2],
    [0, [1, 0, { n: 1 }, "picked"], [1, 0, { n: 1 }, "submit", { s: "by" }]],
  ]);
  page.say(3);
  page.take();
  page.fire("form", "submit");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [[1, 0, { n: 1 }, "submit"]]);
});

Deno.test("a failed call is told to who waits, and to the page", async () => {
  const page = openLive();
  const call = page.djust.pushEvent("save");
  page.say(1, { x: [[0, "handler", "r1"]] });
  await assert.rejects(call, { code: "handler" });
  const failure = { code: "handler", request: "r1", detail: undefined };
  assert.deepEqual(page.events.at(-2), ["error", failure]);
});

Deno.test("hooks are mounted when the page is live, and with what comes later; they hear pushes", () => {
  const heard: unknown[] = [];
  const Heard = {
    mounted(this: { el: Element; handleEvent(name: string, run: (n: unknown) => void): void }) {
      heard.push(`${this.el.id} mounted`);
      this.handleEvent("ping", (n) => heard.push(`${this.el.id} ${n}`));
    },
  };
  const page = open(VIEW(`<p id=a dj-hook=Heard></p><ul dj=b></ul>`));
  page.djust.hooks = { Heard };
  page.up();
  assert.deepEqual(heard, []);
  page.say(-1, 0, 0, "token");
  assert.deepEqual(heard.splice(0), ["a mounted"]);
  page.say(0, 1, 0, [-2, 0, "b", "c"], { t: [["<li dj=b dj-hook=Heard></li>", 0, "id"]] });
  page.say(0, { e: [["ping", 1]] });
  assert.deepEqual(heard, ["b mounted", "c mounted", "a 1", "b 1", "c 1"]);
});

Deno.test("a ticket that came later is the one to join with, and the claim is used up", async () => {
  const page = openLive();
  page.say(-13, "later");
  const { ticket, claim, pristine } = await comeAnew(page);
  assert.deepEqual([ticket, claim, pristine], ["later", "", 1]);
});

Deno.test("a page that a full frame painted is pristine no more", async () => {
  const page = openLive();
  page.say(-9, 0, [0, "x"], null, { t: [["<p dj=b></p>", 0, 0]] });
  assert.equal((await comeAnew(page)).pristine, 0);
});

Deno.test("frames are counted from the join on", async () => {
  const page = openLive();
  for (let i = 0; i < 40; i++) page.say(0, 1, 0, i);
  assert.deepEqual(page.take(), [[-3, 32]]);
  await comeAnew(page);
  page.say(-1, 0, 0, "token2");
  for (let i = 0; i < 31; i++) page.say(0, 1, 0, i);
  assert.deepEqual(page.take(), []);
  page.say(0, 1, 0, "last");
  assert.deepEqual(page.take(), [[-3, 32]]);
  assert.equal((await comeBack(page)).got, 32);
});

Deno.test("frames are acknowledged once, and in their time also after a reconnect", async () => {
  const page = openLive();
  for (let i = 0; i < 32; i++) page.say(0, 1, 0, i);
  assert.deepEqual(page.take(), [[-3, 32]]);
  await page.clock.move(2_000);
  assert.deepEqual(page.take(), []);
  page.say(0, 1, 0, "a");
  await page.clock.move(500);
  assert.equal((await comeBack(page)).got, 33);
  // The line's return told it.
  await page.clock.move(2_000);
  assert.deepEqual(page.take(), []);
  page.say(0, 1, 0, "b");
  await page.clock.move(1_000);
  assert.deepEqual(page.take(), [[-3, 34]]);
});

Deno.test("a line that is lost again before the page is live is told once", async () => {
  const page = openLive();
  page.names();
  for (let i = 0; i < 3; i++) {
    page.cut();
    await page.clock.move(1);
    page.up();
  }
  assert.deepEqual(page.names(), ["disconnected"]);
  page.say(-2, 0, 0, 32);
  assert.deepEqual(page.names(), ["connected"]);
});

Deno.test("a page keeps to the rate that its join told", async () => {
  const page = open();
  page.up();
  page.say(-1, 0, 0, "token", { rate: 10, burst: 4 });
  for (let i = 0; i < 6; i++) page.click();
  await page.clock.move(16);
  assert.deepEqual(page.take(), ["increment", "increment"]);
  await page.clock.move(85);
  assert.deepEqual(page.take(), ["increment"]);
  // The server fills the bucket of a new socket as well.
  page.cut();
  await page.clock.move(1);
  page.up();
  page.say(-2, 0, 6, 0);
  for (let i = 0; i < 6; i++) page.click();
  await page.clock.move(16);
  assert.deepEqual(page.take(), ["increment", "increment"]);
});

Deno.test("a server that went on from an older snapshot is believed when it painted the page", async () => {
  const page = openLive();
  page.click();
  page.say(1, 1, 0, 1);
  await comeBack(page, 1, "two.", 1);
  assert.equal(page.document.body.className, "dj-disconnected");
  page.say(-9, 0, [0, "0"], null, {
    t: [["<button dj=b dj-click=increment></button>", 0, 0]],
  });
  assert.equal(page.document.body.className, "dj-connected");
  assert.equal(page.document.querySelector("button")?.textContent, "0");
  assert.equal((await comeBack(page, 1)).got, 2);
  assert.equal(page.document.body.className, "dj-connected");
});

Deno.test("another instance is told what stands in the controls, and one that goes on is not", async () => {
  const page = open(VIEW(`<input dj=b name=a dj-input=say dj-debounce=0>`));
  const field = hold(page, "input", "brought back");
  page.up();
  page.say(-1, 0, 0, "token");
  const told = [["say", { value: "brought back", field: "a" }]];
  assert.deepEqual(page.take(), told);
  page.say(1);
  await comeBack(page, 1);
  await page.clock.move(20);
  assert.deepEqual(page.take(), []);
  // One that never heard of it, though the page has told it once.
  await comeAnew(page);
  page.say(-1, 0, 0, "token2");
  assert.deepEqual(page.take(), told);
  assert.equal(field.value, "brought back");
});

Deno.test("a view that ends leaves no timer behind", async () => {
  const page = openLive(VIEW(`<p dj=b>x</p>`));
  await page.clock.move(5_000);
  const before = page.clock.timers;
  page.say(0, 1, 0, null);
  assert.equal(page.clock.timers, before + 2);
  page.document.querySelector("[data-djust]")?.remove();
  await page.clock.move(0);
  assert.equal(page.clock.timers, before);
});

Deno.test("what frames took from the page is forgotten a second later, again and again", async () => {
  const { gc } = globalThis as typeof globalThis & { gc?: () => void };
  assert(gc, "run with --v8-flags=--expose-gc");
  const page = openLive(VIEW("<ul dj=b></ul>"));
  page.say(0, { t: [["<li dj=b></li>", 0, 0]] });
  for (const _ of ["once", "again"]) {
    page.say(0, 1, 0, [-2, 0, "a", "b"]);
    const rows = [...page.document.querySelectorAll("li")].map((row) => new WeakRef(row));
    page.say(0, 1, 0, null);
    await page.clock.move(1_000);
    gc();
    assert.deepEqual(rows.map((row) => row.deref() === undefined), [true, true]);
  }
});

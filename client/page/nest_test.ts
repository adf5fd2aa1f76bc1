/** Views in views in the page: how they join, wait, begin anew, are carried, and leave. */

import assert from "node:assert/strict";
import { open, VIEW } from "../../tests/kit/page_kit.ts";

const INNER = (name: string, content = "<i dj=b dj-click=inner>0</i>") =>
  `<div data-djust dj-view="${name}">${content}</div>`;
const OUTER = (content: string) => VIEW(`<section dj=b>${content}</section><h1 dj=b>0</h1>`);

type Join = [code: number, instance: number, facts: Record<string, unknown>];

/** The messages in one. */
const apart = (message: unknown): Join[] =>
  ((message as unknown[])[0] === 0 ? (message as unknown[]).slice(1) : [message]) as Join[];

/** A page that is live, without the views in it; and what it has sent for those. */
function opened(content: string) {
  const page = open(OUTER(content));
  page.up();
  page.say(-1, 0, 0, "t000");
  return { ...page, joins: page.take().flatMap(apart) };
}

/** The line is lost and comes up again: who says hello. */
async function again(page: ReturnType<typeof opened>): Promise<Join[]> {
  page.cut();
  await page.clock.move(1);
  return apart(page.up());
}

const places = (joins: readonly Join[]) =>
  joins.map(([code, at, facts]) => [code, at, facts["in"]]);
/** A place that a patch brings into the section. */
const PLACE = (name: string) => [-3, `<div data-djust dj-view="${name}"></div>`, 1];

Deno.test("views in views join behind the one around them, in one message, by their names", () => {
  const deep = INNER("a.1", `<p dj=b>x</p>${INNER("b.2")}`);
  const page = opened(deep + INNER("c.3"));
  assert.deepEqual(places(page.joins), [
    [-1, 1, [0, "a.1"]],
    [-1, 2, [0, "c.3"]],
    [-1, 3, [1, "b.2"]],
  ]);
  const [first] = page.joins as [Join];
  const { claim, ticket, pristine } = first[2];
  assert.deepEqual([claim, ticket, pristine], ["", "", 1]);
  assert.equal(page.document.body.className, "dj-connected", "the page is up without them");
});

Deno.test("a click in a view in a view is for that one alone, by its number", () => {
  const page = opened(INNER("a.1") + INNER("b.2"));
  page.say(-1, 1, 0, "t001");
  page.say(-1, 2, 0, "t002");
  page.click('[dj-view="b.2"] i');
  assert.deepEqual(page.take(), [[-7, 2, "inner"]]);
  page.say(-7, 2, [1, 1, 0, "1"]);
  assert.equal(page.document.querySelector('[dj-view="b.2"] i')?.textContent, "1");
  assert.equal(page.document.querySelector('[dj-view="a.1"] i')?.textContent, "0");
});

Deno.test("a view that a patch brings joins at once, and shows its full frame", () => {
  const page = opened("");
  page.take();
  page.say(0, 1, 0, PLACE("a.1"));
  const [join] = page.take() as [Join];
  assert.deepEqual(places([join]), [[-1, 1, [0, "a.1"]]]);
  assert.equal(join[2]["pristine"], 0);
  page.say(-1, 1, 1, "t001");
  page.say(-7, 1, [-9, 0, [0, "7"], null, { t: [["<i dj=b></i>", 0, 0]] }]);
  assert.equal(page.document.querySelector("[dj-view] i")?.textContent, "7");
});

Deno.test("a place of a name that the page has is taken by that view's element, with its focus", () => {
  const page = opened(INNER("a.1", "<input dj=b dj-input=inner name=x>"));
  page.say(-1, 1, 0, "t001");
  page.take();
  const element = page.document.querySelector("[dj-view]");
  page.say(0, 1, 0, [-1, PLACE("a.1"), "behind"]);
  assert.equal(page.document.querySelector("[dj-view]"), element);
  assert.equal(page.document.querySelectorAll("[dj-view]").length, 1);
  page.say(-9, 0, [0, PLACE("a.1")], null, { t: [["<main dj=b></main>", 0, 0]] });
  assert.equal(page.document.querySelector("main [dj-view]"), element);
  assert.deepEqual(page.take(), [[-3, 2]], "nobody joins");
});

Deno.test("a view whose place is another one's says goodbye, also where it only joins", () => {
  const page = opened(INNER("a.1") + INNER("b.2"));
  page.say(-1, 1, 0, "t001");
  page.take();
  page.say(0, 1, 0, PLACE("a.9"));
  const sent = page.take() as unknown[][];
  assert.deepEqual(sent.filter(([code]) => code === -7), [[-7, 1, [-6]], [-7, 2, [-6]]]);
  assert.deepEqual(places(sent.filter(([code]) => code === -1) as Join[]), [[-1, 3, [0, "a.9"]]]);
});

Deno.test("a view that is not rendered waits until the one around it is live again", async () => {
  const page = opened(INNER("a.1"));
  page.take();
  page.say(-7, 1, [-10, "gone"]);
  assert.deepEqual(page.take(), []);
  assert.equal(page.sockets.length, 1);
  assert.equal(page.document.body.className, "dj-connected");
  assert.deepEqual(places(await again(page)), [[-2, 0, undefined], [-1, 1, [0, "a.1"]]]);
  page.say(-7, 1, [-10, "gone"]);
  // The one around it begins anew.
  page.say(-10, "gone");
  assert.deepEqual(places(page.take() as Join[]), [[-1, 0, undefined]]);
  page.say(-1, 0, 0, "t009");
  assert.deepEqual(places(page.take() as Join[]), [[-1, 1, [0, "a.1"]]]);
});

Deno.test("a live view whose instance is gone begins anew on the same line", () => {
  const page = opened(INNER("a.1") + INNER("b.2"));
  page.say(-1, 1, 0, "t001");
  page.say(-1, 2, 0, "t002");
  page.take();
  page.names();
  page.say(-7, 1, [-10, "gone"]);
  assert.deepEqual(places(page.take() as Join[]), [[-1, 1, [0, "a.1"]]]);
  assert.equal(page.sockets.length, 1);
  page.say(-1, 1, 0, "t003");
  assert.deepEqual(page.names(), ["disconnected", "connected"], "its own, and nobody else's");
  page.click('[dj-view="a.1"] i');
  assert.deepEqual(page.take(), [[-7, 1, "inner"]]);
});

Deno.test("events of a view that were not answered go up again with its resume, not its parent's", async () => {
  const page = opened(INNER("a.1"));
  page.say(-1, 1, 0, "t001");
  page.take();
  page.click("[dj-view] i");
  page.take();
  const [root, inner] = await again(page) as [Join, Join];
  assert.deepEqual([root[2]["queued"], inner[2]["queued"]], [0, 1]);
  assert.deepEqual(inner[2]["in"], [0, "a.1"]);
  page.say(-2, 0, 0, 32);
  page.say(-2, 1, 0, 32);
  assert.deepEqual(page.take(), [[-7, 1, "inner"]]);
});

Deno.test("what was typed in a view in a view is typed again after a reload", () => {
  const field = INNER("a.1", "<input dj=b name=q>");
  const first = opened(`<input name=q>${field}`);
  (first.document.querySelector("[dj-view] input") as HTMLInputElement).value = "typed";
  first.say(-12);
  const page = open(OUTER(`<input name=q>${field}`), (window) => {
    (window.sessionStorage as Storage).setItem("djust", first.stored.get("djust") as string);
  });
  const values = [...page.document.querySelectorAll("input")].map(({ value }) => value);
  assert.deepEqual(values, ["", "typed"]);
});

Deno.test("the page leaves with all of its views", () => {
  const page = opened(INNER("a.1"));
  page.say(-1, 1, 0, "t001");
  page.take();
  page.window.dispatchEvent(new page.window.Event("pagehide"));
  assert.deepEqual(page.take(), [[-6], [-7, 1, [-6]]]);
});

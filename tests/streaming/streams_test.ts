/** Streams of a view and its page, through the real client: painted, patched, cut, mounted again. */

import assert from "node:assert/strict";
import { event, html, LiveView, raw } from "../../mod.ts";
import { type TestPage, visit } from "../../testing/mod.ts";
import { StreamingMixin } from "../../streaming/mod.ts";

/** An item. */
type Item = { id: number; text?: string };

/** A view that does what a test says. */
class Feed extends StreamingMixin(LiveView) {
  shown = true;
  word = "";
  heard: unknown[] = [];
  mount() {
    feed = this;
    this.stream<Item>("feed", [{ id: 1 }, { id: 2 }], {
      row: ({ id, text = "" }) =>
        html`
          <li
            class=${text}>row ${id} <b>${text}</b><button dj-click=${this
              .drop} data-id:int=${id}>x</button></li>
        `,
    });
  }
  @event
  act(): unknown {
    return play(this);
  }
  @event
  drop({ id }: { id: number }) {
    this.streamDelete("feed", id);
  }
  handleInfo(message: unknown) {
    this.heard.push(message);
  }
  render() {
    return html`<button id="act" dj-click=${this.act}>act</button>
      ${this.shown ? html`<ul dj-stream=${this.streams.feed}>${this.word}</ul>` : "hidden"}`;
  }
}

let feed: Feed;
let play = (_: Feed): unknown => undefined;

async function acts(page: TestPage, what: (view: Feed) => unknown): Promise<void> {
  play = what;
  await page.click("#act");
}

/** The keys of the rows, in their order, and what else is in the container. */
function rows(page: TestPage): string {
  const keys = page.findAll("ul > [dj-key]").map((row) => row.attribute("dj-key"));
  return keys.join(" ");
}

Deno.test("the first paint has the initial items, and what comes stands behind them", async () => {
  const page = await visit(Feed);
  assert.equal(rows(page), "1 2");
  await acts(page, (view) => {
    view.streamInsert("feed", { id: 3 });
    view.streamInsert("feed", { id: 0 }, { at: "prepend" });
    view.streamInsert("feed", { id: 9 }, { at: 1 });
    view.streamInsert("feed", { id: 8 }, { at: 99 });
    view.word = "own";
  });
  assert.equal(rows(page), "0 9 1 2 3 8");
  assert.match(page.text("ul"), /own$/);
});

Deno.test("an item of a known key is updated in its place, deleted, or inserted where it was not", async () => {
  const page = await visit(Feed);
  await acts(page, (view) => {
    view.streamUpdate("feed", { id: 1, text: "old" });
    view.streamUpdate("feed", { id: 3, text: "new" });
    view.streamInsert("feed", { id: 2, text: "again" }, { at: "prepend" });
  });
  assert.equal(rows(page), "1 2 3");
  assert.equal(page.text("li:nth-of-type(2) b"), "again");
  await acts(page, (view) => view.streamDelete("feed", 1));
  await acts(page, (view) => view.streamDelete("feed", "never there"));
  assert.equal(rows(page), "2 3");
});

Deno.test("an event from a row means the item that was seen", async () => {
  const page = await visit(Feed);
  await acts(page, (view) => view.streamInsert("feed", { id: 3 }));
  await page.click("[dj-key='2'] button");
  await page.click("[dj-key='3'] button");
  assert.equal(rows(page), "1");
});

Deno.test("streamReset(), streamTo() and streamText() take the place of what was there", async () => {
  const page = await visit(Feed);
  await acts(page, (view) => view.streamReset("feed", [{ id: 7 }]));
  assert.equal(rows(page), "7");
  await acts(page, (view) => view.streamTo("feed", html`<li>nothing</li>`));
  assert.equal(page.text("ul"), "nothing");
  await acts(page, (view) => view.streamReset("feed"));
  assert.equal(page.text("ul"), "");
  await acts(page, (view) => {
    view.streamText("feed", "b");
    view.streamText("feed", "c");
    view.streamText("feed", "a", { mode: "prepend" });
  });
  assert.equal(page.text("ul"), "abc");
  await acts(page, (view) => view.streamText("feed", "<i>", { mode: "replace" }));
  assert.equal(page.text("ul"), "<i>");
});

Deno.test("rows outlive their container: the next one of that name has them", async () => {
  const page = await visit(Feed);
  await acts(page, (view) => view.shown = false);
  assert.equal(rows(page), "");
  await acts(page, (view) => view.streamInsert("feed", { id: 3 }));
  await acts(page, (view) => view.shown = true);
  assert.equal(rows(page), "1 2 3");
  await acts(page, (view) => view.streamInsert("feed", { id: 4 }));
  assert.equal(rows(page), "1 2 3 4");
});

Deno.test("what happens while the line is away comes once, in order", async () => {
  const page = await visit(Feed);
  await page.goOffline();
  for (let id = 3; id < 6; id++) feed.streamInsert("feed", { id });
  await page.goOnline();
  await page.settled();
  assert.equal(rows(page), "1 2 3 4 5");
});

class Kinds extends StreamingMixin(LiveView) {
  mount() {
    kinds = this;
    this.stream("lines", ["zero", "<b>", "two"], { limit: 2 });
    this.stream("raw", [{ id: 1 }], { row: () => raw("<b>bold</b><i>italic</i>") });
    this.stream("text");
    this.streamText("text", "a < b");
  }
  render() {
    return html`
      <ul dj-stream=${this.streams.lines}></ul>
      <p dj-stream=${this.streams.text}></p>
      <div dj-stream=${this.streams.raw}>${"own"}</div>
    `;
  }
}

let kinds: Kinds;

Deno.test("texts are rows by themselves, raw HTML is put into one, a text stands at the end", async () => {
  const page = await visit(Kinds);
  assert.deepEqual(page.findAll("ul > li").map(({ text }) => text), ["<b>", "two"]);
  assert.equal(
    page.find("[dj-stream=raw] > div")?.html,
    '<div dj-key="1"><b>bold</b><i>italic</i></div>',
  );
  assert.equal(page.text("p > span"), "a < b");
  assert.match(page.text("[dj-stream=raw]"), /own$/);
  kinds.streamText("text", " < c");
  kinds.streamInsert("lines", "three");
  kinds.streamUpdate("raw", { id: 1 });
  await page.clock.move(16);
  await page.settled();
  assert.equal(page.text("p"), "a < b < c");
  assert.deepEqual(page.findAll("ul > li").map(({ text }) => text), ["two", "three"]);
  assert.equal(page.findAll("[dj-key='1']").length, 1);
});

Deno.test("a page that is mounted again shows what stream() gives in mount", async () => {
  const page = await visit(Feed, { options: { limits: { grace: 50 } } });
  await acts(page, (view) => view.streamInsert("feed", { id: 3 }));
  await page.goOffline();
  await page.clock.move(100);
  await page.goOnline();
  await page.settled();
  assert.equal(rows(page), "1 2");
  await acts(page, (view) => view.streamInsert("feed", { id: 5 }));
  assert.equal(rows(page), "1 2 5");
});

/** What a view says that does this in a handler. */
async function toldBy(what: (view: Feed) => unknown): Promise<string> {
  const page = await visit(Feed);
  await acts(page, what);
  return page.failures.map((failure) => String((failure as { error: unknown }).error)).join("\n");
}

for (
  const [what, act, told] of [
    ["a closure", (v) =>
      v.stream("other", [{ id: 1 }], {
        row: () => html`<li dj-click=${() => 1}></li>`,
      }), /Cannot stream a closure.*dj-click=\$\{this.remove\}/s],
    [
      "an unknown stream",
      (v) => v.streamInsert("fed", { id: 1 }),
      /no such stream \(it has "feed"\); call this.stream\("fed", …\) in mount\(\)/,
    ],
    [
      "an item without a key",
      (v) => v.streamInsert("feed", {}),
      /its key is undefined; write stream\("feed", items, \{ key/,
    ],
    [
      "two items of one key",
      (v) => v.streamReset("feed", [{ id: 1 }, { id: 1 }]),
      /two items have the key "1"/,
    ],
    [
      "a place that is none",
      (v) => v.streamInsert("feed", { id: 1 }, { at: "top" as "append" }),
      /at "top": write "append", "prepend", or a place/,
    ],
    [
      "a limit that is none",
      (v) => v.streamInsert("feed", { id: 1 }, { limit: 0 }),
      /to 0: write how many rows/,
    ],
    [
      "an object without a row",
      (v) => v.stream("other", [{ id: 1 }]),
      /nothing says what its row is/,
    ],
    ["two elements in a row", (v) =>
      v.stream("other", [{ id: 1 }], {
        row: () => html`<i></i><b></b>`,
      }), /not exactly one element/],
    ["a text that is none", (v) => v.streamText("feed", 5 as never), /the chunk is 5; give a text/],
    [
      "a way that is none",
      (v) => v.streamText("feed", "", { mode: "add" as "append" }),
      /by "add"/,
    ],
    ["no key to delete", (v) => v.streamDelete("feed", { id: 1 } as never), /is no key/],
    ["what is no list", (v) => v.streamReset("feed", 5 as never), /give a list of items/],
  ] satisfies [string, (view: Feed) => unknown, RegExp][]
) {
  Deno.test(`a stream refuses ${what}, and says what to write`, async () => {
    assert.match(await toldBy(act), told);
  });
}

Deno.test("a stream is not there before mount, and its container has to be its own", async () => {
  class Early extends StreamingMixin(LiveView) {
    first = this.stream("x");
    render() {
      return html`<p></p>`;
    }
  }
  const page = await visit(Early);
  assert.match(String((page.failures[0] as { error: unknown }).error), /use it in mount\(\)/);
  class Misplaced extends StreamingMixin(LiveView) {
    mount() {
      this.stream("x");
    }
    render() {
      return html`<ul dj-virtual=${this.streams.x}></ul>`;
    }
  }
  const other = await visit(Misplaced);
  assert.match(String((other.failures[0] as { error: unknown }).error), /write dj-stream/);
});

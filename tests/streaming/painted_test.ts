/** A stream as it is painted, and as it comes by a line: the same rows, in the same order. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { StreamingMixin } from "@djust/live/streaming";
import { type TestPage, visit } from "@djust/live/testing";
import { seedFrom } from "../seed.ts";

/** Something that is done to a stream. */
type Act = (view: Rows) => void;

let before: readonly Act[] = [];
let after: readonly Act[] = [];

class Rows extends StreamingMixin(LiveView) {
  mount() {
    this.stream<{ id: number; text?: string }>("rows", [], {
      row: ({ id, text = "" }) => html`<li>${id}${text}</li>`,
    });
    for (const act of before) act(this);
  }
  @event
  act() {
    for (const act of after) act(this);
  }
  render() {
    return html`
      <ul dj-stream=${this.streams.rows}>
        <li>own</li>
      </ul>
      <button dj-click=${this.act}>act</button>
    `;
  }
}

/** Texts of what is in the container. */
const shown = (page: TestPage): string[] => page.findAll("ul > li").map(({ text }) => text);

/** What a page shows after these: all painted, all by its line, and some of each. */
async function ways(acts: readonly Act[]): Promise<string[][]> {
  const all: string[][] = [];
  for (const painted of [acts.length, 0, acts.length >> 1]) {
    before = acts.slice(0, painted);
    after = acts.slice(painted);
    const page = await visit(Rows);
    await page.click("button");
    assert.deepEqual([page.errors, page.failures], [[], []]);
    all.push(shown(page));
    await page.close();
  }
  return all;
}

const insert = (id: number, options = {}): Act => (view) =>
  view.streamInsert("rows", { id }, options);
const text = (chunk: string): Act => (view) => view.streamText("rows", chunk);

for (
  const [what, acts, shows] of [
    [
      "the text stands behind the rows, however late they come",
      [insert(1), text("more"), insert(2), insert(3, { at: 9 }), insert(4, { at: 1 })],
      ["1", "4", "2", "3", "more", "own"],
    ],
    [
      "a limit lets go of rows, and never of the text",
      [insert(1), insert(2), text("more"), insert(3, { at: "prepend", limit: 2 })],
      ["3", "1", "more", "own"],
    ],
    [
      "what goes before the first row lets go of the last, as what is prepended does",
      [insert(1), insert(2), insert(3, { at: 0, limit: 2 })],
      ["3", "1", "own"],
    ],
  ] satisfies [string, Act[], string[]][]
) {
  Deno.test(`stream: ${what}`, async () => {
    for (const way of await ways(acts)) assert.deepEqual(way, shows);
  });
}

Deno.test("stream: what is painted is what a page has that gets the same by its line", async () => {
  const random = seedFrom("painted streams");
  const one = () => ({
    what: random.pick(["insert", "limit", "update", "delete", "text", "reset"] as const),
    id: random.integer(0, 7),
    at: random.pick(["append", "prepend", 0, 1, 5] as const),
    mode: random.pick(["append", "prepend", "replace"] as const),
  });
  const actOf = ({ what, id, at, mode }: ReturnType<typeof one>): Act => (view) => {
    switch (what) {
      case "insert":
        return view.streamInsert("rows", { id }, { at });
      case "limit":
        return view.streamInsert("rows", { id }, { at, limit: 2 + id });
      case "update":
        return view.streamUpdate("rows", { id, text: "!" });
      case "delete":
        return view.streamDelete("rows", id);
      case "text":
        return view.streamText("rows", String(id), { mode });
      case "reset":
        return view.streamReset("rows", [{ id: 3 }, { id: 4 }]);
      default:
        return what satisfies never;
    }
  };
  for (let run = 0; run < 10; run++) {
    const acts = Array.from({ length: 12 }, one);
    const [painted, ...others] = await ways(acts.map(actOf));
    for (const other of others) assert.deepEqual(other, painted, JSON.stringify(acts));
  }
});

Deno.test("stream: an insertion that is refused changes no limit", async () => {
  for (const wrong of [{ id: 4 }, {}]) {
    const limit = "id" in wrong ? -1 : 1;
    const [, live] = await ways([
      ...[1, 2, 3].map((id) => insert(id, { limit: 3 })),
      (view) => assert.throws(() => view.streamInsert("rows", wrong, { limit })),
      (view) => view.streamReset("rows", [{ id: 5 }, { id: 6 }, { id: 7 }]),
    ]);
    assert.deepEqual(live, ["5", "6", "7", "own"]);
  }
});

/** Slips of an author: what cannot be is an error at once, or when it is called, with what to write. */

import assert from "node:assert/strict";
import { z } from "zod";
import { DraftModeMixin, each, form, html, LiveView, view, virtual, wizard } from "../mod.ts";
import { visit } from "../testing/mod.ts";

// What a program in JavaScript may write, too.
// deno-lint-ignore no-explicit-any
const loose: any = { DraftModeMixin, each, form, view, virtual, wizard };
const schema = z.object({ name: z.string() });
const load = () => [];

class Part extends LiveView {
  render() {
    return html`<p>part</p>`;
  }
}

const SLIPS: readonly (readonly [what: string, slip: () => unknown, told: RegExp])[] = [
  [
    "form() with a strange option",
    () => loose.form(schema, {}, { ID: "a" }),
    /"ID" is no option; known are "id"/,
  ],
  [
    "wizard() without steps",
    () => loose.wizard({}),
    /steps are schemas by their names; write wizard\(\{ steps/,
  ],
  ["wizard() with the steps alone", () => loose.wizard({ who: schema }), /write wizard\(\{ steps/],
  ["wizard() with a list", () => loose.wizard({ steps: [schema] }), /schemas by their names/],
  [
    "wizard() with a strange option",
    () => loose.wizard({ steps: { who: schema }, inital: {} }),
    /"inital" is no option/,
  ],
  [
    "virtual() without load",
    () => loose.virtual({ total: 1, rowHeight: 4 }),
    /load gives the rows/,
  ],
  ["virtual() without anything", () => loose.virtual(), /rowHeight is the height/],
  [
    "virtual() with a strange option",
    () => loose.virtual({ totl: 1, total: 1, rowHeight: 4, load }),
    /"totl" is no option/,
  ],
  [
    "virtual() of less than nothing",
    () => loose.virtual({ total: -1, rowHeight: 4, load }),
    /total is how many/,
  ],
  [
    "virtual() of no number",
    () => loose.virtual({ total: NaN, rowHeight: 4, load }),
    /total is how many/,
  ],
  [
    "virtual() without an end",
    () => loose.virtual({ total: Infinity, rowHeight: 4, load }),
    /total is how many/,
  ],
  [
    "view() without options",
    () => loose.view(Part),
    /Cannot embed "Part": .*write view\(Part, \{ id: "…" \}\)/,
  ],
  [
    "each() of a Map",
    () => loose.each(new Map(), String, String),
    /what is no array \(Map\): write each\(\[\.\.\.items\]/,
  ],
  [
    "DraftModeMixin() without a class",
    () => loose.DraftModeMixin(),
    /write DraftModeMixin\(LiveView\)/,
  ],
];

for (const [what, slip, told] of SLIPS) {
  Deno.test(`${what} is refused, with what to write`, () => void assert.throws(slip, told));
}

Deno.test("an operation that was given where it should have been called says so", async () => {
  class Tags extends LiveView {
    form = form(z.object({ tags: z.array(z.string()) }), { tags: ["one"] });
    order = wizard({ steps: { who: schema, what: schema } });
    render() {
      const { tags } = this.form.fields;
      const slips = [
        tags.add,
        tags.items[0]?.remove,
        tags.items[0]?.move,
        this.order.next,
        this.order.to,
      ];
      return html`${slips.map((slip) => html`<button dj-click=${slip as () => void}>x</button>`)}`;
    }
  }
  const page = await visit(Tags);
  const buttons = page.findAll("button").length;
  for (let at = 1; at <= buttons; at++) await page.click(`button:nth-of-type(${at})`);
  const told = page.failures.map((one) => String((one as { error?: unknown }).error));
  assert.equal(told.length, 5);
  for (
    const [at, call] of ["add(item)", "remove()", "move(to)", "next()", 'to("step")'].entries()
  ) {
    assert.ok(told[at]?.includes(`write dj-click=\${….${call}}, with its parentheses`), told[at]);
  }
});

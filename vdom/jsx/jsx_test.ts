/** What compiled JSX calls. What JSX paints is in tests/jsx. */

import assert from "node:assert/strict";
import { createScope } from "../../tests/scope.ts";
import { jsx, type Template } from "../jsx_runtime.ts";
import { type Child, html, print, Tree } from "../mod.ts";

const printed = (child: Child): string => print(child, createScope());

Deno.test("jsx(): class and className, in spreads as well, are one", () => {
  assert.equal(printed(jsx("b", { class: "a", className: "b" })), '<b class="a b"></b>');
  assert.equal(
    printed(jsx("b", { className: ["a"], id: "i", class: { b: true, c: false } })),
    '<b class="a b" id="i"></b>',
  );
});

Deno.test("jsx(): 0, an empty text, false and null are keys like any other", () => {
  const Row = ({ text }: { text: string }): Child => html`<li>${text}</li>`;
  const keys = [0, "", false, null, "0"];
  const view = (order: unknown[]): Child =>
    html`<ul>${order.map((key) => jsx(Row, { text: "x" }, key))}</ul>`;
  const tree = new Tree(createScope());
  tree.paint(view(keys), null);
  // The last row comes first: one move, nothing else.
  assert.deepEqual(tree.diff(view([keys[4], ...keys.slice(0, 4)]), null)?.ops, [
    ...[1, 0, [-4, 2, [4]]],
  ]);
});

Deno.test("jsx(): elements of one shape are one template, until there are too many shapes", () => {
  const make = (name: string): Template => jsx("i", { [name]: 1 }) as Template;
  const { statics } = make("data-first");
  assert.equal(make("data-first").statics, statics);
  assert.notEqual(make("data-other").statics, statics);
  for (let i = 0; i < 10_000; i++) make(`data-${i}`);
  assert.notEqual(make("data-first").statics, statics);
});

/** A kind of tree node from outside of the engine, and whose a handler is. */

import assert from "node:assert/strict";
import { Owned } from "../../tests/kit/owned_kind.ts";
import { createScope } from "../../tests/scope.ts";
import { type Child, each, html, memo, print, Tree } from "../mod.ts";

const button = (click: () => void, text: unknown = "x"): Child =>
  html`<button dj-click=${click}>${text as string}</button>`;

/** A tree that has painted this. */
function shown(template: Child): Tree {
  const tree = new Tree(createScope());
  tree.paint(template, null);
  return tree;
}

const [first, second] = [{ name: "first" }, { name: "second" }];
const click = (): void => {};

Deno.test("a kind of node from outside is painted, compared, written and printed", () => {
  const page = (part: Child): Child => html`<main>${part}</main>`;
  const tree = new Tree(createScope());
  const { content } = tree.paint(page(new Owned(first, button(click, "a"))), null);
  assert.equal(content, "<main dj=b><button dj=b dj-click>a</button></main>");
  assert.equal(tree.diff(page(new Owned(first, button(click, "a"))), null), null);
  // In place, as its template would be without it.
  assert.deepEqual(tree.diff(page(new Owned(first, button(click, "b"))), null)?.ops, [2, 0, "b"]);
  // Another owner's is another part, with a number of its own.
  const other = tree.diff(page(new Owned(second, button(click, "b"))), null);
  assert.equal(other?.ops[0], 1);
  assert.equal(tree.handler(2, 0, "click"), undefined);
  assert.equal(tree.handler(3, 0, "click")?.owner, second);
  // What it holds may change its kind.
  assert.deepEqual(tree.diff(page(new Owned(second, "plain")), null)?.ops, [1, 0, "plain"]);
  assert.deepEqual(tree.diff(page(null), null)?.ops, [1, 0, null]);
  assert.equal(print(page(new Owned(first, "<")), createScope()), "<main>&lt;</main>");
});

Deno.test("handler() says whose it is: the innermost part's, however deep, or the view's", () => {
  const inner = new Owned(second, each([1, 2], (n) => n, () => button(click)));
  const tree = shown(
    html`<div>${button(click)}${new Owned(
      first,
      html`<p>${memo([1], () => button(click))}${inner}</p>`,
    )}</div>`,
  );
  const owners = [2, 4, 5, 6].map((block) => tree.handler(block, 0, "click")?.owner);
  assert.deepEqual(owners, [undefined, first, second, second]);
  assert.equal(tree.handler(4, 0, "click")?.handler, click);
  assert.equal(tree.handler(7, 0, "click"), undefined);
});

Deno.test("heal() keeps the part around the block it sends anew", () => {
  const page = (text: string): Child => html`<div>${new Owned(first, button(click, text))}</div>`;
  const tree = shown(page("a"));
  assert.deepEqual(tree.heal(2)?.ops.slice(0, 2), [1, 0]);
  assert.equal(tree.handler(3, 0, "click")?.owner, first);
  assert.deepEqual(tree.diff(page("b"), null)?.ops, [3, 0, "b"]);
});

Deno.test("a part cannot stand in an attribute", () => {
  const part = new Owned(first, "x") as unknown as string;
  assert.throws(() => shown(html`<p title=${part}>x</p>`), /a part of the page/);
});

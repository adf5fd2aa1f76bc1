import assert from "node:assert/strict";
import { createScope } from "../../tests/scope.ts";
import { type Child, html, memo, Tree } from "../mod.ts";

/** A tree that shows a view. */
function shown(view: Child): Tree {
  const tree = new Tree(createScope());
  tree.paint(view, null);
  return tree;
}

const ops = (tree: Tree, view: Child): unknown => tree.diff(view, null)?.ops ?? null;

Deno.test("memo() whose dependencies come back renders again, and is skipped again", () => {
  let rendered = 0;
  const view = (dep: string): Child =>
    html`<p>${memo([dep], () => (rendered++, html`<b>${dep}</b>`))}</p>`;
  const tree = shown(view("a"));
  assert.deepEqual(ops(tree, view("b")), [2, 0, "b"]);
  assert.deepEqual(ops(tree, view("a")), [2, 0, "a"]);
  assert.equal(ops(tree, view("a")), null);
  assert.deepEqual(ops(tree, view("b")), [2, 0, "b"]);
  assert.equal(rendered, 4);
});

Deno.test("memo() may hold a text, a list or nothing, and remembers which", () => {
  const view = (dep: number, child: Child): Child => html`<p>${memo([dep], () => child)}</p>`;
  const tree = shown(view(1, "a"));
  assert.deepEqual(ops(tree, view(2, "b")), [1, 0, "b"]);
  assert.deepEqual(ops(tree, view(3, "bc")), [1, -2, "c"]);
  assert.deepEqual(ops(tree, view(4, null)), [1, 0, null]);
  assert.equal(ops(tree, view(5, null)), null);
  assert.deepEqual(ops(tree, view(6, ["x"])), [1, 0, [-2, 0, "x"]]);
  assert.deepEqual(ops(tree, view(7, ["y"])), [2, 0, "y"]);
  assert.deepEqual(ops(tree, view(8, "a")), [1, 0, "a"]);
});

Deno.test("memo() whose first dependency, last dependency or their number changes renders again", () => {
  const view = (deps: unknown[], value: string): Child =>
    html`<p>${memo(deps, () => html`<b>${value}</b>`)}</p>`;
  const tree = shown(view([1, 2, 3], "a"));
  assert.deepEqual(ops(tree, view([0, 2, 3], "b")), [2, 0, "b"]);
  assert.deepEqual(ops(tree, view([0, 2, 4], "c")), [2, 0, "c"]);
  assert.deepEqual(ops(tree, view([0, 2, 4, undefined], "d")), [2, 0, "d"]);
  assert.deepEqual(ops(tree, view([0, 2, 4], "e")), [2, 0, "e"]);
  assert.deepEqual(ops(tree, view([], "f")), [2, 0, "f"]);
});

Deno.test("parts that follow each other in one place with deps of their own are not warned of", () => {
  const scope = createScope();
  const tree = new Tree(scope);
  const view = (dep: number): Child =>
    html`<p>${dep === 1 ? memo([1], () => "one") : memo([2], () => "another")}</p>`;
  tree.paint(view(1), null);
  for (const dep of [2, 2, 1, 1, 2]) tree.diff(view(dep), null);
  assert.deepEqual(scope.warnings, []);
});

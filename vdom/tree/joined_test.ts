/** joined(): a text in pieces is sent by what was pushed, and read no further back. */

import assert from "node:assert/strict";

import { createScope } from "../../tests/scope.ts";
import { type Child, html, joined, print, Tree } from "../mod.ts";

const page = (pieces: readonly string[] | undefined): Child =>
  html`<p>${pieces === undefined ? null : joined(pieces)}</p>`;

/** A tree that has painted these pieces. */
function shown(pieces: readonly string[] | undefined): Tree {
  const tree = new Tree(createScope());
  tree.paint(page(pieces), null);
  return tree;
}

const opsOf = (tree: Tree, pieces: readonly string[] | undefined): unknown =>
  tree.diff(page(pieces), null)?.ops;

Deno.test("joined() paints one text, escaped", () => {
  const { content } = new Tree(createScope()).paint(page(["a <", "b>"]), null);
  assert.equal(content, "<p dj=b>a &lt;b&gt;</p>");
  assert.equal(print(page(["<", "b"]), createScope()), "<p>&lt;b</p>");
});

Deno.test("joined() sends what was pushed since, all of it at once", () => {
  const pieces = ["a"];
  const tree = shown(pieces);
  assert.equal(opsOf(tree, pieces), undefined);
  pieces.push("b", "c");
  assert.deepEqual(opsOf(tree, pieces), [1, -2, "bc"]);
  pieces.push("");
  assert.equal(opsOf(tree, pieces), undefined);
  pieces.push("d");
  assert.deepEqual(opsOf(tree, pieces), [1, -2, "d"]);
});

Deno.test("joined() looks at no piece that the page has but the last", () => {
  const asked: number[] = [];
  const pieces = new Proxy(["a", "b", "c"], {
    get(target, name, receiver) {
      if (/^\d+$/.test(String(name))) asked.push(Number(name));
      return Reflect.get(target, name, receiver);
    },
  });
  const tree = shown(pieces);
  asked.length = 0;
  pieces.push("d");
  assert.deepEqual(opsOf(tree, pieces), [1, -2, "d"]);
  assert.deepEqual(asked.filter((index) => index < 2), []);
});

Deno.test("joined() sends all where there is another text: another array, fewer pieces, another last one", () => {
  const pieces = ["a", "b"];
  const tree = shown(pieces);
  assert.deepEqual(opsOf(tree, ["a", "b"]), [1, 0, "ab"]);
  assert.deepEqual(opsOf(tree, pieces), [1, 0, "ab"]);
  pieces[1] += "c";
  assert.deepEqual(opsOf(tree, pieces), [1, 0, "abc"]);
  pieces.length = 1;
  assert.deepEqual(opsOf(tree, pieces), [1, 0, "a"]);
  pieces.length = 0;
  assert.deepEqual(opsOf(tree, pieces), [1, 0, ""]);
  pieces.push("d");
  assert.deepEqual(opsOf(tree, pieces), [1, 0, "d"]);
});

Deno.test("joined() writes a text where none was, and never adds to half a surrogate pair", () => {
  const tree = shown([]);
  const pieces = ["", "\ud83d"];
  assert.deepEqual(opsOf(tree, pieces), [1, 0, "\ud83d"]);
  pieces.push("\ude00");
  assert.deepEqual(opsOf(tree, pieces), [1, 0, "😀"]);
  pieces.push("!");
  assert.deepEqual(opsOf(tree, pieces), [1, -2, "!"]);
});

Deno.test("joined() comes and goes like any child, and is healed with its block", () => {
  const pieces = ["a"];
  const tree = shown(undefined);
  assert.deepEqual(opsOf(tree, pieces), [1, 0, "a"]);
  pieces.push("b");
  assert.deepEqual(tree.heal(1)?.ops.at(-1), [0, "ab"]);
  assert.equal(opsOf(tree, pieces), undefined);
  assert.deepEqual(opsOf(tree, undefined), [2, 0, null]);
});

Deno.test("joined() refuses what is no array, and a text where none may stand", () => {
  assert.throws(() => joined("abc" as never), /Cannot join string: give an array of texts/);
  const table = html`<table>${joined(["a"])}</table>`;
  assert.throws(() => new Tree(createScope()).paint(table, null), /Cannot paint a text/);
});

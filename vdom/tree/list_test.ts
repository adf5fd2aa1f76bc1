import assert from "node:assert/strict";
import { createScope, type TestScope } from "../../tests/scope.ts";
import { seedFrom } from "../../tests/seed.ts";
import { type Child, each, html, Tree } from "../mod.ts";
import { stableOf } from "./stable.ts";

const keyed = (...items: unknown[]): Child =>
  html`<ul>${each(items, (item) => item, (item) => html`<li>${String(item)}</li>`)}</ul>`;

/** A tree that shows a list: block 1 is the `<ul>`, its rows follow. */
function shown(view: Child, scope: TestScope = createScope()): Tree {
  const tree = new Tree(scope);
  tree.paint(view, null);
  return tree;
}

const ops = (tree: Tree, view: Child): unknown => tree.diff(view, null)?.ops ?? null;

Deno.test("a keyed list sends only what moved, came and went", () => {
  const tree = shown(keyed(1, 2, 3, 4, 5));
  assert.equal(ops(tree, keyed(1, 2, 3, 4, 5)), null);
  assert.deepEqual(ops(tree, keyed(1, 2, 4, 5)), [4, -1]);
  assert.deepEqual(ops(tree, keyed(1, 2, 9, 4, 5)), [1, 0, [-4, 5, [[0, "9"]]]]);
  assert.deepEqual(ops(tree, keyed(5, 1, 2, 9, 4)), [1, 0, [-4, 2, [4]]]);
});

Deno.test("a keyed list: swapped ends move two rows, whatever is between", () => {
  const items = Array.from({ length: 1_000 }, (_, i) => i);
  const tree = shown(keyed(...items));
  [items[1], items[998]] = [items[998] as number, items[1] as number];
  assert(JSON.stringify(tree.diff(keyed(...items), null)?.ops).length < 40);
  items.reverse();
  assert(JSON.stringify(tree.diff(keyed(...items), null)?.ops).length < 5_000);
});

Deno.test("a keyed list appends rows of one template without repeating it", () => {
  const tree = shown(keyed(1));
  assert.deepEqual(ops(tree, keyed(1, 2, 3)), [1, 0, [-4, 0, [[-2, 0, "2", "3"]]]]);
});

Deno.test("rows without holes are written one by one", () => {
  const view = (...items: number[]): Child =>
    html`<ul>${each(items, (item) => item, () => html`<li>x</li>`)}</ul>`;
  const tree = shown(view(1));
  assert.deepEqual(ops(tree, view(1, 2, 3)), [1, 0, [-4, 0, [[0], [0]]]]);
  assert.deepEqual(ops(shown(view()), view(1, 2)), [1, 0, [-1, [0], [0]]]);
});

Deno.test("a list that empties or of which nothing is left is sent as a whole", () => {
  const tree = shown(keyed(1, 2));
  assert.deepEqual(ops(tree, keyed()), [1, 0, [-1]]);
  assert.deepEqual(ops(tree, keyed(3, 4)), [1, 0, [-2, 0, "3", "4"]]);
  assert.deepEqual(ops(tree, keyed(5)), [1, 0, [-2, 0, "5"]]);
  assert.deepEqual(ops(tree, keyed(6)), [1, 0, [-2, 0, "6"]]);
});

Deno.test("of a key that comes to stand twice one row moves, and the other is new", () => {
  const scope = createScope();
  const rest = ["d", "e", "f", "g", "h", "i", "j", "k", "l"];
  const tree = shown(keyed("a", "b", "c", ...rest), scope);
  // Blocks 2, 3 and 4; "b" and the first "a" change places, "c" gives its own to another "a".
  assert.deepEqual(ops(tree, keyed("b", "a", "a", ...rest)), [
    ...[4, -1],
    ...[-3, 0, [-4, 5, [-2, -1, [0, "a"]]]],
  ]);
  assert.match(scope.warnings.join(), /The key "a" stands twice/);
});

Deno.test("a keyed list changed in place is seen", () => {
  const items = [{ id: 1, text: "a" }];
  const view = (): Child =>
    html`<ul>${each(items, (item) => item.id, (item) => html`<li>${item.text}</li>`)}</ul>`;
  const tree = shown(view());
  (items[0] as { text: string }).text = "b";
  items.push({ id: 2, text: "c" });
  assert.deepEqual(ops(tree, view()), [2, 0, "b", -1, 0, [-4, 0, [[0, "c"]]]]);
});

Deno.test("a list with deps is skipped while they stay the same", () => {
  let rendered = 0;
  const items = [1, 2];
  const view = (deps: unknown[]): Child =>
    html`<ul>${
      each(items, (item) => item, (item) => (rendered++, html`<li>${item}</li>`), { deps })
    }</ul>`;
  const deps = ["a", NaN];
  const tree = shown(view(deps));
  items.push(3);
  assert.equal(ops(tree, view(["a", NaN])), null);
  assert.equal(rendered, 2);
  deps[0] = "b";
  assert.deepEqual(ops(tree, view(deps)), [1, 0, [-4, 0, [[0, 3]]]]);
  deps[0] = "c";
  items.pop();
  assert.deepEqual(ops(tree, view(deps)), [4, -1]);
});

Deno.test("a list whose deps come back is rendered again, and skipped again", () => {
  let rendered = 0;
  const view = (dep: string, ...items: string[]): Child =>
    html`<ul>${
      each(items, (item) => item, (item) => (rendered++, html`<li>${item}</li>`), { deps: [dep] })
    }</ul>`;
  const tree = shown(view("a", "x"));
  assert.deepEqual(ops(tree, view("b", "x", "y")), [1, 0, [-4, 0, [[0, "y"]]]]);
  assert.deepEqual(ops(tree, view("a", "x")), [3, -1]);
  assert.equal(ops(tree, view("a", "not", "looked", "at")), null);
  assert.equal(rendered, 4);
});

Deno.test("a list is rendered whenever it has no deps, before and after it had some", () => {
  const view = (item: string, deps?: unknown[]): Child =>
    html`<ul>${each([1], (key) => key, () => html`<li>${item}</li>`, deps && { deps })}</ul>`;
  const tree = shown(view("a", [1]));
  assert.deepEqual(ops(tree, view("b")), [2, 0, "b"]);
  assert.deepEqual(ops(tree, view("c", [1])), [2, 0, "c"]);
  assert.equal(ops(tree, view("d", [1])), null);
});

Deno.test("a list that was emptied is skipped while its deps stay, and comes back with others", () => {
  const view = (dep: number, ...items: string[]): Child =>
    html`<ul>${
      each(items, (item) => item, (item) => html`<li>${item}</li>`, { deps: [dep] })
    }</ul>`;
  const tree = shown(view(1, "a"));
  assert.deepEqual(ops(tree, view(2)), [1, 0, [-1]]);
  assert.equal(ops(tree, view(2, "skipped")), null);
  assert.deepEqual(ops(tree, view(1, "a")), [1, 0, [-2, 0, "a"]]);
});

Deno.test("a list that was empty for other deps too is rendered when the first come back", () => {
  const view = (dep: number, ...items: string[]): Child =>
    html`<ul>${
      each(items, (item) => item, (item) => html`<li>${item}</li>`, { deps: [dep] })
    }</ul>`;
  const tree = shown(view(1));
  assert.equal(ops(tree, view(2)), null);
  assert.deepEqual(ops(tree, view(1, "a")), [1, 0, [-2, 0, "a"]]);
});

Deno.test("lists that follow each other in one place with deps of their own are not warned of", () => {
  const scope = createScope();
  const view = (dep: number): Child =>
    html`<p>${
      dep === 1
        ? each([1], (item) => item, (item) => `one ${item}`, { deps: [1] })
        : each([1], (item) => item, (item) => `another ${item}`, { deps: [2] })
    }</p>`;
  const tree = shown(view(1), scope);
  for (const dep of [2, 2, 1, 1, 2]) tree.diff(view(dep), null);
  assert.deepEqual(scope.warnings, []);
});

Deno.test("a key that stands twice is told of in the first paint, a full frame and what is added", () => {
  const arrays = (...items: string[]): Child =>
    html`<ul>${items.map((item) => html`<li key=${item}>${item}</li>`)}</ul>`;
  for (const view of [keyed, arrays]) {
    const steps: ((tree: Tree) => unknown)[] = [
      (tree) => tree.paint(view("a", "b", "a"), null),
      (tree) => tree.refresh(view("a", "b", "a"), null),
      (tree) => (tree.paint(view("a", "b"), null), tree.diff(view("a", "b", "a"), null)),
      (tree) => (tree.paint(null, null), tree.diff(view("a", "b", "a"), null)),
    ];
    for (const [i, step] of steps.entries()) {
      const scope = createScope();
      step(new Tree(scope));
      assert.match(scope.warnings.join(), /^The key "a" stands twice in a list/, `step ${i}`);
      const quiet = createScope({}, { development: false });
      step(new Tree(quiet));
      assert.deepEqual(quiet.warnings, []);
    }
    const scope = createScope();
    new Tree(scope).paint(html`${view("a", "b")}${view("a", "b")}`, null);
    assert.deepEqual(scope.warnings, [], "the same key in another list is another row");
  }
});

Deno.test("a key that stands twice warns with its name, and the page is right all the same", () => {
  for (const next of [["a", "b", "a"], ["b", "a", "a", "c"], ["a", "a"]]) {
    const scope = createScope();
    const tree = shown(keyed("a", "b", "c"), scope);
    ops(tree, keyed(...next));
    assert.match(
      scope.warnings[0] ?? "",
      /The key "a" stands twice in a list: its rows go by place/,
    );
    const quiet = createScope({}, { development: false });
    ops(shown(keyed("a", "b", "c"), quiet), keyed(...next));
    assert.deepEqual(quiet.warnings, []);
  }
});

Deno.test("a plain array is keyed by its items' keys, else goes by place", () => {
  const byKey = (...items: number[]): Child =>
    html`<ul>${items.map((item) => html`<li key=${item}>${item}</li>`)}</ul>`;
  assert.deepEqual(ops(shown(byKey(1, 2)), byKey(2, 1)), [1, 0, [-4, 0, [3, -1]]]);
  const byPlace = (...items: number[]): Child =>
    html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  assert.deepEqual(ops(shown(byPlace(1, 2)), byPlace(2, 1)), [2, 0, 2, 1, 0, 1]);
  assert.deepEqual(ops(shown(byPlace(1, 2)), byPlace(1)), [3, -1]);
});

Deno.test("rows may be texts, nothing, arrays and templates of several kinds", () => {
  const view = (...items: Child[]): Child => html`<p>${items}</p>`;
  const bold = html`<b>x</b>`;
  const tree = shown(view("a", null, ["b", "c"], bold));
  assert.deepEqual(ops(tree, view("a", "n", ["b", "d"], bold)), [3, 0, "n", 3, 0, "d"]);
  assert.equal(tree.broken, false);
});

Deno.test("a row that changes its template is another block", () => {
  const view = (on: boolean): Child =>
    html`<ul>${
      each([1, 2], (item) =>
        item, (item) =>
        on && item === 1 ? html`<li>${item}!</li>` : html`<li>${item}</li>`)
    }</ul>`;
  const tree = shown(view(false));
  assert.deepEqual(ops(tree, view(true)), [2, -1, -1, 0, [-4, 3, [[0, 1]]]]);
  assert.equal(tree.handler(2, 0, "click")?.handler, undefined);
});

Deno.test("rows render once per update, those in front first", () => {
  const seen: number[] = [];
  const view = (...items: number[]): Child =>
    html`<ul>${
      each(items, (item) => item, (item) => (seen.push(item), html`<li>${item}</li>`))
    }</ul>`;
  const tree = shown(view(1, 2, 3, 4));
  for (const next of [[1, 2, 3, 4], [4, 3, 2, 1], [2, 4], [7, 2, 9, 4], []]) {
    seen.length = 0;
    tree.diff(view(...next), null);
    assert.deepEqual(seen.toSorted(), next.toSorted());
  }
});

Deno.test("a row whose template changes is rendered once, wherever it stands", () => {
  const seen: number[] = [];
  const view = (items: number[], other: number): Child =>
    html`<ul>${
      each(items, (item) => item, (item) => {
        seen.push(item);
        if (item === other) return item % 2 ? html`<li>${item}!</li>` : null;
        return html`<li>${item}</li>`;
      })
    }</ul>`;
  const all = Array.from({ length: 20 }, (_, i) => i);
  const fewer = all.filter((item) => item !== 10);
  for (const other of [0, 5, 10, 15, 19]) {
    for (const next of [all, all.toReversed(), fewer, [...all, 20], [20, ...all]]) {
      const tree = shown(view(all, -1));
      seen.length = 0;
      tree.diff(view(next, other), null);
      assert.deepEqual(seen.toSorted(byNumber), next.toSorted(byNumber));
    }
  }
});

const byNumber = (one: number, other: number): number => one - other;

Deno.test("a list that gets keys, or loses them, is sent as a whole, and moves its rows from then on", () => {
  const scope = createScope();
  const view = (hasKeys: boolean, ...items: number[]): Child =>
    html`<ul>${
      items.map((item) => hasKeys ? html`<li key=${item}>${item}</li>` : html`<li>${item}</li>`)
    }</ul>`;
  const tree = shown(view(true, 1, 2), scope);
  assert.deepEqual(ops(tree, view(false, 1, 2)), [1, 0, [-2, 0, 1, 2]]);
  assert.deepEqual(ops(tree, view(false, 2, 1)), [4, 0, 2, 1, 0, 1]);
  assert.deepEqual(ops(tree, view(true, 1, 2)), [1, 0, [-2, 1, 1, 2]]);
  assert.deepEqual(ops(tree, view(true, 2, 1)), [1, 0, [-4, 0, [7, -1]]]);
  assert.deepEqual(scope.warnings, []);
});

Deno.test("stableOf() finds a longest increasing subsequence", () => {
  const random = seedFrom("stable_test");
  for (let i = 0; i < 500; i++) {
    const source = random.shuffle(Array.from({ length: random.integer(0, 9) }, (_, at) => at))
      .map((at) => random.chance(0.2) ? -1 : at);
    const stable = source.filter((_, at) => stableOf(source)[at]);
    assert.deepEqual(stable, stable.toSorted((one, other) => one - other));
    assert.equal(stable.length, longest(source), JSON.stringify(source));
    assert(!stable.includes(-1));
  }
});

/** The length of a longest increasing subsequence, the slow way. */
function longest(source: readonly number[]): number {
  const lengths: number[] = [];
  source.forEach((value, i) => {
    const before = lengths.filter((_, at) => (source[at] as number) < value);
    lengths[i] = value < 0 ? 0 : 1 + Math.max(0, ...before);
  });
  return Math.max(0, ...lengths);
}

Deno.test("a row's handler is found after its list was reordered, healed, cut and cleared", () => {
  const scope = createScope();
  const tree = new Tree(scope);
  const clicks = new Map<number, () => void>();
  const page = (keys: readonly number[]): Child =>
    html`<ul>${
      each(keys, (k) => k, (k) => {
        const click = (): void => {};
        clicks.set(k, click);
        return html`<li dj-click=${click}>${k}</li>`;
      })
    }</ul>`;
  tree.paint(page([1, 2, 3, 4, 5, 6, 7, 8]), null);
  // What is said of each list, and the numbers that its rows have then.
  const steps: [readonly number[], Record<number, number>][] = [
    [[1, 2, 3, 4, 5, 6, 7, 8], { 2: 1, 5: 4, 9: 8 }],
    [[1, 2, 4, 5, 6, 7, 8, 9], { 2: 1, 5: 4, 10: 9 }],
    [[9, 2, 4, 5, 6, 7, 8, 1], { 10: 9, 2: 1, 6: 5 }],
    [[0, 9, 8, 7, 6, 5, 4, 2, 1], { 11: 0, 10: 9, 2: 1, 5: 4 }],
    [[7, 6, 1], { 8: 7, 7: 6, 2: 1 }],
  ];
  for (const [keys, numbers] of steps) {
    tree.diff(page(keys), null);
    for (const [block, key] of Object.entries(numbers)) {
      assert.equal(tree.handler(Number(block), 0, "click")?.handler, clicks.get(key));
    }
  }
  tree.heal(8);
  assert.equal(tree.handler(12, 0, "click")?.handler, clicks.get(7));
  assert.equal(tree.handler(2, 0, "click")?.handler, clicks.get(1));
  assert.equal(tree.handler(8, 0, "click"), undefined);
  tree.diff(page([]), null);
  assert.equal(tree.handler(2, 0, "click"), undefined);
  tree.diff(page([3, 4]), null);
  assert.equal(tree.handler(14, 0, "click")?.handler, clicks.get(4));
});

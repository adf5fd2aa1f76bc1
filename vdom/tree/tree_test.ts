import assert from "node:assert/strict";
import { createScope } from "../../tests/scope.ts";
import { type Child, each, html, memo, Tree, when } from "../mod.ts";
import { jsx } from "../jsx_runtime.ts";

/** A tree that shows a view. */
function shown(view: Child, flash: Child = null): Tree {
  const tree = new Tree(createScope({ save }));
  tree.paint(view, flash);
  return tree;
}

function save(): void {}

const ops = (tree: Tree, view: Child, flash: Child = null): unknown =>
  tree.diff(view, flash)?.ops ?? null;
const text = (value: Child): Child => html`<p>${value}</p>`;

Deno.test("diff() sends nothing when no slot changed", () => {
  const tree = shown(text("a"), "f");
  assert.equal(tree.diff(text("a"), "f"), null);
  assert.equal(shown(text(NaN)).diff(text(NaN), null), null);
  assert.equal(shown(text(0)).diff(text(-0), null), null);
});

Deno.test("diff() names block and slot, and sends the text", () => {
  assert.deepEqual(ops(shown(text("a")), text("b")), [1, 0, "b"]);
  assert.deepEqual(ops(shown(text("a")), text(5)), [1, 0, 5]);
  assert.deepEqual(ops(shown(text("a")), text(null)), [1, 0, null]);
  assert.deepEqual(ops(shown(text(null)), text("")), [1, 0, ""]);
  assert.deepEqual(ops(shown(text("a")), text(false)), [1, 0, null]);
});

Deno.test("a text that grew sends the suffix, one that did not the whole", () => {
  assert.deepEqual(ops(shown(text("hello")), text("hello world")), [1, -2, " world"]);
  assert.deepEqual(ops(shown(text("hello")), text("help")), [1, 0, "help"]);
  assert.deepEqual(ops(shown(text("")), text("a")), [1, 0, "a"]);
  const second = (value: Child): Child => html`<p>${"x"} ${value}</p>`;
  assert.deepEqual(ops(shown(second("a")), second("ab")), [1, -3, "b"]);
});

Deno.test("a text never grows in the middle of a surrogate pair", () => {
  assert.deepEqual(ops(shown(text("a😀")), text("a😀b")), [1, -2, "b"]);
  assert.deepEqual(ops(shown(text("a")), text("a😀")), [1, -2, "😀"]);
  // Both begin with \ud83d.
  assert.deepEqual(ops(shown(text("😀")), text("😁 b")), [1, 0, "😁 b"]);
  // Painted, half of a pair is U+FFFD: what comes behind it must not rely on it.
  assert.deepEqual(ops(shown(text("a\ud83d")), text("a😀")), [1, 0, "a😀"]);
});

Deno.test("the flash is a region of its own, numbered after the content", () => {
  const tree = shown(text("a"), html`<b>${1}</b>`);
  const flash = (count: number): Child => html`<b>${count}</b>`;
  assert.deepEqual(ops(shown(text("a"), flash(1)), text("b"), flash(2)), [1, 0, "b", 1, 0, 2]);
  assert.deepEqual(ops(tree, text("a"), null), [0, 1, null]);
});

Deno.test("another template in a slot is another block", () => {
  const one = (value: Child): Child => html`<i>${value}</i>`;
  const tree = shown(text(one("a")));
  assert.deepEqual(ops(tree, text(one("b"))), [2, 0, "b"]);
  assert.deepEqual(tree.diff(text(html`<u>${"c"}</u>`), null), {
    ops: [1, 0, [0, "c"]],
    templates: [["<u dj=b></u>", 0, 0]],
  });
  assert.deepEqual(ops(tree, text("t")), [1, 0, "t"]);
});

Deno.test("a key on a single block makes it another block when it changes", () => {
  const panel = (key: unknown): Child =>
    html`<p>${html`<b dj-key=${key as string}>${"x"}</b>`}</p>`;
  const tree = shown(panel(1));
  assert.equal(ops(tree, panel(1)), null);
  assert.deepEqual(ops(tree, panel(2)), [1, 0, [0, "x"]]);
});

Deno.test("a template is defined once, in the frame that needs it first", () => {
  const inner = (value: string): Child => html`<i>${value}</i>`;
  const tree = shown(text(null));
  assert.equal(tree.diff(text(inner("a")), null)?.templates.length, 1);
  tree.diff(text(null), null);
  assert.deepEqual(tree.diff(text(inner("b")), null)?.templates, []);
});

Deno.test("memo() neither renders nor compares while its dependencies stay the same", () => {
  let rendered = 0;
  const view = (deps: unknown[], value: string): Child =>
    html`<p>${memo(deps, () => (rendered++, html`<b>${value}</b>`))}</p>`;
  const deps: unknown[] = [1, NaN];
  const tree = shown(view(deps, "a"));
  assert.equal(ops(tree, view([1, NaN], "b")), null);
  assert.equal(rendered, 1);
  for (const [i, value] of ["b", "c"].entries()) {
    deps[0] = i + 2;
    assert.deepEqual(ops(tree, view(deps, value)), [2, 0, value]);
  }
  assert.deepEqual(ops(tree, view([2], "d")), [2, 0, "d"]);
});

Deno.test("parts with the same deps in one place are told of in development, and only there", () => {
  const one = (first: boolean): Child =>
    html`<p>${first ? memo([], () => "one") : memo([], () => "another")}</p>`;
  const list = (first: boolean): Child =>
    html`<p>${
      first
        ? each([1], (item) => item, (item) => `one ${item}`, { deps: [1] })
        : each([2], (item) => item, (item) => `another ${item}`, { deps: [1] })
    }</p>`;
  for (const view of [one, list]) {
    const scope = createScope();
    const tree = new Tree(scope);
    tree.paint(view(true), null);
    tree.diff(view(true), null);
    assert.deepEqual(scope.warnings, []);
    tree.diff(view(false), null);
    assert.match(scope.warnings[0] ?? "", /give each deps of its own/);
    const quiet = createScope({}, { development: false });
    const there = new Tree(quiet);
    there.paint(view(true), null);
    there.diff(view(false), null);
    assert.deepEqual(quiet.warnings, []);
  }
});

Deno.test("when() runs the branch that is chosen", () => {
  const user: { name: string } | null = { name: "Ada" };
  const never = (): Child => assert.fail("ran");
  assert.equal(when(user, (user) => user.name, never), "Ada");
  assert.equal(when(0, never, () => "none"), "none");
  assert.equal(when(null, never), undefined);
});

Deno.test("handler() gives what is in the slot now: the closure or the registered name", () => {
  const first = (): void => {};
  const second = (): void => {};
  const view = (handler: () => void): Child =>
    html`
      <p
        title=${"t"}><b dj-click=${handler} dj-keydown.enter=${handler}>x</b><i dj-click=${save}>y</i></p>
    `;
  const tree = shown(view(first));
  assert.equal(tree.handler(1, 1, "click")?.handler, first);
  assert.equal(tree.diff(view(second), null), null);
  assert.equal(tree.handler(1, 1, "click")?.handler, second);
  assert.equal(tree.handler(1, 1, "keydown.enter")?.handler, second);
  assert.equal(tree.handler(1, 2, "click")?.handler, "save");
  for (
    const [block, anchor, on] of [[1, 0, "click"], [1, 9, "click"], [2, 0, "click"], [
      1,
      1,
      "input",
    ], [0, 0, "click"]] as const
  ) {
    assert.equal(tree.handler(block, anchor, on)?.handler, undefined);
  }
  // Text and a hole are no handler.
  assert.equal(
    shown(html`<b dj-click="x ${"save"}">x</b>`).handler(1, 0, "click")?.handler,
    undefined,
  );
  assert.equal(shown(html`<b dj-click=${""}>x</b>`).handler(1, 0, "click")?.handler, undefined);
});

Deno.test("handler() finds blocks in lists, rows, memos and the flash, and only while they live", () => {
  const closure = (): void => {};
  const button = (): Child => html`<b dj-click=${closure}>x</b>`;
  const view = (rows: number[]): Child =>
    html`<ul>${each(rows, (row) => row, () => html`<li>${memo([1], button)}</li>`)}</ul>`;
  const tree = shown(view([1, 2]), button());
  assert.equal(tree.handler(3, 0, "click")?.handler, closure);
  assert.equal(tree.handler(5, 0, "click")?.handler, closure);
  assert.equal(tree.handler(6, 0, "click")?.handler, closure);
  tree.diff(view([2]), null);
  assert.equal(tree.handler(3, 0, "click")?.handler, undefined);
  assert.equal(tree.handler(5, 0, "click")?.handler, closure);
  assert.equal(tree.handler(6, 0, "click")?.handler, undefined);
});

Deno.test("a throw in a row leaves the tree broken until a refresh", () => {
  let isFaulty = false;
  const view = (...rows: number[]): Child =>
    html`<ul>${
      each(rows, (row) => row, (row) => {
        if (isFaulty && row === 2) throw new Error("no");
        return html`<li>${row}</li>`;
      })
    }</ul>`;
  const tree = shown(view(1, 2, 3));
  assert.equal(tree.broken, false);
  isFaulty = true;
  assert.throws(() => tree.diff(view(0, 2, 3), null), /no/);
  assert.equal(tree.broken, true);
  assert.throws(() => tree.refresh(view(0, 2, 3), null), /no/);
  assert.equal(tree.broken, true);
  isFaulty = false;
  const { content, templates } = tree.refresh(view(0, 2), null);
  assert.equal(tree.broken, false);
  assert.deepEqual(content, [0, [-2, 1, 0, 2]]);
  assert.equal(templates.length, 2);
  assert.deepEqual(ops(tree, view(0)), [3, -1]);
  isFaulty = true;
  assert.throws(() => tree.refresh(view(2), null), /no/);
  assert.equal(tree.broken, true);
});

Deno.test("heal() sends a block anew: a slot's, a row, or a memo", () => {
  const view = (): Child =>
    html`<p>${html`<i>${"x"}</i>`}</p>${memo([1], () => html`<u>${"m"}</u>`)}<ul>${
      each([1, 2], (row) => row, (row) => html`<li>${row}</li>`)
    }</ul>`;
  const tree = shown(view(), html`<b>${"f"}</b>`);
  assert.deepEqual(tree.heal(2)?.ops, [1, 0, [0, "x"]]);
  assert.deepEqual(tree.heal(3)?.ops, [1, 1, [1, "m"]]);
  assert.deepEqual(tree.heal(4)?.ops, [4, -1, -3, 2, [-4, 5, [[2, 1]]]]);
  assert.equal(tree.heal(4), null);
  assert.deepEqual(tree.heal(6)?.ops, [0, 1, [3, "f"]]);
  assert.equal(tree.heal(99), null);
  assert.equal(tree.diff(view(), html`<b>${"f"}</b>`) === null, false);
});

Deno.test("numbers are never used twice, until a refresh starts over", () => {
  const inner = (value: string): Child => html`<i>${value}</i>`;
  const tree = shown(text(inner("a")));
  tree.diff(text(null), null);
  tree.diff(text(inner("b")), null);
  assert.deepEqual(ops(tree, text(inner("c"))), [3, 0, "c"]);
  tree.refresh(text(inner("d")), null);
  assert.deepEqual(ops(tree, text(inner("e"))), [2, 0, "e"]);
});

Deno.test("a template that is kept and used again shows what it held", () => {
  const kept = html`<b>${"k"}</b>`;
  const view = (value: Child): Child => html`<p>${kept}${value}${kept}</p>`;
  const tree = shown(view("a"));
  assert.deepEqual(ops(tree, view("b")), [1, 1, "b"]);
  const other = (value: string): Child => html`<b>${value}</b>`;
  const places = (first: Child, second: Child): Child => html`<p>${first}${second}</p>`;
  const again = other("k");
  const next = shown(places(again, again));
  assert.deepEqual(ops(next, places(again, other("x"))), [3, 0, "x"]);
  assert.deepEqual(ops(next, places(again, again)), [3, 0, "k"]);
});

Deno.test("Tree warns of a written-out style under a strict policy, and only there", () => {
  const warnings: string[] = [];
  const scope = {
    nameOf: () => undefined,
    warn: (message: string) => warnings.push(message),
    development: true,
    strictStyles: true,
  };
  const render = () => html`<p style="color: red">${1}</p>`;
  new Tree({ ...scope, strictStyles: false }).paint(render(), null);
  assert.equal(warnings.length, 0);
  for (const view of [render(), html`<ul>${[render()]}</ul>`]) {
    warnings.length = 0;
    new Tree(scope).paint(view, null);
    assert.match(warnings.join(), /^[^]*style=\$\{\{ property: value \}\}/);
  }
});

Deno.test("a tree whose templates are data says when to start over", () => {
  const tree = shown(text("a"));
  for (let i = 0; !tree.overgrown; i++) {
    assert(i < 20_000);
    tree.diff(jsx("p", { [`data-${i}`]: "x" }), null);
  }
  tree.refresh(text("a"), null);
  assert.equal(tree.overgrown, false);
});

Deno.test("diff() defines templates for the namespace in which they stand, however deep", () => {
  const link = (text: Child) => html`<a href="#">${text}</a>`;
  const wrapped = (child: Child): Child => html`${child}`;
  const view = (child: Child) =>
    html`
      <svg>
        <g>${child}</g>
      </svg>
    `;
  const tree = shown(view(null));
  const defined = tree.diff(view(wrapped([wrapped(link(html`<tspan>x</tspan>`))])), null)
    ?.templates;
  assert.deepEqual(defined?.map(([namespace]) => namespace), [1, 1, 1]);
  // A later change finds the namespace again.
  const later = tree.diff(view(wrapped([wrapped(html`<circle r="1"></circle>`)])), null)?.templates;
  assert.deepEqual(later, [[1, '<circle dj=bn r="1"></circle>']]);
});

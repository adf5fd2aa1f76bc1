import assert from "node:assert/strict";
import { type Child, createElement, each, html, print, type Scope, Tree } from "../mod.ts";
import { jsx, jsxAttr, jsxs, jsxTemplate } from "../jsx_runtime.ts";
import { createScope } from "../../tests/scope.ts";

const save = (): void => {};

/** What a template's author is told. */
function toldOf(template: Child, options: Partial<Scope> = {}): string[] {
  const scope = { ...createScope(), handlers: ["save", "increment"], ...options };
  print(template, scope);
  return scope.warnings;
}

Deno.test("a dj- attribute that nothing reads is told, with the nearest that something does", () => {
  const [typo = ""] = toldOf(html`<b dj-clik="save">x</b>`);
  assert.match(typo, /^Nothing reads dj-clik of <b>: did you mean dj-click\?.*events: \["clik"\]/);
  assert.match(toldOf(html`<b dj-hok="Chart">x</b>`)[0] ?? "", /dj-hook/);
  assert.match(toldOf(html`<b dj-mdoel="name">x</b>`)[0] ?? "", /did you mean dj-model\?/);
  assert.match(toldOf(html`<b dj-whatever="name">x</b>`)[0] ?? "", /no directive, no event/);
  // What is to come is nothing yet.
  assert.match(
    toldOf(html`<input dj-upload="name">`)[0] ?? "",
    /^Nothing reads dj-upload of <input>/,
  );
  assert.match(toldOf(html`<b dj-cart-open=${"nobody"}>x</b>`)[0] ?? "", /dj-cart-open/);
});

Deno.test("directives, browsers' events, events with a handler and declared ones are known", () => {
  assert.deepEqual(
    toldOf(html`
      <form dj-submit="save" dj-reset dj-change.prevent=${save} dj-value-todo-id:int="1">
        <input name="a" dj-input="save" dj-debounce="300" dj-throttle="5" dj-keydown.ctrl.s=${save}>
        <b dj-hook="X" dj-ignore dj-click.outside.once=${save} dj-cart-open=${save}>x</b>
        <b dj-cart-shut="increment" dj-dragover.prevent dj-keydown:ctrl-enter=${save}>y</b>
        <b dj-keyup.f2=${save} dj-wheel.passive=${null} dj-drop=${false}>z</b>
      </form>
    `),
    [],
  );
  const events = new Set(["clik"]);
  assert.deepEqual(toldOf(html`<b dj-clik=${save}>x</b>`, { events }), []);
  assert.deepEqual(toldOf(html`<b dj-clik="x">x</b>`, { development: false }), []);
});

Deno.test("a modifier that nothing reads is told, with the nearest", () => {
  const told = toldOf(html`
    <b dj-click.prevnt="save" dj-keydown.entre="save" dj-click.enter="save" dj-hook.now="X">x</b>
  `);
  assert.deepEqual(told, [
    'dj-click.prevnt: "prevnt" is no modifier that something reads; did you mean "prevent"?',
    'dj-keydown.entre: "entre" is no modifier that something reads; did you mean "enter"?',
    'dj-click.enter: "enter" is no modifier that something reads; take it out',
    'dj-hook.now: "now" is no modifier that something reads; take it out',
  ]);
});

Deno.test("what stands in an event's hole and cannot be called is told, undefined first of all", () => {
  const called: (() => void) | undefined = undefined;
  assert.deepEqual(toldOf(html`<b dj-click=${called}>x</b>`), [
    "dj-click of <b> is undefined: the handler was called, or there is no such member; " +
    "write dj-click=${this.save}, or dj-click=${() => this.save(id)}",
  ]);
  assert.match(toldOf(html`<b dj-click=${7}>x</b>`)[0] ?? "", /is of type number/);
  assert.match(toldOf(html`<b dj-click=${{ a: true }}>x</b>`)[0] ?? "", /is of type object/);
  assert.match(
    toldOf(jsxTemplate(["<b ", ">x</b>"], jsxAttr("dj-click", undefined)))[0] ?? "",
    /^dj-click of <b> is undefined/,
  );
  assert.deepEqual(toldOf(html`<b dj-click=${null} dj-blur=${false} dj-focus=${save}>x</b>`), []);
  assert.deepEqual(toldOf(html`<input dj-debounce=${300} dj-hook=${undefined}>`), []);
});

Deno.test("a hole that holds no handler any more is told in an update, too", () => {
  const scope = createScope();
  const tree = new Tree(scope);
  const page = (handler: (() => void) | undefined) => html`<b dj-click=${handler}>x</b>`;
  tree.paint(page(save), null);
  assert.deepEqual(scope.warnings, []);
  tree.diff(page(undefined), null);
  assert.match(scope.warnings[0] ?? "", /^dj-click of <b> is undefined/);
});

Deno.test("the name of no handler is told, with the nearest or all there are", () => {
  assert.deepEqual(toldOf(html`<b dj-click="incremet">x</b>`), [
    'dj-click="incremet" of <b> calls nothing: there is no @event of this name; did you mean "increment"?',
  ]);
  assert.match(toldOf(html`<b dj-click=${"gone"}>x</b>`)[0] ?? "", /known are save, increment/);
  assert.match(
    toldOf(html`<b dj-click="x">x</b>`, { handlers: [] })[0] ?? "",
    /no method has @event/,
  );
  // A layout has no view whose names could be known.
  const { handlers: _, ...scope } = { ...createScope(), handlers: [] };
  print(html`<b dj-click="x">x</b>`, scope);
  assert.deepEqual(scope.warnings, []);
});

Deno.test("a control without a name in a form with dj-submit is told", () => {
  const text = /^A <(\w+)> in a form with dj-submit has no name.*write name="…" on it$/;
  const tags = (template: Child): (string | undefined)[] =>
    [...new Set(toldOf(template))].map((message) => text.exec(message)?.[1]);
  assert.deepEqual(
    tags(html`<form dj-submit="save"><p><input></p><select></select><textarea></textarea></form>`),
    ["input", "select", "textarea"],
  );
  const field = html`<label><input type="text"></label>`;
  assert.deepEqual(
    tags(html`
      <form dj-submit=${save}>
        <p>${field}</p>
      </form>
    `),
    ["input"],
  );
  const fields = each([1], (n) => n, () => html`<input>`);
  assert.deepEqual(tags(html`<form dj-submit=${save}>${fields}</form>`), ["input"]);
  // As react-jsx compiles it, each element is a template of its own.
  const label = jsx("label", { children: jsx("p", { children: jsx("input", { type: "text" }) }) });
  assert.deepEqual(tags(jsx("form", { "dj-submit": save, children: label })), ["input"]);
  assert.deepEqual(tags(label), []);
  assert.deepEqual(
    toldOf(html`
      <form dj-submit="save"><input type="submit"><input type=${"reset"}><input dj-input="save">
        <input name="a"><input form="other"><button>Go</button></form>
      <form><input></form>
      <input>
    `),
    [],
  );
});

const li = (props: Record<string, unknown>, key?: unknown) => jsx("li", props, key);

Deno.test("a list of JSX without keys is told", () => {
  const items = ["a", "b"];
  const told = (children: unknown): string[] => toldOf(jsx("ul", { children }));
  assert.match(
    told(items.map((children) => li({ children })))[0] ?? "",
    /^A list of JSX has no keys.*write key=\{item\.id\} on each\n<li>/s,
  );
  const statics = ["<li>", "</li>"];
  assert.match(told(items.map((item) => jsxTemplate(statics, item)))[0] ?? "", /^A list of JSX/);
  assert.deepEqual(told(items.map((children) => li({ children }, children))), []);
  assert.deepEqual(told([li({ children: "alone" })]), []);
  assert.deepEqual(told(items), []);
  assert.deepEqual(told(items.map((item) => html`<li>${item}</li>`)), []);
});

Deno.test("a list of JSX that grows without keys is told when it has two rows", () => {
  const scope = createScope();
  const tree = new Tree(scope);
  const page = (items: readonly string[]) =>
    jsx("ul", { children: items.map((children) => li({ children })) });
  tree.paint(page([]), null);
  tree.diff(page(["a"]), null);
  assert.deepEqual(scope.warnings, []);
  tree.diff(page(["a", "b"]), null);
  assert.match(scope.warnings[0] ?? "", /^A list of JSX has no keys/);
});

Deno.test("children that stand written out in JSX are no list", () => {
  const two = [li({ children: 1 }), li({ children: 2 })] as const;
  assert.deepEqual(toldOf(jsxs("ul", { children: [...two] })), []);
  assert.deepEqual(toldOf(createElement("ul", { id: "x" }, ...two)), []);
  const List = ({ children }: { children?: unknown }): Child => jsx("ul", { children });
  assert.deepEqual(toldOf(jsxs(List, { children: [...two] })), []);
});

Deno.test("cursors and reactions in a view that has none are told", () => {
  const board = (): Child => html`<div dj-cursors><b dj-react="x">x</b></div>`;
  assert.deepEqual(toldOf(board()).map((text) => text.replace(/ of .*/, "")), [
    "Nothing reads dj-cursors",
    "Nothing reads dj-react",
  ]);
  assert.match(toldOf(board())[0] ?? "", /extend LiveCursorMixin\(LiveView\)/);
  assert.deepEqual(toldOf(board(), { handlers: ["cursorMove"] }), []);
  // A layout has no handlers: what is in it may be any view's.
  const layout = createScope();
  print(board(), layout);
  assert.deepEqual(layout.warnings, []);
});

Deno.test("what dj-loading cannot read is told, and whom it follows in vain", () => {
  const wrong = [
    html`<b dj-loading.delay="soon">x</b>`,
    html`<b dj-loading.class="">x</b>`,
    html`<b dj-loading.disable="yes">x</b>`,
    html`<b dj-loading:delay="1s">x</b>`,
    html`<b dj-disable-with="">x</b>`,
  ];
  for (const template of wrong) assert.match(toldOf(template)[0] ?? "", / of <b> says nothing/);
  assert.match(toldOf(html`<b dj-loading.clas="x">x</b>`)[0] ?? "", /did you mean "class"\?/);
  assert.match(
    toldOf(html`<b dj-loading.for="save incremen">x</b>`)[0] ?? "",
    /no @event "incremen"; did you mean "increment"\?/,
  );
  assert.match(toldOf(html`<b dj-loading="sav">x</b>`)[0] ?? "", /did you mean "save"\?/);
  assert.deepEqual(
    toldOf(html`
      <b dj-loading dj-loading.disable dj-loading.class="a b" dj-loading.delay="300" dj-loading.show
        dj-loading.hide dj-loading.remove dj-loading.text="…" dj-loading.for="save increment">x</b>
      <b dj-click=${save} dj-loading:disable=${true} dj-loading:delay=${300} dj-loading:text
        dj-lock
        dj-confirm="Sure?" dj-target dj-loading.disable.text="…">x</b>
    `),
    [],
  );
});

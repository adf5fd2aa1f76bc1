import assert from "node:assert/strict";
import { createScope, type TestScope } from "../../tests/scope.ts";
import { jsxTemplate } from "../jsx_runtime.ts";
import { BOUND, type Child, each, type Hole, html, memo, print, raw, Tree } from "../mod.ts";

const printed = (template: Child, scope: TestScope = createScope()): string =>
  print(template, scope);

/** The op's value when one view follows another. */
function change(view: (value: Hole) => Child, before: Hole, after: Hole): unknown {
  const tree = new Tree(createScope({ save }));
  tree.paint(view(before), null);
  return tree.diff(view(after), null)?.ops[2] ?? null;
}

function save(): void {}

Deno.test("attributes: text and numbers stand as they are, null, undefined and false do not", () => {
  const title = (value: Hole): string => printed(html`<b title=${value}></b>`);
  assert.equal(title(`"<>&'`), '<b title="&quot;&lt;&gt;&amp;&#39;"></b>');
  assert.equal(title(5), '<b title="5"></b>');
  assert.equal(title(NaN), '<b title="NaN"></b>');
  assert.equal(title(10n), '<b title="10"></b>');
  assert.equal(title(""), "<b title></b>");
  assert.equal(title(true), "<b title></b>");
  for (const nothing of [null, undefined, false]) assert.equal(title(nothing), "<b></b>");
  assert.match(title(new Date(0)), /1970/);
});

Deno.test("attributes: an object whose text says nothing is refused, with the mend", () => {
  const title = (value: unknown) => () =>
    printed(html`<b title=${value as Hole} a="x${value as Hole}"></b>`);
  assert.throws(
    title({ id: 7 }),
    /Cannot paint title of <b>: its value is an object; choose a field/,
  );
  assert.throws(title(Object.create(null)), /its value is an object/);
  assert.throws(
    title({ [BOUND]: () => ({}) }),
    /its value is a field of a form; bind it by dj-field, dj-label or dj-error, or write its .value/,
  );
  assert.doesNotThrow(title(new URL("http://a.b/")));
});

Deno.test("attributes: aria-, data- and enumerated ones say true and false", () => {
  assert.equal(
    printed(
      html`<b aria-busy=${false} data-on=${true} draggable=${false} contenteditable=${true}></b>`,
    ),
    '<b aria-busy="false" data-on="true" draggable="false" contenteditable="true"></b>',
  );
  assert.equal(printed(html`<b ?data-on=${false} ?aria-busy=${true}></b>`), "<b aria-busy></b>");
});

Deno.test("attributes: boolean ones are there or not", () => {
  const disabled = (value: Hole): string => printed(html`<input disabled=${value}>`);
  for (const yes of [true, 1, "disabled", "false"]) assert.equal(disabled(yes), "<input disabled>");
  for (const no of [false, null, undefined, 0, ""]) assert.equal(disabled(no), "<input>");
  assert.equal(printed(html`<b hidden=${"until-found"}></b>`), '<b hidden="until-found"></b>');
  assert.equal(disabled("until-found"), "<input disabled>");
  const view = (value: Hole): Child => html`<input ?inert=${value}>`;
  assert.deepEqual(change(view, true, ""), ["inert", null]);
  assert.deepEqual(change(view, "", 5), ["inert", ""]);
  assert.equal(change(view, true, "yes"), null);
});

Deno.test("attributes: a bare one of JSX is a word or nothing, whatever it is given", () => {
  const bare = (value: unknown): string =>
    printed(html`<p>${jsxTemplate(["<input ", ">"], value)}</p>`);
  assert.equal(bare("disabled"), "<p><input disabled></p>");
  for (const value of ["", "a b", 'x onclick="y"', "a=b", "x>", "DATA", null, true, 5, {}]) {
    assert.equal(bare(value), "<p><input></p>");
  }
});

Deno.test("attributes: parts join, and nothing is an empty text among them", () => {
  assert.equal(
    printed(html`<b title="a ${null}-${1}${false}${undefined}."></b>`),
    '<b title="a -1."></b>',
  );
  assert.deepEqual(change((value) => html`<b title="a ${value}"></b>`, "x", "y"), ["title", "a y"]);
  assert.equal(change((value) => html`<b title="a ${value}"></b>`, null, ""), null);
});

Deno.test("attributes: a map that is changed in place is seen among parts too", () => {
  const map: Record<string, boolean> = { on: false };
  const view = (): Child => html`<b class="row ${map}"></b><i class=${map}></i>`;
  const tree = new Tree(createScope());
  tree.paint(view(), null);
  for (const [on, code] of [[true, "+"], [false, "-"], [true, "+"]] as const) {
    map.on = on;
    assert.deepEqual(tree.diff(view(), null)?.ops, [1, 0, [code, "on"], 0, 1, [code, "on"]]);
  }
});

Deno.test("class: text, map, array of both", () => {
  const printClass = (value: unknown): string => printed(html`<b class=${value as Hole}></b>`);
  assert.equal(printClass({ a: true, b: 0, "c d": 1 }), '<b class="a c d"></b>');
  assert.equal(printClass(["a", { b: true }, null, false, ["c"]]), '<b class="a b c"></b>');
  assert.equal(printClass(null), "<b></b>");
});

Deno.test("class: only the tokens that change travel", () => {
  const view = (value: Hole): Child => html`<b class="own ${value}"></b>`;
  assert.deepEqual(change(view, "a b", "b c"), ["-", "a", "+", "c"]);
  assert.equal(change(view, "a b", " b  a own"), null);
  assert.deepEqual(change((value) => html`<b class=${value}></b>`, "a", null), ["-", "a"]);
  assert.deepEqual(change(view, "a\u00a0b", ""), ["-", "a\u00a0b"]);
  for (const space of [" ", "\t", "\n", "\f", "\r"]) {
    assert.deepEqual(change(view, `a${space}b`, "a"), ["-", "b"], JSON.stringify(space));
  }
});

Deno.test("class: tokens that begin, end or hold one another are tokens of their own", () => {
  const view = (value: Hole): Child => html`<b class=${value}></b>`;
  const own = (value: Hole): Child => html`<b class="btn ${value}"></b>`;
  assert.deepEqual(change(view, "btn btn-primary", "btn-primary"), ["-", "btn"]);
  assert.deepEqual(change(view, "btn btn-primary", "btn"), ["-", "btn-primary"]);
  assert.deepEqual(change(view, "btn-primary", "btn-primary btn"), ["+", "btn"]);
  assert.deepEqual(change(view, "btn", "btn-primary btn"), ["+", "btn-primary"]);
  assert.deepEqual(change(view, "primary", "btn-primary"), ["-", "primary", "+", "btn-primary"]);
  assert.deepEqual(change(view, "x-btn-x", "x-btn-x btn"), ["+", "btn"]);
  assert.deepEqual(change(view, "x-btn btn", "x-btn"), ["-", "btn"]);
  assert.deepEqual(change(view, "aa a", "aa"), ["-", "a"]);
  assert.equal(change(view, "btn-primary btn", "btn\nbtn-primary"), null);
  assert.deepEqual(change(own, "btn-primary", ""), ["-", "btn-primary"]);
  assert.equal(change(own, "btn", ""), null);
});

Deno.test("style: a map of properties, in either spelling", () => {
  const styled = (value: Hole): string => printed(html`<b style=${value}></b>`);
  assert.equal(
    styled({ left: "4px", zIndex: 2, "--own": "x", top: null, right: false }),
    '<b style="left:4px;z-index:2;--own:x;"></b>',
  );
  assert.equal(styled({ "--ownColor": "red", color: "" }), '<b style="--ownColor:red;"></b>');
  for (const nothing of [null, undefined, false, true, {}, { color: "" }]) {
    assert.equal(styled(nothing as Hole), "<b></b>");
  }
  assert.deepEqual(
    change((value) => html`<b style=${value}></b>`, { left: "1px", top: 0 }, { left: "2px" }),
    ["style", { left: "2px", top: null }],
  );
  assert.throws(() => styled("left: 4px"), /write style=\$\{\{ left: "4px" \}\}/);
});

Deno.test("style: what would be more than one declaration is left out, painted and patched", () => {
  const values = ["red;left:0", "red}", "{", "url(", "'", '"', "a/*", "\\", "a\nb"];
  for (const value of values) {
    const scope = createScope();
    assert.equal(printed(html`<b style=${{ color: value }}></b>`, scope), "<b></b>");
    assert.match(scope.warnings[0] ?? "", /Left out the style "color/);
    assert.equal(change((style) => html`<b style=${style}></b>`, {}, { color: value }), null);
  }
  for (const name of ["", "a:b", "a;b", "a b", "1a"]) {
    assert.equal(printed(html`<b style=${{ [name]: "x" }}></b>`), "<b></b>");
  }
  assert.match(printed(html`<b style=${{ background: `url("a.png")` }}></b>`), /a\.png/);
});

Deno.test("style: painted as data under a strict policy", () => {
  const scope = createScope({}, { strictStyles: true });
  assert.equal(
    printed(html`<b style=${{ left: "4px" }}></b>`, scope),
    '<b data-dj-style="{&quot;left&quot;:&quot;4px&quot;}"></b>',
  );
});

Deno.test("URLs: other schemes become about:blank#blocked, and warn", () => {
  const scope = createScope();
  const url = "java\tscript:alert(1)";
  assert.equal(printed(html`<a href=${url}>x</a>`, scope), '<a href="about:blank#blocked">x</a>');
  assert.match(scope.warnings[0] ?? "", /Blocked the URL .* in href of <a>/);
  assert.deepEqual(change((value) => html`<a href=${value}>x</a>`, "/", url), [
    "href",
    "about:blank#blocked",
  ]);
  assert.equal(
    printed(html`<a href="java${"script:"}x">x</a>`),
    '<a href="about:blank#blocked">x</a>',
  );
  for (const value of [["javascript:x"], { toString: () => url }, new String(url)]) {
    const painted = printed(html`<a href=${value as unknown as Hole}>x</a>`);
    assert.equal(painted, '<a href="about:blank#blocked">x</a>');
  }
  assert.equal(
    printed(html`<svg><a HREF=${url}></a></svg>`),
    '<svg><a href="about:blank#blocked"></a></svg>',
  );
});

Deno.test("handlers: by name where one is registered, else a closure without a value", () => {
  const scope = createScope({ save });
  assert.equal(printed(html`<b dj-click=${save}></b>`, scope), '<b dj-click="save"></b>');
  assert.equal(printed(html`<b dj-click=${() => 1}></b>`, scope), "<b dj-click></b>");
  const view = (value: Hole): Child => html`<b dj-click=${value}></b>`;
  assert.equal(change(view, () => 1, () => 2), null);
  assert.deepEqual(change(view, () => 1, save), ["dj-click", "save"]);
  assert.deepEqual(change(view, save, null), ["dj-click", null]);
});

Deno.test("text of a <textarea> or <title>: what is nothing as a child is nothing there", () => {
  for (const nothing of [null, undefined, false, true, []]) {
    assert.equal(printed(html`<textarea>${nothing}</textarea>`), "<textarea></textarea>");
    assert.equal(printed(html`<title>a${nothing}b</title>`), "<title>ab</title>");
  }
  assert.equal(printed(html`<title>${["a", null, 1, true]}</title>`), "<title>a1</title>");
});

Deno.test("text of a <textarea> is its value, of a <title> its content", () => {
  const textarea = (value: Hole): Child => html`<textarea>a ${value}</textarea>`;
  assert.deepEqual(change(textarea, "b", "c"), ["value", "a c"]);
  const title = (value: Hole): Child => html`<title>a ${value}</title>`;
  assert.equal(change(title, "b", "c"), "a c");
  assert.equal(change(title, null, ""), null);
});

Deno.test("what has no text is refused where only text can stand", () => {
  const secret = (): string => "source code";
  const refused: readonly (readonly [Child, RegExp])[] = [
    [html`<b title=${secret}></b>`, /title of <b>: its value is a function; write dj-<event>/],
    [html`<b title="a ${secret}"></b>`, /is a function; call the function/],
    [html`<b class=${secret}></b>`, /class of <b>: its value is a function/],
    [html`<textarea>${secret}</textarea>`, /text of <textarea>|value of <textarea>/],
    [html`<b title=${html`x`}></b>`, /is a template; only text/],
    [html`<b title=${raw("x")}></b>`, /is a template; only text/],
    [html`<b title=${each([], String, String)}></b>`, /is a list or memo; only text/],
    [html`<b title="a ${memo([], () => "x")}"></b>`, /is a list or memo; only text/],
    [html`<b title=${Promise.resolve() as unknown as Hole}></b>`, /is a promise; await it/],
    [html`<b>${secret}</b>`, /function as a child of <b>: call it/],
    [html`<b>${Promise.resolve() as unknown as Hole}</b>`, /promise as a child of <b>: await it/],
    [
      html`<b>${{ id: 1, name: "Ada" }}</b>`,
      /object as a child of <b> \(it has id, name\): choose/,
    ],
    [
      html`<b>${{ [BOUND]: () => ({}) } as unknown as Hole}</b>`,
      /as a child of <b>: bind it to an/,
    ],
    [html`<b>${(async function* () {})() as unknown as Hole}</b>`, /async iterable .*: give it to/],
    [
      html`<b>${["a"].values() as unknown as Hole}</b>`,
      /an iterator.* of <b>: write \[\.\.\.items\]/,
    ],
    [
      html`<b>${new Set(["a"]) as unknown as Hole}</b>`,
      /a Set as a child of <b>: write \[\.\.\.items\]/,
    ],
    [html`<b>${Object.create(null) as Hole}</b>`, /object as a child of <b> \(it has no fields\)/],
  ];
  for (const [template, what] of refused) {
    assert.throws(() => printed(template), what);
  }
});

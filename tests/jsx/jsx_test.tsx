/** JSX paints what `html` paints, compiled as precompile and as react-jsx alike. */
// deno-lint-ignore-file jsx-key jsx-curly-braces jsx-no-useless-fragment jsx-button-has-type -- what is tested is how they compile

import assert from "node:assert/strict";
// Where a key stands behind a spread react-jsx calls this door's createElement, unannounced.
import "@djust/live";
import { parseFragment, serialize } from "parse5";
import { type Child, each, html, print, raw, Tree } from "../../vdom/mod.ts";
import { createScope } from "../scope.ts";
import { PageViews, RenderedViews, view as embed } from "../../server/embed/mod.ts";
import { LiveView } from "../../server/view/mod.ts";
import { Fragment } from "../../vdom/jsx_runtime.ts";

const printed = (view: Child): string => print(view, createScope({ save }));

/** JSX is a Child: TypeScript sees the type that the runtime gives it. */
const child = (element: unknown): Child => element as Child;

function save(): void {}

const text = `<b>"&amp;"</b>`;
const on = true as boolean;
const off = false as boolean;
const nothing = null as string | null;
const props = { id: "i", title: text };

const Card = ({ title, children }: { title?: string; children?: unknown }): Child =>
  child(<section title={title}>{children}</section>);

/** JSX, and the HTML it must give in either way of compiling it. */
const PAIRS: readonly (readonly [string, unknown, string])[] = [
  [
    "text is escaped once",
    <p>a &amp; b {text}</p>,
    "<p>a &amp; b &lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;</p>",
  ],
  ["references are characters", <p>&lt;&copy;{on}</p>, "<p>&lt;©</p>"],
  [
    "attributes are escaped once",
    <p title={text} lang="a&amp;b">x</p>,
    '<p title="&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;" lang="a&amp;b">x</p>',
  ],
  [
    "boolean attributes",
    <input disabled={on} checked={off} required multiple={on} hidden={on} />,
    "<input disabled required multiple hidden>",
  ],
  ["boolean attributes off", <input disabled={off} hidden={off} readonly={off} />, "<input>"],
  [
    "null, undefined and false",
    <p title={nothing} id={undefined} lang={off as unknown as string}>
      {nothing}
      {undefined}
      {off}
      {on}
      {0}
      {""}
    </p>,
    "<p>0</p>",
  ],
  [
    "words for true and false",
    <p aria-busy={off} data-on={on} contenteditable={off}>x</p>,
    '<p aria-busy="false" data-on="true" contenteditable="false">x</p>',
  ],
  [
    "className, htmlFor, tabIndex",
    <label className="a" htmlFor="b" tabIndex={1}>x</label>,
    '<label class="a" for="b" tabindex="1">x</label>',
  ],
  [
    "dynamic className and htmlFor",
    <label className={text} htmlFor={text}>x</label>,
    '<label class="&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;" for="&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;">x</label>',
  ],
  ["class and className are one", <p class="a" className={"b"}>x</p>, '<p class="a b">x</p>'],
  [
    "class maps and style maps",
    <p class={{ a: on, b: off }} style={{ zIndex: 2, left: "4px" }}>x</p>,
    '<p class="a" style="z-index:2;left:4px;">x</p>',
  ],
  [
    "key and ref are not painted",
    // @ts-expect-error there is no ref: a hook has its element
    <p key="k" ref={save}>x</p>,
    "<p>x</p>",
  ],
  [
    "spread",
    <p {...props} lang="en">{text}</p>,
    '<p id="i" title="&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;" lang="en">&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;</p>',
  ],
  [
    "spread of booleans, nulls and children",
    <input {...{ disabled: true, checked: false, title: null, children: null }} />,
    "<input disabled>",
  ],
  [
    "dangerouslySetInnerHTML",
    <p dangerouslySetInnerHTML={{ __html: "<b dj-click='x'>y</b>" }} />,
    "<p><b>y</b></p>",
  ],
  ["raw", <p>{raw("<b>x</b>")}</p>, "<p><b>x</b></p>"],
  [
    "fragments",
    <>
      a{text}
      <b>c</b>
    </>,
    "a&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;<b>c</b>",
  ],
  ["an empty fragment", <></>, ""],
  [
    "nested fragments",
    <p>
      <>
        a<>{1}</>
      </>
    </p>,
    "<p>a1</p>",
  ],
  [
    "void elements",
    <p>
      a<br />b<img src="/x" alt="" />
    </p>,
    '<p>a<br>b<img src="/x" alt></p>',
  ],
  [
    "elements without children",
    <div>
      <p />
      <textarea />
    </div>,
    "<div><p></p><textarea></textarea></div>",
  ],
  ["arrays", <ul>{[1, 2].map((item) => <li>{item}</li>)}</ul>, "<ul><li>1</li><li>2</li></ul>"],
  [
    "each",
    <ul>{each([1], (item) => item, (item) => child(<li>{item}</li>))}</ul>,
    "<ul><li>1</li></ul>",
  ],
  [
    "html within",
    <p>{html`<i>${text}</i>`}</p>,
    "<p><i>&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;</i></p>",
  ],
  [
    "SVG",
    <svg viewBox="0 0 1 1">
      <linearGradient gradientUnits={text} strokeWidth={2} fillOpacity="1" />
      <a xlinkHref="/x">x</a>
    </svg>,
    '<svg viewBox="0 0 1 1"><linearGradient gradientUnits="&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;" stroke-width="2" fill-opacity="1"></linearGradient><a href="/x">x</a></svg>',
  ],
  [
    "a component with children",
    <Card title="t">
      <i>x</i>
      {text}
    </Card>,
    '<section title="t"><i>x</i>&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;</section>',
  ],
  ["a component without children", <Card />, "<section></section>"],
  ["a component with text", <Card>a &amp; b</Card>, "<section>a &amp; b</section>"],
  [
    "textarea and title",
    <div>
      <textarea>a {text}</textarea>
      <svg>
        <title>b</title>
      </svg>
    </div>,
    "<div><textarea>a &lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;</textarea><svg><title>b</title></svg></div>",
  ],
  [
    "textarea's value",
    <textarea value={text} />,
    "<textarea>&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;</textarea>",
  ],
  [
    "title",
    <title>a {text} b</title>,
    "<title>a &lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt; b</title>",
  ],
  [
    "select",
    <select>{["a"].map((item) => <option value={item} selected={on}>{item}</option>)}</select>,
    '<select><option value="a" selected>a</option></select>',
  ],
  [
    "URLs are checked",
    <a href={"java" + "script:x"} {...{}}>x</a>,
    '<a href="about:blank#blocked">x</a>',
  ],
  [
    "directives with modifiers",
    <button
      dj-click={save}
      dj-keydown:ctrl-s="save"
      dj-input:debounce-500={() => {}}
      data-n:int={3}
    >
      x
    </button>,
    '<button dj-click="save" dj-keydown:ctrl-s="save" dj-input:debounce-500 data-n:int="3">x</button>',
  ],
  [
    "custom elements",
    <my-card some-prop={text}>x</my-card>,
    '<my-card some-prop="&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;">x</my-card>',
  ],
  ["conditions", <p>{on && <b>x</b>}{off && <b>y</b>}{on ? "a" : "b"}</p>, "<p><b>x</b>a</p>"],
  [
    "several lines",
    <p>
      a
      {text}
      <b>c</b>
    </p>,
    "<p>a&lt;b&gt;&quot;&amp;amp;&quot;&lt;/b&gt;<b>c</b></p>",
  ],
  [
    "booleans on media",
    <video muted autoPlay playsInline controls={on} loop={off} />,
    "<video muted autoplay playsinline controls></video>",
  ],
  ["literals", <p>{"a&b"}{1}{`c`}{-1}</p>, "<p>a&amp;b1c-1</p>"],
];

/** The page that a parser makes of markup, with the attributes of each element in one order. */
function parsed(markup: string): string {
  return serialize(parseFragment(markup)).replace(
    /<([\w-]+)((?: [\w:-]+="[^"]*")+)>/g,
    (_, tag, attributes) =>
      `<${tag}${[...attributes.matchAll(/ [\w:-]+="[^"]*"/g)].map(String).sort().join("")}>`,
  );
}

for (const [name, element, must] of PAIRS) {
  Deno.test(`JSX: ${name}`, () => {
    assert.equal(parsed(printed(child(element))), parsed(must));
  });
}

Deno.test("JSX: handlers in text are refused, with the way to write them", () => {
  // @ts-expect-error the types say so already
  assert.throws(() => printed(child(<b onClick={() => {}}>x</b>)), /write dj-click=/);
  assert.throws(() => printed(child(<b {...{ onClick: () => {} }}>x</b>)), /write dj-click=/);
});

Deno.test("JSX: an element as an attribute's value is refused", () => {
  assert.throws(
    () => printed(child(<b {...{ title: <i>x</i> as unknown as string }}>x</b>)),
    /is a template; only text/,
  );
});

Deno.test("JSX: names that are none are refused", () => {
  assert.throws(() => printed(child(<b {...{ "a b": 1 }}>x</b>)), /it is no name/);
  assert.throws(() => printed(child(<b {...{ dj: 1 }}>x</b>)), /framework's own/);
  const Tag = "b onclick=alert(1)" as unknown as (props: unknown) => Child;
  assert.throws(() => printed(child(<Tag />)), /a tag's name/);
});

/** What travels when one view follows another. */
function frame(before: unknown, after: unknown): unknown {
  const tree = new Tree(createScope({ save }));
  tree.paint(child(before), null);
  return tree.diff(child(after), null)?.ops ?? null;
}

Deno.test("JSX: an element continues over renders, and only what changed travels", () => {
  const view = (value: unknown): unknown => <p title="t">{value}</p>;
  assert.deepEqual(frame(view("a"), view("b")), [1, 0, "b"]);
  assert.deepEqual(frame(view("a"), view(null)), [1, 0, null]);
  assert.equal(frame(view("a"), view("a")), null);
  const spread = (value: unknown): unknown => <p {...{ title: "t" }}>{value}</p>;
  assert.deepEqual(frame(spread("a"), spread("b")), [1, 0, "b"]);
  assert.deepEqual(frame(spread(null), spread("b")), [1, 0, "b"]);
  assert.deepEqual(frame(spread(undefined), spread("b")), [1, 0, "b"]);
});

Deno.test("JSX: a boolean attribute comes and goes", () => {
  const view = (value: boolean): unknown => <input disabled={value} />;
  assert.deepEqual(frame(view(false), view(true)), [1, 0, ["disabled", ""]]);
  assert.deepEqual(frame(view(true), view(false)), [1, 0, ["disabled", null]]);
});

Deno.test("JSX: a checkbox with a checked hole is one that the render may reset", () => {
  const tree = new Tree(createScope());
  assert.match(tree.paint(child(<input type="checkbox" checked={on} />), null).content, / dj=bv /);
  assert.match(tree.paint(child(<input type="text" disabled={on} />), null).content, / dj=b /);
});

Deno.test("JSX: a spread may hold names that every object has", () => {
  const spread: Record<string, unknown> = { toString: "a", valueOf: "b", constructor: "c" };
  assert.equal(
    printed(child(<p {...spread}>x</p>)),
    '<p tostring="a" valueof="b" constructor="c">x</p>',
  );
});

Deno.test("JSX: keys make lists, on elements, components and fragments", () => {
  const Row = ({ item }: { item: number }): Child => child(<li>{item}</li>);
  const Shared = (): Child => shared;
  const shared = html`<li>s</li>`;
  const lists: readonly ((items: number[]) => unknown)[] = [
    (items) => <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>,
    (items) => <ul>{items.map((item) => <li key={item} {...{ title: "t" }}>{item}</li>)}</ul>,
    (items) => <ul>{items.map((item) => <Row key={item} item={item} />)}</ul>,
    (items) => <ul>{items.map((item) => <Fragment key={item}>{item}</Fragment>)}</ul>,
    (items) => <ul>{items.map((item) => <Shared key={item} />)}</ul>,
  ];
  for (const view of lists) {
    const ops = frame(view([1, 2, 3]), view([1, 3])) as unknown[];
    assert.deepEqual([ops.length, ops[1]], [2, -1]);
    assert.deepEqual(frame(view([1, 2, 3]), view([3, 1, 2])), [1, 0, [-4, 2, [2]]]);
  }
});

Deno.test("JSX: a text that a component or a fragment returns is a text, also as the whole page", () => {
  const Say = ({ text }: { text: string }): Child => text;
  const evil = `<img src=x onerror=alert(1)><b dj-click="save">x</b>`;
  for (const view of [<>{evil}</>, <Say text={evil} />, <Say text={evil} key="1" />]) {
    const { content } = new Tree(createScope({ save })).paint(child(view), null);
    assert.doesNotMatch(content, /<img|<b/);
    assert.match(content, /&lt;img src=x/);
  }
});

Deno.test("JSX: a component's key makes it another block when it changes", () => {
  const Panel = (): Child => child(<b>x</b>);
  const view = (id: number): unknown => (
    <p>
      <Panel key={id} />
    </p>
  );
  assert.equal(frame(view(1), view(1)), null);
  assert.deepEqual((frame(view(1), view(2)) as unknown[]).slice(0, 2), [1, 0]);
});

Deno.test("JSX: closures are found where they stand", () => {
  const handler = (): void => {};
  const tree = new Tree(createScope());
  tree.paint(
    child(
      <p>
        <b dj-click={handler} dj-keydown:enter={handler}>x</b>
      </p>,
    ),
    null,
  );
  // Without precompile each element is a block of its own.
  const found = [1, 2].filter((block) => tree.handler(block, 0, "click")?.handler === handler);
  assert.equal(found.length, 1);
  assert.equal(tree.handler(found[0] as number, 0, "keydown:enter")?.handler, handler);
});

Deno.test("JSX: a key behind a spread keys the row", () => {
  const rest = { class: "row" };
  const list = (ids: number[]) => <ul>{ids.map((id) => <li {...rest} key={id}>{id}</li>)}</ul>;
  const tree = new Tree(createScope({}));
  tree.paint(list([1, 2, 3]), null);
  const moved = JSON.stringify(tree.diff(list([3, 1, 2]), null)?.ops);
  assert.match(moved, /\[-4,\d+,\[\d+\]\]/);
});

Deno.test("JSX: a view in a view is painted as its element, alone and in rows", () => {
  class Leaf extends LiveView {
    render(): Child {
      return child(<b>leaf</b>);
    }
  }
  const page = new PageViews(64);
  const views = new RenderedViews({ name: "Board", page, secret: () => "secret" });
  const tree = new Tree({ ...createScope(), views });
  const board = (ids: string[]): Child =>
    child(
      <main>
        <div>{embed(Leaf, { id: "alone" })}</div>
        <ul>{ids.map((id) => <li key={id}>{embed(Leaf, { id })}</li>)}</ul>
      </main>,
    );
  const painted = views.without(tree.paint(board(["a", "b"]), null).content);
  assert.equal(views.sweep(() => tree.visit()), true);
  assert.deepEqual(views.all.map(({ id }) => id), ["alone", "a", "b"]);
  assert.match(painted, /djust-view/, "before it is known which there are");
  assert.equal(tree.diff(board(["a", "b"]), null), null);
  assert.match(JSON.stringify(tree.diff(board(["a", "c"]), null)), /dj-view=\\"c\.\w{6}\\"/);
  views.sweep(() => tree.visit());
  assert.deepEqual(views.all.map(({ id }) => id), ["alone", "a", "c"]);
});

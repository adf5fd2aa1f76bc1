/** Nothing gets out of the place where it stands, painted or patched. */

import assert from "node:assert/strict";
import { type Child, html, raw, Tree } from "../../vdom/mod.ts";
import { Page } from "../contract/page.ts";
import { createDocument, createSpecParser } from "../contract/spec_parser.ts";
import { createScope } from "../scope.ts";
import { type Context, STYLE_PLACES, TEXT, URL_PLACES } from "./contexts.ts";
import { BREAKOUTS, STYLES, URLS } from "./corpus.ts";
import { dangersIn } from "./inspect.ts";

const document = createDocument();
const parse = createSpecParser(document);
const HARMLESS = "harmless";

function painted(view: Child): Page {
  return new Page(document, parse, new Tree(createScope()).paint(view, view));
}

/** The page that first showed something harmless, then this. */
function patched(context: Context, before: string, value: string): Page {
  const tree = new Tree(createScope());
  const page = new Page(document, parse, tree.paint(context(before), context(before)));
  const patch = tree.diff(context(value), context(value));
  const frame = patch ? [0, ...patch.ops, { t: patch.templates }] : [0];
  assert.deepEqual(page.apply(JSON.parse(JSON.stringify(frame))), new Set());
  return page;
}

/** The page that showed nothing at first: all of it comes by a patch. */
function brought(context: Context, value: string): Page {
  return patched((shown) => html`<div>${shown === "" ? null : context(shown)}</div>`, "", value);
}

function checkAll(contexts: Readonly<Record<string, Context>>, corpus: readonly string[]): void {
  for (const [name, context] of Object.entries(contexts)) {
    for (const value of corpus) {
      const about = `${name}: ${JSON.stringify(value)}`;
      const harmless = painted(context(HARMLESS)).root;
      assert.deepEqual(dangersIn(painted(context(value)).root, harmless), [], about);
      for (const before of [HARMLESS, value.slice(0, 5)]) {
        assert.deepEqual(dangersIn(patched(context, before, value).root, harmless), [], about);
      }
      const outer = painted(html`<div>${context(HARMLESS)}</div>`).root;
      assert.deepEqual(dangersIn(brought(context, value).root, outer), [], about);
    }
  }
}

Deno.test("what does get out is seen", () => {
  const harmless = painted(html`<p title="x">x</p>`).root;
  const out = [
    `<p title="x">x</p><img src=x onerror=y>`,
    `<p title="x" onclick="y">x</p>`,
    `<p title="x" lang="y">x</p>`,
    `<a title="x" href=" javascript:y">x</a>`,
    `<p title="x"><b>x</b></p>`,
  ];
  for (const markup of out) {
    assert.notDeepEqual(
      dangersIn(painted(raw(markup, { events: true })).root, harmless),
      [],
      markup,
    );
  }
});

Deno.test("no text gets out of its place", () =>
  checkAll(TEXT, [...BREAKOUTS, ...URLS, ...STYLES]));

Deno.test("no URL runs", () => {
  for (const [name, context] of Object.entries(URL_PLACES)) {
    for (const value of URLS) {
      const about = `${name}: ${JSON.stringify(value)}`;
      const root = painted(html`<div>${context("/harmless")}</div>`).root;
      assert.deepEqual(dangersIn(brought(context, value).root, root), [], about);
      const plain = painted(context("/harmless")).root;
      assert.deepEqual(dangersIn(painted(context(value)).root, plain), [], about);
      assert.deepEqual(dangersIn(patched(context, "/harmless", value).root, plain), [], about);
    }
  }
});

Deno.test("no style becomes more than one declaration", () => {
  checkAll(STYLE_PLACES, [...STYLES, ...BREAKOUTS]);
  for (const value of STYLES) {
    const page = painted(html`<p style=${{ color: value, left: "1px" }}>x</p>`);
    const style = page.root.querySelector("p")?.getAttribute("style") ?? "";
    assert.match(style, /left:1px;$/);
    assert(style.split(";").length <= 3, style);
  }
});

Deno.test("sanitised HTML of users cannot call handlers nor look like marks", () => {
  const text = `<b dj=b dj-click="remove" dj-hook="X" data-djust="c">x</b><!--[--><!--,--><!--]-->`;
  const view = (value: string): Child =>
    html`<div>${raw(value)}<i dj-click=${() => {}}>y</i></div>`;
  for (
    const page of [painted(view(text)), patched(view, "", text), patched(view, "<b>x</b>", text)]
  ) {
    const bold = page.root.querySelector("b") as Element;
    assert.deepEqual([...bold.getAttributeNames()], []);
    assert.deepEqual(page.patcher.blocks.find(page.root.querySelector("i") as Element), [1, 1]);
  }
});

Deno.test("attributes and URLs of raw HTML are checked where a patch sets them", () => {
  const view = (value: string): Child => html`<div>${raw(value)}</div>`;
  const link = patched(view, `<a href="/a">x</a>`, `<a href="javascript:x" onclick="x">x</a>`).root
    .querySelector("a");
  assert.equal(link?.getAttribute("href"), "about:blank#blocked");
  assert.equal(link?.hasAttribute("onclick"), false);
});

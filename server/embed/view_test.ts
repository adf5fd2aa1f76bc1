/** The node of an embedded view: a place that is painted and written once, and stays while it is the same. */

import assert from "node:assert/strict";
import { type Child, html, Tree } from "../../vdom/mod.ts";
import { LiveView, type ViewClass } from "../view/mod.ts";
import { createScope } from "../../tests/scope.ts";
import { PageViews } from "./page_views.ts";
import { RenderedViews } from "./rendered_views.ts";
import { view } from "./view.ts";

class Leaf extends LiveView<{ n?: number; list?: unknown }> {
  render() {
    return html`<b></b>`;
  }
}

/** A tree with views in it, as a renderer has one. */
function treeOf(page = new PageViews(64), name = "Board") {
  const views = new RenderedViews({ name, page, secret: () => "secret" });
  const tree = new Tree({ ...createScope({}), views });
  return {
    views,
    paint(content: Child): string {
      const { content: painted } = tree.paint(content, null);
      views.sweep(() => tree.visit());
      return painted;
    },
    diff(content: Child) {
      const patch = tree.diff(content, null);
      return { ops: patch?.ops ?? [], isOther: views.sweep(() => tree.visit()) };
    },
  };
}

const page = (content: Child): Child => html`<div>${content}</div>`;
const leaf = (params: { n?: number; list?: unknown } = {}, id = "a", View: ViewClass = Leaf) =>
  view(View, { id, params });
const show = (n: number, params = {}): Child =>
  html`
    <p>${n}</p>
    <div>${leaf(params)}</div>
  `;

Deno.test("view() is painted as its element: without what it holds, or with that", () => {
  const { views, paint } = treeOf();
  const painted = paint(page(leaf()));
  const [{ name = "" } = {}] = views.all;
  assert.match(name, /^a\.\w{6}$/);
  const around = (inner: string, told = ""): string =>
    `<div dj=b><div data-djust dj-view="${name}"${told}>${inner}</div></div>`;
  assert.equal(views.without(painted), around(""));
  const inner = { html: "<b>$& inner</b>", manners: '{"a":{}}' };
  const told = ' data-manners="{&quot;a&quot;:{}}"';
  assert.equal(views.filled(painted, new Map([[name, inner]])), around(inner.html, told));
});

Deno.test("view() sends nothing while class, id and params are the same, in whatever order these stand", () => {
  const { paint, diff } = treeOf();
  const template = (n: number, params: { n: number; list: unknown }) => show(n, params);
  paint(template(1, { n: 1, list: [{ a: 1, b: undefined }] }));
  assert.deepEqual(diff(template(1, { list: [{ b: undefined, a: 1 }], n: 1 })), {
    ops: [],
    isOther: false,
  });
  assert.deepEqual(diff(template(2, { n: 1, list: [{ a: 1 }] })), {
    ops: [1, 0, 2],
    isOther: false,
  });
});

Deno.test("view() with other params, another class or another id is another place", () => {
  class Other extends LiveView {
    render() {
      return html`<i></i>`;
    }
  }
  const { views, paint, diff } = treeOf();
  const template = (content: Child) => html`<div>${content}</div>`;
  paint(template(leaf()));
  const names = new Set([views.all[0]?.name]);
  for (const next of [leaf({ n: 1 }), leaf({ n: 2 }), leaf({}, "b"), leaf({}, "b", Other)]) {
    const { ops, isOther } = diff(template(next));
    const [{ name = "" } = {}] = views.all;
    assert.deepEqual(ops, [1, 0, [-3, `<div data-djust dj-view="${name}"></div>`, 1]]);
    assert.equal(isOther, true);
    names.add(name);
  }
  assert.equal(names.size, 5);
});

Deno.test("a class of the same name is another one, though its name is not", () => {
  const twin = (): ViewClass =>
    class Twin extends LiveView {
      render() {
        return html`<i></i>`;
      }
    };
  const [first, second] = [twin(), twin()];
  const { views, paint, diff } = treeOf();
  const template = (View: ViewClass) => html`<div>${leaf({}, "a", View)}</div>`;
  paint(template(first));
  const [before] = views.all;
  const { ops, isOther } = diff(template(second));
  assert.equal(ops.length, 3);
  assert.equal(isOther, true);
  assert.equal(views.all[0]?.name, before?.name);
});

Deno.test("sweep() knows who went, and gives their ids back, also after an error", () => {
  const ids = new PageViews(64);
  const { views, paint, diff } = treeOf(ids);
  const other = treeOf(ids, "Other");
  const template = (...content: Child[]) => html`<div>${content}</div>`;
  paint(template(leaf({}, "a"), leaf({}, "b")));
  other.paint(template(leaf({}, "c")));
  assert.throws(
    () => diff(template(leaf({}, "d"), leaf({}, "c"))),
    /two views of one page have the id "c", "Leaf" in "Other" and "Leaf" in "Board"/,
  );
  other.diff(template(leaf({}, "c"), leaf({}, "d")));
  assert.equal(diff(template(leaf({}, "b"))).isOther, true);
  other.diff(template(leaf({}, "a")));
  assert.deepEqual(views.all.map(({ id }) => id), ["b"]);
  views.end();
  other.diff(template(leaf({}, "b")));
});

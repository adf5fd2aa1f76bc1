/** The workloads in snabbdom, on a DOM that does nothing. */

import { h } from "snabbdom/build/h.js";
import type { DOMAPI } from "snabbdom/build/htmldomapi.js";
import { init } from "snabbdom/build/init.js";
import { classModule } from "snabbdom/build/modules/class.js";
import { eventListenersModule } from "snabbdom/build/modules/eventlisteners.js";
import { propsModule } from "snabbdom/build/modules/props.js";
import { type VNode, vnode } from "snabbdom/build/vnode.js";
import { remove, select } from "./ours.ts";
import type { Chat, Counter, Dashboard, Form, Row, Table, Views } from "./workloads.ts";

const CLASSES = { add(): void {}, remove(): void {} };

/** An element that takes everything and keeps nothing. */
class Nothing {
  readonly classList = CLASSES;
  setAttribute(): void {}
  removeAttribute(): void {}
  addEventListener(): void {}
  removeEventListener(): void {}
}

const parent = new Nothing();
const ignore = (): void => {};
const create = (): Nothing => new Nothing();

const DOM = {
  createElement: create,
  createElementNS: create,
  createTextNode: create,
  createComment: create,
  createDocumentFragment: create,
  insertBefore: ignore,
  removeChild: ignore,
  appendChild: ignore,
  parentNode: () => parent,
  nextSibling: () => null,
  tagName: () => "DIV",
  setTextContent: ignore,
  getTextContent: () => "",
  isElement: () => false,
  isText: () => false,
  isComment: () => false,
  isDocumentFragment: () => false,
} as unknown as DOMAPI;

// The set of its README, without styles: that module needs a window.
const patch = init([classModule, propsModule, eventListenersModule], DOM);

const counter = (state: Counter): VNode =>
  h("div.counter", [
    h("h1", ["Count: ", h("b", String(state.count))]),
    h("button", { on: { click: increment } }, "+1"),
  ]);

const increment = (): void => {};

const page = (rows: VNode[]): VNode => h("table", [h("tbody", rows)]);

const rowOf = (row: Row, selected: number): VNode =>
  h("tr", { key: row.id, class: { danger: row.id === selected }, props: { id: "row-" + row.id } }, [
    h("td.id", String(row.id)),
    h("td.label", [h("a", row.label)]),
    h("td.score", String(row.score)),
    h("td", [h("button.remove", "x")]),
  ]);

const table = (state: Table): VNode => page(state.rows.map((row) => rowOf(row, state.selected)));

const form = (state: Form): VNode =>
  h(
    "form",
    state.fields.map(({ id, label, value, error }) =>
      h("div.field", { class: { bad: error !== "" } }, [
        h("label", { props: { htmlFor: id } }, label),
        h("input", { props: { type: "text", id, name: id, value } }),
        error === "" ? null : h("p.error", error),
      ])
    ),
  );

const dashboard = (state: Dashboard): VNode =>
  h(
    "main",
    state.metrics.map(({ name, value }) => h("div.card", [h("span", name), h("b", String(value))])),
  );

const chat = (state: Chat): VNode =>
  h(
    "ul",
    state.messages.map(({ id, author, text }) =>
      h("li.message", { key: id }, [h("b", author), h("p", text)])
    ),
  );

/** Bare rows. */
export const bare: Views<VNode> = {
  counter,
  table,
  form,
  dashboard,
  chat,
  beside: (state) => h("div", [counter(state.counter), table(state.table)]),
};

/** Rows with two closures each. */
export const closures: Views<VNode> = {
  ...bare,
  table: (state) =>
    page(state.rows.map((row) => {
      const danger = row.id === state.selected;
      return h("tr", { key: row.id, class: { danger }, props: { id: "row-" + row.id } }, [
        h("td.id", String(row.id)),
        h("td.label", [h("a", { on: { click: () => select(state, row) } }, row.label)]),
        h("td.score", String(row.score)),
        h("td", [h("button.remove", { on: { click: () => remove(state, row) } }, "x")]),
      ]);
    })),
};

/** The first tree, as if it stood in a page. */
export function mounted(tree: VNode): VNode {
  return patch(vnode("", {}, [], undefined, new Nothing() as unknown as Element), tree);
}

/** One update. */
export const update = (last: VNode, next: VNode): VNode => patch(last, next);

/** The workloads in our `html` templates. */

import { type Child, each, html, memo, type Scope, type Template, Tree } from "../vdom/mod.ts";
import type { Beside, Chat, Counter, Dashboard, Form, Row, Table, Views } from "./workloads.ts";

// Written without line breaks: every contender makes the same HTML.

// deno-fmt-ignore
const counter = (state: Counter): Template =>
  html`<div class="counter"><h1>Count: <b>${state.count}</b></h1><button dj-click="increment">+1</button></div>`;

// deno-fmt-ignore
const page = (list: Child): Template => html`<table><tbody>${list}</tbody></table>`;

// deno-fmt-ignore
const rowOf = (row: Row, selected: number): Template =>
  html`<tr class=${row.id === selected ? "danger" : ""} id="row-${row.id}"><td class="id">${row.id}</td><td class="label"><a>${row.label}</a></td><td class="score">${row.score}</td><td><button class="remove">x</button></td></tr>`;

const key = (row: Row): number => row.id;

const table = (state: Table): Template =>
  page(each(state.rows, key, (row) => rowOf(row, state.selected)));

// deno-fmt-ignore
const form = (state: Form): Template =>
  html`<form>${state.fields.map((field) =>
    html`<div class=${field.error === "" ? "field" : "field bad"}><label for=${field.id}>${field.label}</label><input type="text" id=${field.id} name=${field.id} value=${field.value}>${field.error === "" ? null : html`<p class="error">${field.error}</p>`}</div>`
  )}</form>`;

// deno-fmt-ignore
const dashboard = (state: Dashboard): Template =>
  html`<main>${state.metrics.map((metric) =>
    html`<div class="card"><span>${metric.name}</span><b>${metric.value}</b></div>`
  )}</main>`;

// deno-fmt-ignore
const chat = (state: Chat): Template =>
  html`<ul>${each(state.messages, (message) => message.id, (message) =>
    html`<li class="message"><b>${message.author}</b><p>${message.text}</p></li>`
  )}</ul>`;

/** Bare rows. */
export const bare: Views<Template> = {
  counter,
  table,
  form,
  dashboard,
  chat,
  beside: (state) => html`<div>${counter(state.counter)}${table(state.table)}</div>`,
};

/** Rows with two closures each, as real tables have. */
export const closures: Views<Template> = {
  ...bare,
  // deno-fmt-ignore
  table: (state) =>
    page(each(state.rows, key, (row) =>
      html`<tr class=${row.id === state.selected ? "danger" : ""} id="row-${row.id}"><td class="id">${row.id}</td><td class="label"><a dj-click=${() => select(state, row)}>${row.label}</a></td><td class="score">${row.score}</td><td><button class="remove" dj-click=${() => remove(state, row)}>x</button></td></tr>`
    )),
};

/** What a click on a label does. */
export function select(state: Table, row: Row): void {
  state.selected = row.id;
}

/** What a click on a button does. */
export function remove(state: Table, row: Row): void {
  state.rows.splice(state.rows.indexOf(row), 1);
}

/** Rows inside `memo`; beside the counter the whole list has `deps`. */
export const memoized: Views<Template> = {
  ...bare,
  table: (state) =>
    page(each(state.rows, key, (row) => {
      const selected = row.id === state.selected;
      return memo([row.label, row.score, selected], () => rowOf(row, state.selected));
    })),
  beside: (state) => {
    const { rows, selected } = state.table;
    const list = each(rows, key, (row) => rowOf(row, selected), { deps: [rows, selected] });
    return html`<div>${counter(state.counter)}${page(list)}</div>`;
  },
};

/** What the views' own code costs without our engine: their templates made, rows of lists too. */
export const alone: Readonly<Record<string, (state: never) => unknown>> = {
  W1: (state: Counter) => counter(state),
  W6: (state: Beside) => state.table.rows.map((row) => rowOf(row, state.table.selected)),
};

/** What a production server tells the engine. */
export const SCOPE: Scope = {
  nameOf: () => undefined,
  warn: () => {},
  development: false,
  strictStyles: false,
};

/** A tree that has painted this. */
export function painted(content: Child): Tree {
  const tree = new Tree(SCOPE);
  tree.paint(content, null);
  return tree;
}

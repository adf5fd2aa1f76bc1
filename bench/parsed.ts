/** The way of the Python original, in JavaScript: render a string, parse it, compare the trees. */

import { Parser } from "htmlparser2";
import type { Counter, Row, Table, Views } from "./workloads.ts";

const DIRTY = /[&<>"']/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const clean = /[&<>"']/;

/** Text, escaped. */
export const escaped = (value: string | number): string => {
  const text = String(value);
  return clean.test(text)
    ? text.replace(DIRTY, (character) => ENTITIES[character] as string)
    : text;
};

const counter = (state: Counter): string =>
  `<div class="counter"><h1>Count: <b>${state.count}</b></h1><button dj-click="increment">+1</button></div>`;

const rowOf = (row: Row, selected: number): string =>
  `<tr class="${row.id === selected ? "danger" : ""}" id="row-${row.id}"><td class="id">${
    escaped(row.id)
  }</td><td class="label"><a>${escaped(row.label)}</a></td><td class="score">${
    escaped(row.score)
  }</td><td><button class="remove">x</button></td></tr>`;

const table = (state: Table): string =>
  `<table><tbody>${state.rows.map((row) => rowOf(row, state.selected)).join("")}</tbody></table>`;

/** The workloads as plain strings with escaping. */
export const strings: Views<string> = {
  counter,
  table,
  form: (state) =>
    `<form>${
      state.fields.map((field) =>
        `<div class="${field.error === "" ? "field" : "field bad"}"><label for="${
          escaped(field.id)
        }">${escaped(field.label)}</label><input type="text" id="${escaped(field.id)}" name="${
          escaped(field.id)
        }" value="${escaped(field.value)}">${
          field.error === "" ? "" : `<p class="error">${escaped(field.error)}</p>`
        }</div>`
      ).join("")
    }</form>`,
  dashboard: (state) =>
    `<main>${
      state.metrics.map((metric) =>
        `<div class="card"><span>${escaped(metric.name)}</span><b>${
          escaped(metric.value)
        }</b></div>`
      ).join("")
    }</main>`,
  chat: (state) =>
    `<ul>${
      state.messages.map((message) =>
        `<li class="message"><b>${escaped(message.author)}</b><p>${escaped(message.text)}</p></li>`
      ).join("")
    }</ul>`,
  beside: (state) => `<div>${counter(state.counter)}${table(state.table)}</div>`,
};

/** A parsed node; a text has no tag. */
export interface Parsed {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: Parsed[];
  text: string;
  readonly key: string | undefined;
}

/** The tree of an HTML text. */
export function parse(html: string): Parsed {
  const root: Parsed = { tag: "#", attributes: {}, children: [], text: "", key: undefined };
  const stack: Parsed[] = [root];
  const parser = new Parser({
    onopentag(tag, attributes) {
      const node = { tag, attributes, children: [], text: "", key: attributes.id };
      stack.at(-1)?.children.push(node);
      stack.push(node);
    },
    ontext(text) {
      const into = (stack.at(-1) as Parsed).children;
      const last = into.at(-1);
      // The parser hands a text over in pieces around its entities.
      if (last?.tag === "") last.text += text;
      else into.push({ tag: "", attributes: {}, children: [], text, key: undefined });
    },
    onclosetag() {
      stack.pop();
    },
  });
  parser.end(html);
  return root;
}

type Change = readonly unknown[];

/** What changed between two parsed trees, addressed by path. */
export function compare(last: Parsed, next: Parsed, path: string, changes: Change[]): void {
  if (last.tag !== next.tag) {
    changes.push(["replace", path, next]);
    return;
  }
  if (last.text !== next.text) changes.push(["text", path, next.text]);
  for (const name in next.attributes) {
    if (last.attributes[name] !== next.attributes[name]) {
      changes.push(["set", path, name, next.attributes[name]]);
    }
  }
  for (const name in last.attributes) {
    if (next.attributes[name] === undefined) changes.push(["unset", path, name]);
  }
  const keyed = last.children[0]?.key !== undefined && next.children[0]?.key !== undefined;
  if (keyed) compareKeyed(last, next, path, changes);
  else comparePlaces(last, next, path, changes);
}

function comparePlaces(last: Parsed, next: Parsed, path: string, changes: Change[]): void {
  const before = last.children.length;
  const after = next.children.length;
  for (let i = 0; i < after; i++) {
    if (i < before) {
      compare(last.children[i] as Parsed, next.children[i] as Parsed, `${path}/${i}`, changes);
    } else changes.push(["insert", path, i, next.children[i]]);
  }
  for (let i = before - 1; i >= after; i--) changes.push(["remove", path, i]);
}

function compareKeyed(last: Parsed, next: Parsed, path: string, changes: Change[]): void {
  const places = new Map<string | undefined, number>();
  for (let i = 0; i < last.children.length; i++) places.set(last.children[i]?.key, i);
  let highest = -1;
  for (let i = 0; i < next.children.length; i++) {
    const child = next.children[i] as Parsed;
    const place = places.get(child.key);
    if (place === undefined) {
      changes.push(["insert", path, i, child]);
      continue;
    }
    places.delete(child.key);
    if (place < highest) changes.push(["move", path, place, i]);
    else highest = place;
    compare(last.children[place] as Parsed, child, `${path}/${i}`, changes);
  }
  for (const place of places.values()) changes.push(["remove", path, place]);
}

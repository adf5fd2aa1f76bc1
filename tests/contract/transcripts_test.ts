/** The conversations in protocol/PROTOCOL.md are what both sides really say. */

import assert from "node:assert/strict";
import {
  CODE,
  decodeDown,
  decodeUp,
  encodeDown,
  encodeUp,
  parseDown,
  type TextDown,
  type TextUp,
} from "../../protocol/mod.ts";
import { type Child, each, html, type Scope, Tree } from "../../vdom/mod.ts";
import { normal } from "./normal.ts";
import { Page } from "./page.ts";
import { createDocument, createSpecParser } from "./spec_parser.ts";
import { readTranscripts, type Transcript } from "./transcript.ts";

const transcripts = readTranscripts(
  await Deno.readTextFile(new URL("../../protocol/PROTOCOL.md", import.meta.url)),
);

const document = createDocument();
const parse = createSpecParser(document);

function increment(): void {}
function save(): void {}
function nothing(): void {}

const NAMES = new Map<unknown, string>([[increment, "increment"], [save, "save"], [
  nothing,
  "nothing",
]]);

const SCOPE: Scope = {
  nameOf: (handler) => NAMES.get(handler),
  warn: (message) => assert.fail(message),
  development: true,
  strictStyles: false,
};

const counter = (count: number): Child =>
  html`<button dj-click=${increment}>+1</button> <output>${count}</output>`;

const form = (name: string, error: string | null): Child =>
  html`<form dj-submit=${save}><input name="name" value=${name}>${
    error && html`<p class="error">${error}</p>`
  }</form>`;

const list = (...items: string[]): Child =>
  html`<ul>${
    each(items, (item) => item, (item) => html`<li dj-click=${() => item}>${item}</li>`)
  }</ul>`;

/** What the view of a conversation renders: at first, then for each frame that comes down. */
const VIEWS: Readonly<Record<string, readonly Child[]>> = {
  "A page is adopted, and counts": [counter(0), counter(1), counter(2)],
  "A page is mounted again": [counter(0), counter(7)],
  "A named event with params": [form("", null), form("", "too short"), form("Ada", null)],
  "Nothing changed": [counter(0), counter(0)],
  "A list": [
    list("a", "b", "c"),
    list("c", "b", "a"),
    list("c", "a"),
    list("c", "d", "e", "a"),
    list(),
  ],
  "A handler throws": [counter(0), counter(0), counter(1)],
  "The line was gone": [counter(0), counter(1), counter(2), counter(3)],
  "A part was not found": [list("a", "b"), list("a", "b")],
  "The server goes": [counter(0)],
  "A channel opens": [counter(0)],
};

/** A frame's ops and templates, without how many events it answers and what else it carries. */
function patchOf(frame: readonly unknown[]): unknown[] {
  const last = frame.at(-1);
  const extras = typeof last === "object" && last !== null && !Array.isArray(last)
    ? last
    : undefined;
  const ops = extras ? frame.slice(1, -1) : frame.slice(1);
  const { t = [] } = (extras ?? {}) as { t?: unknown[] };
  return [...ops, t];
}

const isFrame = (message: readonly unknown[]): boolean =>
  message[0] === CODE.full || (message[0] as number) >= 0;

/** What the tree sends for the next render, in the same form. */
function patchFor(
  tree: Tree,
  frame: readonly unknown[],
  heal: number | undefined,
  view: Child,
): unknown[] {
  if (frame[0] === CODE.full) {
    const { content, flash, templates } = tree.refresh(view, null);
    return [frame[1], content, flash, templates];
  }
  const patch = heal === undefined ? tree.diff(view, null) : tree.heal(heal);
  return [...patch?.ops ?? [], patch?.templates ?? []];
}

function check({ name, lines }: Transcript): void {
  const views = VIEWS[name];
  assert(views, `no view is known for "${name}"`);
  const tree = new Tree(SCOPE);
  const painted = tree.paint(views[0] as Child, null);
  let page: Page | undefined;
  let next: number = 1;
  let heal: number | undefined;
  for (const { type, text } of lines) {
    if (type === "up") {
      const up = decodeUp(text);
      assert.notEqual(up.type, "failure", text);
      assert.equal(JSON.stringify(JSON.parse(text)), text, "written as it travels");
      assert.deepEqual(decodeUp(encodeUp(up as TextUp)), up, "written by the encoder");
      heal = up.type === "heal" ? up.block : undefined;
    } else if (type === "page" && !page) {
      assert.equal(text, painted.content);
      page = new Page(document, parse, painted);
    } else if (type === "page") {
      assert.equal(page && normal(page.root), normal(parse(text, 0)));
    } else {
      const message = parseDown(text);
      assert(message, text);
      assert.equal(JSON.stringify(message), text, "written as it travels");
      const down = decodeDown(text);
      assert(down, text);
      assert.equal(encodeDown(down as TextDown), text, "written by the encoder");
      if (!isFrame(message)) continue;
      const view: Child = views[next++];
      assert.deepEqual(
        JSON.stringify(patchFor(tree, message, heal, view)),
        JSON.stringify(patchOf(message)),
      );
      assert.deepEqual(page?.apply(message), new Set(), text);
    }
  }
  assert.equal(next, views.length, "every render was sent");
}

for (const transcript of transcripts) {
  Deno.test(`transcript: ${transcript.name}`, () => check(transcript));
}

Deno.test("every view of the transcripts has its conversation", () => {
  assert.deepEqual(transcripts.map(({ name }) => name), Object.keys(VIEWS));
});

/** What tests of the client share: a document, a patcher on it, and which nodes a change touched. */

import { teachTypes } from "../../testing/events.ts";
import { parseHTML } from "linkedom";
import type { EventView } from "../../client/events/pipeline.ts";
import type { Page } from "../../client/platform/clock.ts";
import type { Scene } from "../../client/dom/scene.ts";
import { Patcher } from "../../client/dom/patcher.ts";
import { createParser } from "../../client/dom/parse.ts";
import { Watch } from "../../client/platform/watch.ts";

/** A window of a DOM library. */
export function openWindow(body: string): Page {
  const { window } = parseHTML(`<!doctype html><html><head></head><body>${body}</body></html>`);
  teachTypes(window.document);
  const page = window as unknown as Page;
  teachValue(page.HTMLInputElement.prototype, (input) => input.getAttribute("value") ?? "");
  teachValue(page.HTMLTextAreaElement.prototype, (area) => area.textContent ?? "");
  return page;
}

const values = new WeakMap<Element, string>();

/** The library takes a value for its attribute: what is typed would be painted. */
function teachValue(prototype: Element, painted: (control: Element) => string): void {
  Object.defineProperty(prototype, "value", {
    configurable: true,
    get(this: Element) {
      return values.get(this) ?? painted(this);
    },
    set(this: Element, value: string) {
      values.set(this, value);
    },
  });
}

/** A view for directives that ask nothing of theirs. */
export const NO_VIEW: EventView = {
  root: null as unknown as Element,
  regions: [],
  window: null as unknown as Page,
  overlays: null as unknown as EventView["overlays"],
  clock: { now: () => 0, after: () => () => {} },
  hears: () => false,
  manners: new Map(),
  isAway: false,
  peers: () => [],
  run() {},
  know() {},
  flash() {},
  write() {},
  lodge: () => () => {},
  calmly: (move) => move(),
  retell() {},
  away: (change) => change(),
  summon() {},
  tell() {},
  warned() {},
};

/** The DOM of a view for directives that never ask for it. */
export const NO_SCENE = {} as Scene;

/** A patched page. */
export interface Patched {
  root: HTMLElement;
  patcher: Patcher;
  seen: string[];
  touched: Node[];
  apply(...frame: unknown[]): Set<number>;
  /** Runs what changes the page as the framework's own. */
  away(run: () => void): void;
}

/** Content with marks as a server paints them, taken over by a patcher. */
export function patched(content: string): Patched {
  const window = openWindow(`<main>${content}</main>`);
  const root = window.document.querySelector("main") as HTMLElement;
  const seen: string[] = [];
  const touched: Node[] = [];
  const patcher: Patcher = new Patcher({
    document: window.document,
    regions: [root],
    parse: createParser(window),
    see: (_, names) => void seen.push(...names),
    touch: (node) => void touched.push(node),
  });
  const watch = new Watch(window, (records) => patcher.foreign.note(records));
  watch.away(() => patcher.attach());
  return {
    root,
    patcher,
    seen,
    touched,
    apply: (...frame) => watch.away(() => patcher.apply(frame)),
    away: (run) => watch.away(run),
  };
}

/** What a change did to the nodes below a root. */
export interface Change {
  added: string[];
  gone: string[];
  /** Nodes that stayed in the page, but got another parent or another node before them. */
  written: string[];
}

/** Runs, and tells exactly which nodes came, went and were written to. */
export function changeOf(root: Node, run: () => void): Change {
  const before = snapshot(root);
  run();
  const after = snapshot(root);
  const name = (node: Node, text: string) => `${node.nodeName.toLowerCase()} ${text}`.trim();
  const change: Change = { added: [], gone: [], written: [] };
  for (const [node, text] of after) {
    if (!before.has(node)) change.added.push(name(node, text));
    else if (before.get(node) !== text) change.written.push(name(node, text));
  }
  for (const [node, text] of before) if (!after.has(node)) change.gone.push(name(node, text));
  return change;
}

function snapshot(root: Node, into = new Map<Node, string>()): Map<Node, string> {
  for (const node of root.childNodes) {
    into.set(
      node,
      (node as Partial<Element>).attributes ? attributesOf(node as Element) : node.nodeValue ?? "",
    );
    snapshot(node, into);
  }
  return into;
}

function attributesOf(element: Element): string {
  return [...element.getAttributeNames()].sort().map((name) =>
    `${name}=${element.getAttribute(name)}`
  ).join(" ");
}

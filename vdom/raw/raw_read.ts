/** Reads raw HTML with a spec-compliant parser, so that server and page agree on its nodes. */

import { CLASS, NAMESPACE } from "../../protocol/mod.ts";
import {
  checkPlace,
  isStrictParent,
  lacksHidden,
  lacksMethod,
  type Placed,
  type PlaceProblem,
  type RawHtml,
  type Scope,
  type Slot,
} from "../template/mod.ts";
import { PARSER } from "./parser.ts";
import { type RawNode, RawRegion } from "./raw_node.ts";
import { printRaw } from "./raw_tree.ts";

/** What parse5 gives, as far as it is read here. */
interface ParsedNode {
  nodeName: string;
  tagName?: string;
  namespaceURI?: string;
  value?: string;
  attrs?: { name: string; value: string; prefix?: string }[];
  childNodes?: ParsedNode[];
  content?: ParsedNode;
  parentNode?: ParsedNode | null;
}

/** What the parser calls HTML, before it is there itself. */
const HTML = "http://www.w3.org/1999/xhtml";

/** Elements of HTML whose content is no markup. */
const RAW_TEXT = /^(?:script|style|noscript|noembed|noframes|iframe|xmp)$/;

/** Elements that are compared as a whole: the content is no part of the tree, or the browser's own. */
const OPAQUE = new Set(
  "script style template noscript noembed noframes iframe xmp selectedcontent".split(" "),
);

/**
 * Elements inside of one another beyond which the rest is left out: browsers move nodes out at 512,
 * and nobody writes so many but to break a page.
 */
const DEEPEST = 256;

/** How often what is written is read again, until it stays as it is. */
const ROUNDS = 4;

const NO_PLUGIN = "Trusted Types let no patch change it; write <iframe>";

/** Elements of which only the content stays. Plugins are among them: our policies load none. */
const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ["embed", NO_PLUGIN],
  ["object", NO_PLUGIN],
  ["plaintext", "nothing ends it; write <pre>"],
  ["mglyph in MathML", "it is another element in each place; write a text"],
  ["malignmark in MathML", "it is another element in each place; write a text"],
]);

/** Where a parser leaves a form without content, or drops it: that hangs on what came before. */
const HOLDS_NO_FORM = /^(?:table|tbody|thead|tfoot|tr)$/;
const NO_FORM = "it can hold nothing there; write it around the table, or in a cell";

/** Elements of SVG and MathML that hold HTML. */
const HOLDS_HTML = /^(?:desc|title|m[inos]|mtext)$/;

/** Reads raw HTML as the slot's element would. Throws `ParserPending` where that cannot be yet. */
export function growRaw(raw: RawHtml, slot: Slot, scope: Scope): RawRegion {
  const reader = new Reader(raw.events, slot.element);
  const isForeign = slot.namespace !== NAMESPACE.html && !HOLDS_HTML.test(slot.element);
  const convert = (parsed: readonly ParsedNode[] = []): RawNode[] =>
    isForeign ? reader.withoutHtml(reader.convert(parsed), slot.element) : reader.convert(parsed);
  const region = new RawRegion(raw.html, raw.events, convert(parse(raw.html, slot)), 0);
  // Some trees change once more when a page reads what is written here: then that is the tree.
  const isStrict = isStrictParent(slot.element);
  for (let round = 0; round < ROUNDS; round++) {
    if (!isStrict && !region.nodes.some((node) => moveOf(node, []))) break;
    const before = printRaw(region.nodes);
    region.nodes = convert(isStrict ? parseInTemplate(before) : parse(before, slot));
    if (printRaw(region.nodes) === before) break;
  }
  number(region.nodes, region);
  if (scope.development) reader.tell(scope);
  return region;
}

/** As the slot's element would read it. */
function parse(html: string, { element, namespace }: Slot): ParsedNode[] {
  const { defaultTreeAdapter, html: names, parseFragment } = PARSER.get();
  const spaces = [names.NS.HTML, names.NS.SVG, names.NS.MATHML] as const;
  const space = spaces[namespace] ?? names.NS.HTML;
  const context = defaultTreeAdapter.createElement(element || "div", space, []);
  const fragment = parseFragment(context, html, { scriptingEnabled: true });
  return (fragment as unknown as ParsedNode).childNodes ?? [];
}

/** As the page's script reads it: it may bring to a table what a parser would not leave there. */
function parseInTemplate(html: string): ParsedNode[] {
  const text = `<template>${html}</template>`;
  const fragment = PARSER.get().parseFragment(text, {
    scriptingEnabled: true,
  }) as unknown as ParsedNode;
  return fragment.childNodes?.[0]?.content?.childNodes ?? [];
}

/** What a parser would do to some of these nodes where they stand, below these open elements. */
export function moveIn(
  nodes: readonly RawNode[],
  open: readonly Placed[],
): PlaceProblem | undefined {
  for (const node of nodes) {
    const problem = moveOf(node, open.slice());
    if (problem) return problem;
  }
  return undefined;
}

/** Why a parser would put a node elsewhere than it stands, as misnested tags can. */
function moveOf(node: RawNode, open: Placed[]): PlaceProblem | undefined {
  // What stands at the region's edge was read for its place.
  const isEdge = open.length === 0;
  if (node.type === "text") return isEdge ? undefined : checkPlace(node, open);
  const placed = { type: "element" as const, tag: node.tag, namespace: node.html ? 0 : 1 };
  let problem = isEdge ? undefined : checkPlace(placed, open) ?? checkOption(open);
  open.push(placed);
  for (const child of node.children) problem ??= moveOf(child, open);
  open.pop();
  return problem;
}

/** Not every parser keeps elements in an option. */
function checkOption(open: readonly Placed[]): PlaceProblem | undefined {
  const parent = open.at(-1);
  if (parent?.tag !== "option" || parent.namespace !== 0) return undefined;
  return { what: "an element stands in <option>", mend: "write text only" };
}

/** Gives numbers in document order. */
function number(nodes: readonly RawNode[], region: RawRegion): void {
  for (const node of nodes) {
    node.number = region.count++;
    if (node.type === "element") number(node.children, region);
  }
}

/** Makes our own nodes from the parser's, and keeps in mind what it leaves out. */
class Reader {
  readonly #events: boolean;
  /** The element around the region. */
  readonly #around: string;
  /** What was left out, why, and what to write. */
  readonly #left = new Set<string>();

  constructor(events: boolean, around: string) {
    this.#events = events;
    this.#around = around;
  }

  convert(parsed: readonly ParsedNode[], depth: number = 0, nodes: RawNode[] = []): RawNode[] {
    if (depth > DEEPEST) return nodes;
    for (const node of parsed) {
      if (node.nodeName === "#text") addText(nodes, node.value ?? "");
      else if (node.tagName !== undefined) this.#element(node, node.tagName, depth, nodes);
    }
    return nodes;
  }

  #element(node: ParsedNode, tag: string, depth: number, nodes: RawNode[]): void {
    const html = node.namespaceURI === HTML;
    const children = node.childNodes ?? [];
    const parent = node.parentNode?.tagName ?? this.#around;
    const isLost = html && tag === "form" && HOLDS_NO_FORM.test(parent);
    const why = isLost ? NO_FORM : LEFT_OUT.get(html ? tag : `${tag} in MathML`);
    if (why) {
      this.#left.add(`<${tag}>: ${why}`);
      // What an <object> shows where plugins are not allowed, too.
      this.convert(children, depth + 1, nodes);
      return;
    }
    const opaque = OPAQUE.has(tag);
    nodes.push({
      type: "element",
      number: -1,
      tag,
      html,
      attributes: this.#attributes(node),
      children: opaque ? [] : this.convert(children, depth + 1),
      opaque: opaque ? this.#inner(node, depth + 1) : undefined,
    });
  }

  /** Without events its `dj-*` attributes are gone for good. */
  #attributes(node: ParsedNode): Map<string, string> {
    const attributes = new Map<string, string>();
    for (const { name, value, prefix } of node.attrs ?? []) {
      // Marks and notes of our own: whoever wrote this HTML has none to give.
      if (/^(?:dj$|dj-js(?:[.:]|$)|data-dj(?:ust|-))/.test(name)) continue;
      if (!this.#events && name.startsWith("dj-")) continue;
      // What broken markup leaves behind; in a patch these stand for class tokens.
      if (name === CLASS.add || name === CLASS.remove) continue;
      // A first paint would make a shadow root of it, or put its content elsewhere; a patch would not.
      if (node.tagName === "template" && /^(?:for$|shadowroot)/.test(name)) {
        this.#left.add(`${name} of <template>: a patch would not heed it; do it in a hook`);
        continue;
      }
      attributes.set(prefix ? `${prefix}:${name}` : name, value);
    }
    const names = [...attributes.keys()];
    if (lacksMethod(node.tagName ?? "", names)) attributes.set("method", "post");
    if (lacksHidden(names)) attributes.set("hidden", "");
    return attributes;
  }

  /** Inner HTML of an element whose content has no nodes in the page, or is no markup. */
  #inner(node: ParsedNode, depth: number): string {
    // A list's browser puts a copy of the option that is chosen into it.
    if (node.tagName === "selectedcontent") return "";
    const children = node.content?.childNodes ?? node.childNodes ?? [];
    const isText = node.namespaceURI === HTML && RAW_TEXT.test(node.nodeName);
    return isText
      ? children.map((child) => child.value ?? "").join("")
      : printRaw(this.convert(children, depth));
  }

  /** Nodes for SVG or MathML: a parser leaves those before HTML. */
  withoutHtml(nodes: readonly RawNode[], element: string): RawNode[] {
    const kept: RawNode[] = [];
    for (const node of nodes) {
      if (node.type === "text") addText(kept, node.text);
      else if (!node.html) kept.push(node);
      else {
        this.#left.add(
          `<${node.tag}> in <${element}>: a parser moves it out; write <foreignObject> around it`,
        );
      }
    }
    return kept;
  }

  /** Warns of what was left out. */
  tell(scope: Scope): void {
    for (const what of this.#left) scope.warn(`Left out of raw HTML: ${what}`, "raw-left-out");
  }
}

/** Texts around something that was left out are one text in the page. */
function addText(nodes: RawNode[], text: string): void {
  const last = nodes.at(-1);
  if (last?.type === "text") last.text += text;
  else nodes.push({ type: "text", number: -1, text });
}

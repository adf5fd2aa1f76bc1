/** Raw HTML as a tree: read by a spec-compliant parser, so that server and page agree on its nodes. */

import { defaultTreeAdapter, html as names, parseFragment } from "parse5";
import { CLASS, CONTENT, type Op, RAW } from "../protocol/mod.ts";
import type { RawHtml } from "./child.ts";
import { classChanges } from "./attribute.ts";
import { escape } from "./escape.ts";
import { growthOf } from "./growth.ts";
import { checkPlace, isVoid, type Placed } from "./nesting.ts";
import { type RawElement, type RawNode, RawRegion, type RawText } from "./raw_node.ts";
import { lacksMethod } from "./markup.ts";
import type { Slot } from "./plan.ts";

/** What parse5 gives, as far as it is read here. */
interface ParsedNode {
  nodeName: string;
  tagName?: string;
  namespaceURI?: string;
  value?: string;
  attrs?: { name: string; value: string; prefix?: string }[];
  childNodes?: ParsedNode[];
  content?: ParsedNode;
}

const HTML = names.NS.HTML as string;
const NAMESPACES = [names.NS.HTML, names.NS.SVG, names.NS.MATHML] as const;
const OPAQUE = new Set(["script", "style", "template", "noscript", "iframe", "xmp", "plaintext"]);

/**
 * Elements inside of one another beyond which the rest is left out: browsers move nodes out at 512,
 * and nobody writes so many but to break a page.
 */
const DEEPEST = 256;

/** Reads raw HTML as the slot's element would. */
export function growRaw(raw: RawHtml, slot: Slot): RawRegion {
  const context = defaultTreeAdapter.createElement(
    slot.element || "div",
    NAMESPACES[slot.namespace] ?? names.NS.HTML,
    [],
  );
  const read = (html: string): RawNode[] => {
    const fragment = parseFragment(context, html, { scriptingEnabled: true });
    return convert((fragment as unknown as ParsedNode).childNodes ?? [], raw.events, 0);
  };
  const region = new RawRegion(raw.html, raw.events, read(raw.html), 0);
  // Some trees change once more when a page reads what is written here: then that is the tree.
  for (let round = 0; round < 3 && region.nodes.some((node) => isMoved(node, [])); round++) {
    region.nodes = read(printRaw(region.nodes));
  }
  number(region.nodes, region);
  return region;
}

/** Text of a template with its character references read, for a value that is put together here. */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  const quoted = text.replaceAll('"', "&quot;");
  const fragment = parseFragment(`<i title="${quoted}">`) as unknown as ParsedNode;
  return fragment.childNodes?.[0]?.attrs?.[0]?.value ?? text;
}

/** Whether a parser would put a node elsewhere than it stands, as misnested tags can. */
function isMoved(node: RawNode, open: Placed[]): boolean {
  if (node.type === "text") return false;
  const { tag } = node;
  const placed = { type: "element" as const, tag, namespace: node.html ? 0 : 1 };
  // What stands at the region's edge was read for its place.
  if (placed.namespace === 0 && open.length > 0 && checkPlace(placed, open)) return true;
  open.push(placed);
  const moved = node.children.some((child) => isMoved(child, open));
  open.pop();
  return moved;
}

/** Our own nodes from the parser's. Without events its `dj-*` attributes are gone for good. */
function convert(parsed: readonly ParsedNode[], events: boolean, depth: number): RawNode[] {
  const nodes: RawNode[] = [];
  if (depth > DEEPEST) return nodes;
  for (const node of parsed) {
    if (node.nodeName === "#text") {
      const last = nodes.at(-1);
      // Texts around a comment that was left out are one text in the page.
      if (last?.type === "text") last.text += node.value ?? "";
      else nodes.push({ type: "text", number: -1, text: node.value ?? "" });
    } else if (node.tagName !== undefined) {
      const html = node.namespaceURI === HTML;
      const opaque = html && OPAQUE.has(node.tagName);
      nodes.push({
        type: "element",
        number: -1,
        tag: node.tagName,
        html,
        attributes: attributesOf(node, events),
        children: opaque ? [] : convert(node.childNodes ?? [], events, depth + 1),
        opaque: opaque ? inner(node, events, depth + 1) : undefined,
      });
    }
  }
  return nodes;
}

function attributesOf(node: ParsedNode, events: boolean): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const { name, value, prefix } of node.attrs ?? []) {
    // Marks and notes of our own: whoever wrote this HTML has none to give.
    if (name === "dj" || /^data-dj(?:ust|-)/.test(name)) continue;
    if (!events && name.startsWith("dj-")) continue;
    // What broken markup leaves behind; in a patch these stand for class tokens.
    if (name === CLASS.add || name === CLASS.remove) continue;
    attributes.set(prefix ? `${prefix}:${name}` : name, value);
  }
  if (lacksMethod(node.tagName ?? "", [...attributes.keys()])) attributes.set("method", "post");
  return attributes;
}

/** Inner HTML of an element whose content has no nodes in the page, or is no markup. */
function inner(node: ParsedNode, events: boolean, depth: number): string {
  if (node.content) return printRaw(convert(node.content.childNodes ?? [], events, depth));
  return (node.childNodes ?? []).map((child) => child.value ?? "").join("");
}

/** Gives numbers in document order. */
function number(nodes: readonly RawNode[], region: RawRegion): void {
  for (const node of nodes) {
    node.number = region.count++;
    if (node.type === "element") number(node.children, region);
  }
}

/** The HTML of raw nodes. */
export function printRaw(nodes: readonly RawNode[]): string {
  let out = "";
  for (const node of nodes) {
    if (node.type === "text") out += escape(node.text);
    else {
      out += `<${node.tag}`;
      for (const [name, value] of node.attributes) out += ` ${name}="${escape(value)}"`;
      out += ">";
      if (node.html && isVoid(node.tag)) continue;
      const first = node.children[0];
      // A parser eats the first line break of these.
      if (
        node.html && /^(?:pre|textarea|listing)$/.test(node.tag) && first?.type === "text" &&
        first.text[0] === "\n"
      ) {
        out += "\n";
      }
      out += (node.opaque ?? printRaw(node.children)) + `</${node.tag}>`;
    }
  }
  return out;
}

/** The edits that make the last region show the next; the last keeps its numbers. Empty for none. */
export function diffRaw(last: RawRegion, next: RawRegion): Op[] {
  const edits: Op[] = [];
  const known = last.count;
  last.nodes = diffNodes(-1, last.nodes, next.nodes, last, edits);
  return edits.length === 0 ? edits : [CONTENT.rawEdits, known, ...edits];
}

/** Compares siblings: equal ends first, then pairs in order, so that growing text stays one edit. */
function diffNodes(
  parent: number,
  last: RawNode[],
  next: RawNode[],
  region: RawRegion,
  edits: Op[],
): RawNode[] {
  const result: RawNode[] = new Array(next.length);
  let start = 0;
  let lastEnd = last.length;
  let nextEnd = next.length;
  while (start < lastEnd && start < nextEnd && isEqual(at(last, start), at(next, start))) {
    result[start] = at(last, start++);
  }
  while (
    lastEnd > start && nextEnd > start && isEqual(at(last, lastEnd - 1), at(next, nextEnd - 1))
  ) {
    result[--nextEnd] = at(last, --lastEnd);
  }
  let from = start;
  const fresh: number[] = [];
  for (let i = start; i < nextEnd; i++) {
    const node = at(next, i);
    const old = from < lastEnd ? at(last, from) : undefined;
    if (old && isAlike(old, node)) {
      result[i] = diffNode(old, node, region, edits);
      from++;
    } else if (old && lastEnd - from >= nextEnd - i) {
      edits.push(old.number, RAW.remove);
      from++;
      fresh.push(i);
    } else fresh.push(i);
  }
  for (; from < lastEnd; from++) edits.push(at(last, from).number, RAW.remove);
  for (const i of fresh) {
    const node = at(next, i);
    let before = -1;
    for (let k = i + 1; k < next.length && before < 0; k++) before = result[k]?.number ?? -1;
    edits.push(parent, RAW.insert, before, printRaw([node]));
    renumber(node, region);
    result[i] = node;
  }
  return result;
}

const at = (nodes: readonly RawNode[], index: number): RawNode => nodes[index] as RawNode;

function renumber(node: RawNode, region: RawRegion): void {
  node.number = region.count++;
  if (node.type === "element") { for (const child of node.children) renumber(child, region); }
}

/** Whether one node can become the other by edits. */
function isAlike(last: RawNode, next: RawNode): boolean {
  if (last.type === "text" || next.type === "text") return last.type === next.type;
  return last.tag === next.tag && last.html === next.html && last.opaque === next.opaque;
}

function isEqual(last: RawNode, next: RawNode): boolean {
  if (!isAlike(last, next)) return false;
  if (last.type === "text") return last.text === (next as RawText).text;
  const other = next as RawElement;
  if (last.attributes.size !== other.attributes.size) return false;
  for (const [name, value] of last.attributes) {
    if (other.attributes.get(name) !== value) return false;
  }
  return last.children.length === other.children.length &&
    last.children.every((child, i) => isEqual(child, at(other.children, i)));
}

/** Edits of one node; returns it with its number. */
function diffNode(last: RawNode, next: RawNode, region: RawRegion, edits: Op[]): RawNode {
  if (last.type === "text") {
    const text = (next as RawText).text;
    if (text !== last.text) {
      const growth = growthOf(last.text, text);
      if (growth === undefined) edits.push(last.number, RAW.text, text);
      else edits.push(last.number, RAW.append, growth);
      last.text = text;
    }
    return last;
  }
  const element = next as RawElement;
  const changes = attributeChanges(last.attributes, element.attributes);
  if (changes.length > 0) edits.push(last.number, RAW.attributes, changes);
  last.attributes = element.attributes;
  last.children = diffNodes(last.number, last.children, element.children, region, edits);
  return last;
}

function attributeChanges(last: Map<string, string>, next: Map<string, string>): (string | null)[] {
  const changes: (string | null)[] = [];
  for (const [name, value] of next) {
    const before = last.get(name);
    if (before === value) continue;
    if (name === "class") {
      const { gone, come } = classChanges(before ?? "", value);
      if (gone) changes.push(CLASS.remove, gone);
      if (come) changes.push(CLASS.add, come);
    } else changes.push(name, value);
  }
  for (const [name, value] of last) {
    if (next.has(name)) continue;
    if (name === "class") changes.push(CLASS.remove, value);
    else changes.push(name, null);
  }
  return changes;
}

/** Raw HTML as a tree: written out, and compared node by node. */

import { CLASS, CONTENT, type Op, RAW } from "../../protocol/mod.ts";
import { classChanges, escape, isOdd, isSink, isVoid } from "../template/mod.ts";
import { growthOf } from "./growth.ts";
import type { RawElement, RawNode, RawRegion, RawText } from "./raw_node.ts";

/** The HTML of raw nodes as a page's script puts them into it. */
export function printForScript(nodes: readonly RawNode[]): string {
  return printRaw(nodes, true);
}

/**
 * The HTML of raw nodes. Where a script reads it, what `<noscript>` holds would become elements, which
 * load and style what they say.
 */
export function printRaw(nodes: readonly RawNode[], isForScript: boolean = false): string {
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
      const isUnseen = isForScript && node.html && node.tag === "noscript";
      const inner = node.opaque ?? printRaw(node.children, isForScript);
      out += (isUnseen ? "" : inner) + `</${node.tag}>`;
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
    edits.push(parent, RAW.insert, before, printForScript([node]));
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
  return last.tag === next.tag && last.html === next.html && last.opaque === next.opaque &&
    fixedOf(last) === fixedOf(next);
}

/** What no patch can write: an element in which it differs is another one. */
function fixedOf({ tag, attributes }: RawElement): string {
  let text = "";
  for (const [name, value] of attributes) {
    if (isSink(tag, name) || isOdd(name)) text += `${name}=${value}\n`;
  }
  return text;
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

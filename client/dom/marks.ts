/** Finds blocks and anchors by the bare marks of painted HTML. */

import { COMMENT, MARK } from "../../protocol/mod.ts";
import {
  firstChild,
  getAttribute,
  getAttributeNames,
  hasAttribute,
  nextSibling,
  nodeType,
} from "../platform/mod.ts";

/** A block: its first node, then its anchors in document order. */
export type Block = Node[];

/** Who is told what a scan finds. */
export interface Finder {
  /** A block starts here. */
  open(start: Node): Block;
  /** An element and those of its attributes that begin with `dj`; whether clones have to come, too. */
  see(element: Element, names: readonly string[]): boolean | void;
}

/** Whether a node is an element. */
export function isElement(node: Node | null | undefined): node is Element {
  return !!node && nodeType(node) === 1;
}

/** Whether a node is a text. */
export function isText(node: Node | null | undefined): node is Text {
  return !!node && nodeType(node) === 3;
}

/** The data of a comment, or undefined for any other node. */
export function commentOf(node: Node): string | undefined {
  return nodeType(node) === 8 ? (node as Comment).data : undefined;
}

/** Whether an element starts a block of its own. */
export function startsBlock(node: Node | null): boolean {
  return isElement(node) && !!getAttribute(node, MARK.attribute)?.includes(MARK.block);
}

/** Walks below `parent` in document order; anchors go to the block they stand in. */
export function scan(parent: Node, block: Block, finder: Finder): void {
  const outer: Block[] = [];
  for (let node = firstChild(parent); node; node = nextSibling(node)) {
    const data = commentOf(node);
    if (data === COMMENT.block) block = finder.open(node);
    else if (data === COMMENT.open) {
      block.push(node);
      outer.push(block);
    } else if (data === COMMENT.close) block = outer.pop() ?? block;
    else if (isElement(node)) scanElement(node, block, finder);
  }
}

function scanElement(element: Element, block: Block, finder: Finder): void {
  // Painted names are lower case, so the first letters tell.
  const names = getAttributeNames(element).filter((name) => name.startsWith(MARK.attribute));
  if (names.length > 0) finder.see(element, names);
  const marks = getAttribute(element, MARK.attribute);
  if (marks !== null) {
    if (marks.includes(MARK.block)) block = finder.open(element);
    if (!marks.includes(MARK.noAnchor)) block.push(element);
  }
  // What is below belongs to the client.
  if (names.includes("dj-ignore")) return;
  // Or to another view, whose numbers are its own: what it hears is heard for it until it is there.
  if (hasAttribute(element, "data-djust")) scan(element, [], { ...finder, open: Array });
  else scan(element, block, finder);
}

/** A region: what stands in an element, or between two comments. */

import { COMMENT } from "../../protocol/mod.ts";
import { firstChild, nextSibling, parentNode, remove } from "../platform/mod.ts";
import type { Foreign } from "./foreign.ts";
import { commentOf, isElement, isText, startsBlock } from "./marks.ts";

const LOST = "part lost";

/** Thrown where a part is not as it must be: its block is asked for again. */
export function lost(): Error {
  return new Error(LOST);
}

/** Whether an error is that one. No class: the client's two scripts would each have their own. */
export function isLost(error: unknown): boolean {
  return error instanceof Error && error.message === LOST;
}

/** The element in which a region's nodes stand. */
export function parentOf(anchor: Node): Node {
  const parent = isElement(anchor) ? anchor : parentNode(anchor);
  if (!parent) throw lost();
  return parent;
}

/** The first node of a region, or what stands behind it when it is empty. */
export function firstOf(anchor: Node): Node | null {
  return isElement(anchor) ? firstChild(anchor) : nextSibling(anchor);
}

/** The node behind the last one of a region, null at the end of its element; undefined when lost. */
export function closeOf(anchor: Node, foreign: Foreign): Node | null | undefined {
  return isElement(anchor) ? null : endAfter(anchor, foreign, false) ?? undefined;
}

/** The same; throws when it is lost. */
export function endOf(anchor: Node, foreign: Foreign): Node | null {
  const end = closeOf(anchor, foreign);
  if (end === undefined) throw lost();
  return end;
}

/** The node behind a region or a block that starts with a comment. */
function endAfter(start: Node, foreign: Foreign, block: boolean): Node | null {
  let depth = 0;
  let node = nextSibling(start);
  for (; node; node = nextSibling(node)) {
    if (foreign.has(node)) continue;
    const data = commentOf(node);
    if (data === COMMENT.open) depth++;
    else if (data === COMMENT.close) {
      if (depth-- === 0) break;
    } else if (block && depth === 0 && (data === COMMENT.block || startsBlock(node))) break;
  }
  return node;
}

/** Our nodes from `first` up to `end`; others' too where they replaced some of ours. */
export function ownNodes(first: Node | null, end: Node | null, foreign: Foreign): Node[] {
  const nodes: Node[] = [];
  for (let node = first; node !== end && node; node = nextSibling(node)) {
    if (!foreign.has(node) || foreign.disturbed(parentNode(node) as Node)) nodes.push(node);
  }
  return nodes;
}

/** The nodes of a block. */
export function nodesOf(start: Node, foreign: Foreign): Node[] {
  return isElement(start) ? [start] : ownNodes(start, endAfter(start, foreign, true), foreign);
}

/** Takes our nodes out of a region. */
export function clear(anchor: Node, foreign: Foreign): void {
  if (isElement(anchor) && !foreign.any) anchor.textContent = "";
  else {
    ownNodes(firstOf(anchor), endOf(anchor, foreign), foreign).forEach(remove);
  }
}

/** The one text of a region, or undefined when it holds something else. */
export function textOf(anchor: Node, foreign: Foreign): Text | undefined {
  const first = firstOf(anchor);
  const next = first && nextSibling(first);
  // Nearly always: one text alone, or one before the closing comment.
  if (
    isText(first) && !foreign.any &&
    (isElement(anchor) ? !next : next && commentOf(next) === COMMENT.close)
  ) {
    return first;
  }
  const end = endOf(anchor, foreign);
  const own = ownNodes(first, end, foreign);
  if (
    foreign.any && (foreign.disturbed(parentOf(anchor)) || own.some((n) => foreign.disturbed(n)))
  ) {
    // A text that is alone is ours even when others rewrote it; beside their nodes it may be a rest.
    if (own.length !== 1 || next !== end || !isText(own[0])) {
      throw lost();
    }
  }
  return own.length === 1 && isText(own[0]) ? own[0] : undefined;
}

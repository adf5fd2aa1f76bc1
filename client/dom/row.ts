/** The row of an element: what a list shows for the item that it stands in. */

import { startsBlock } from "./marks.ts";
import { matches, nextSibling, parentNode, previousSibling } from "../platform/mod.ts";

/** What is a row even where it is the only one. */
const ROW = "li,tr,[role=listitem],[role=row]";

/**
 * The innermost block around an element that is one of a list, whatever stands in that. Of a single one
 * nobody can tell; then it is the nearest thing that looks like a row, or the block around the element:
 * what comes and goes by itself is no row.
 */
export function rowOf(element: Element, root: Element): Element {
  let row: Element | undefined;
  let around: Element | undefined;
  for (let node = element; node && node !== root; node = parentNode(node) as Element) {
    const isBlock = startsBlock(node);
    const isRow = matches(node, ROW);
    const isOfMany = startsBlock(nextSibling(node)) || startsBlock(previousSibling(node));
    if (isBlock && (isRow || isOfMany)) return node;
    if (isRow) row ??= node;
    else if (isBlock && node !== element) around ??= node;
  }
  return row ?? around ?? element;
}

/** Renewed content: copies of our nodes in their place, known by the same numbers. */

import {
  activeElement,
  childNodes,
  contains,
  getAttributeNames,
  ownerDocument,
  remove,
} from "../platform/mod.ts";
import { MARK } from "../../protocol/mod.ts";
import { isElement } from "./marks.ts";
import type { Scene } from "./scene.ts";

/** Makes the content of an element anew. What others put into it is gone. */
export function renew({ blocks, foreign, raw, see }: Scene, element: Element): void {
  const copies = new Map<Node, Node>();
  const copy = (node: Node): Node => {
    const made = node.cloneNode();
    copies.set(node, made);
    for (const child of childNodes(node)) {
      if (!foreign.has(child)) made.appendChild(copy(child));
    }
    return made;
  };
  const copyOf = (node: Node): Node => copies.get(node) ?? node;
  const focused = activeElement(ownerDocument(element) as Document);
  const hadFocus = focused && contains(element, focused);
  const made = [...childNodes(element)].filter((node) => !foreign.has(node)).map(copy);
  [...childNodes(element)].forEach(remove);
  element.append(...made);
  for (const block of blocks.listed.values()) {
    block.forEach((node, i) => {
      block[i] = copyOf(node);
      const nodes = raw.get(node);
      if (nodes && block[i] !== node) raw.set(block[i], nodes.map(copyOf));
    });
  }
  blocks.numbered = 0;
  for (const node of copies.values()) {
    if (!isElement(node)) continue;
    const names = getAttributeNames(node).filter((name) => name.startsWith(MARK.attribute));
    if (names.length > 0) see(node, names);
  }
  if (hadFocus) (copyOf(focused) as HTMLElement).focus();
}

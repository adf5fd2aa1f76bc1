/** Templates: parsed once, cloned often, their anchors found by a walk that is worked out once. */

import { type Definition, NAMESPACE } from "../../protocol/mod.ts";
import { isPlain } from "./attributes.ts";
import {
  contains,
  createTextNode,
  firstChild,
  insertBefore,
  nextSibling,
  ownerDocument,
  parentNode,
} from "../platform/mod.ts";
import { type Block, isElement, scan } from "./marks.ts";
import type { Scene } from "./scene.ts";

/** Steps of a walk. */
export const STEP = { down: 0, next: 1, up: 2, take: 3 } as const;

/** One dynamic part of a template. */
export interface Slot {
  /** Where its anchor stands in a block. */
  readonly index: number;
  /** Name of the attribute, or 0 for content. */
  readonly name: string | 0;
  readonly plain: boolean;
}

/** What a definition became. */
export interface Template {
  /** The element, or the fragment of a block that is not exactly one. */
  readonly root: Node;
  readonly slots: readonly Slot[];
  /** Attributes in it that have to be seen again with each clone. */
  readonly seen: readonly string[];
  /** The first node and the anchors, in the template itself. */
  readonly block: Block;
  /** Undefined before the first clone: until then it is not known which regions hold text. */
  steps: number[] | undefined;
}

/** Parses a definition. */
export function compile(scene: Scene, definition: Definition): Template {
  const shift = typeof definition[0] === "number" ? 1 : 0;
  const namespace = shift ? definition[0] as number : NAMESPACE.html;
  const content = scene.parse(definition[shift] as string, namespace);
  const block: Block = [];
  const seen: string[] = [];
  const see = (element: Element, names: readonly string[]): void => {
    if (scene.see(element, names)) seen.push(...names);
  };
  scan(content, block, { open: (start) => (block.push(start), block), see });
  const slots: Slot[] = [];
  for (let i = shift + 1; i < definition.length; i += 2) {
    const index = (definition[i] as number) + 1;
    const name = definition[i + 1] as string | 0;
    slots.push({ index, name, plain: !!name && isPlain(name) });
    if (name) see(block[index] as Element, [name]);
  }
  // A sanitiser took an element out: other anchors would have its number.
  if (slots.some(({ index }) => !block[index])) {
    throw new TypeError("Not all of a template is there");
  }
  const first = firstChild(content) as Node;
  return { root: isElement(first) ? first : content, slots, seen, block, steps: undefined };
}

/** Makes places for the texts of the first values, and works out the walk to the anchors. */
export function learn(template: Template, values: readonly unknown[], at: number): number[] {
  const { block, slots, root } = template;
  slots.forEach(({ index, name }, i) => {
    const anchor = block[index] as Node;
    const value = values[at + i];
    if (name || value === null || typeof value === "object") return;
    const text = createTextNode(ownerDocument(anchor) as Document, "");
    if (isElement(anchor)) insertBefore(anchor, text, null);
    else insertBefore(parentNode(anchor) as Node, text, nextSibling(anchor));
  });
  const steps: number[] = [];
  let taken = 1;
  const walk = (node: Node): void => {
    if (block[taken] === node) {
      steps.push(STEP.take);
      taken++;
    }
    const isInside = () => taken < block.length && contains(node, block[taken] as Node);
    if (!isInside()) return;
    steps.push(STEP.down);
    for (let child = firstChild(node); child; child = nextSibling(child)) {
      walk(child);
      if (!isInside()) break;
      steps.push(STEP.next);
    }
    steps.push(STEP.up);
  };
  walk(root);
  // A fragment's clone is walked from its first node: the step down into it is not made.
  if (!isElement(root)) steps.shift();
  return steps;
}

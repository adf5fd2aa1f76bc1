/** Content: from the wire to nodes, put where they belong at once. */

import { CONTENT } from "../../protocol/mod.ts";
import { patchAttributes, type Value, writeAttribute } from "./attributes.ts";
import {
  createTextNode,
  firstChild,
  importNode,
  insertBefore,
  nextSibling,
  parentNode,
  remove,
  setAttribute,
} from "../platform/mod.ts";
import { isElement, isText } from "./marks.ts";
import { insertRaw } from "./raw.ts";
import { firstOf, parentOf } from "./region.ts";
import type { Scene } from "./scene.ts";
import { learn, type Slot, STEP, type Template } from "./template.ts";
import { empty, writeText } from "./text.ts";

/** Makes a region hold something else. Throws before it changes anything, or not at all. */
export function writeContent(scene: Scene, anchor: Node, value: unknown): void {
  if (!Array.isArray(value)) return writeText(scene, anchor, value);
  const [parent, end] = empty(scene, anchor);
  scene.raw.delete(anchor);
  scene.overlays?.reread(anchor, "");
  insert(scene, parent, end, value);
}

/** Puts content before a node. */
export function insert(scene: Scene, parent: Node, before: Node | null, value: unknown): void {
  if (!Array.isArray(value)) {
    insertBefore(parent, createTextNode(scene.document, String(value)), before);
    return;
  }
  const [kind] = value;
  if (kind === CONTENT.list) {
    for (let i = 1; i < value.length; i++) insert(scene, parent, before, value[i]);
  } else if (kind === CONTENT.rows) {
    const template = scene.templates[value[1]] as Template;
    let at = 2;
    do at = instantiate(scene, template, value, at, parent, before); while (at < value.length);
  } else if (kind === CONTENT.raw) insertRaw(scene, parent, before, value[1]);
  else instantiate(scene, scene.templates[kind] as Template, value, 1, parent, before);
}

/** Puts a block before a node; returns where the next one's values begin. */
function instantiate(
  scene: Scene,
  template: Template,
  values: readonly unknown[],
  at: number,
  parent: Node,
  before: Node | null,
): number {
  const steps = template.steps ??= learn(template, values, at);
  const clone = importNode(scene.document, template.root, true);
  let node = isElement(clone) ? clone : firstChild(clone) as Node;
  const block = scene.blocks.open(node);
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    if (step === STEP.next) node = nextSibling(node) as Node;
    else if (step === STEP.take) block.push(node);
    else node = (step === STEP.down ? firstChild(node) : parentNode(node)) as Node;
  }
  const { slots } = template;
  for (let i = 0; i < slots.length; i++) {
    const { index, name, plain } = slots[i] as Slot;
    const anchor = block[index] as Node;
    const value = values[at++];
    if (!name) {
      const place = firstChild(anchor);
      // Nearly always a text in an element of its own.
      if (isText(place) && typeof value !== "object") place.data = value as string;
      else fill(scene, anchor, value);
    } else if (value === null) continue;
    else if (Array.isArray(value)) patchAttributes(scene, anchor as Element, value);
    else if (plain) setAttribute(anchor as Element, name, value as string);
    else writeAttribute(scene, anchor as Element, name, value as Value);
  }
  if (template.seen[0]) scene.see(block[0] as Element, template.seen);
  insertBefore(parent, clone, before);
  return at;
}

/** Fills a region that is empty but for the place of a text. */
function fill(scene: Scene, anchor: Node, value: unknown): void {
  const first = firstOf(anchor);
  const place = isText(first) ? first : undefined;
  if (place && typeof value !== "object") place.data = value as string;
  else {
    const next = place ? nextSibling(place) : first;
    if (place) remove(place);
    if (value !== null) insert(scene, parentOf(anchor), next, value);
  }
}

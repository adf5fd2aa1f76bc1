/** Patches of more than a text: attributes, blocks, lists, raw HTML. */

import { CONTENT, type Definition, ROW_KEY } from "../../protocol/mod.ts";
import { patchAttributes } from "./attributes.ts";
import { insert, writeContent } from "./content.ts";
import {
  childNodes,
  createDocumentFragment,
  firstChild,
  getAttribute,
  hasAttribute,
  moveBefore,
  parentNode,
  remove,
  report,
} from "../platform/mod.ts";
import { isElement } from "./marks.ts";
import { ownElements } from "./own.ts";
import { editRaw } from "./raw.ts";
import { closeOf, isLost, lost, nodesOf, parentOf } from "./region.ts";
import type { Scene } from "./scene.ts";
import { compile } from "./template.ts";

/** What patches more than texts, for a scene that has learned it. */
export interface Rich {
  /** Learns templates. */
  define(scene: Scene, definitions?: readonly Definition[]): void;
  /** Applies the value of one op; undefined stands for an anchor that cannot be found. */
  patchRich(scene: Scene, anchor: Node | undefined, value: readonly unknown[]): void;
  /** Both regions anew; numbers and templates start over. */
  replace(
    scene: Scene,
    regions: readonly Element[],
    contents: readonly unknown[],
    definitions: readonly Definition[],
  ): void;
}

/** All of it. */
export const rich: Rich = { define, patchRich, replace };

/** Those that follow a template which cannot be learned would have its number. */
function define(scene: Scene, definitions: readonly Definition[] = []): void {
  try {
    for (const definition of definitions) scene.templates.push(compile(scene, definition));
  } catch (error) {
    distrust(scene, error);
  }
}

/** Numbers are no longer the server's: nothing is made before all of the page comes anew. */
function distrust(scene: Scene, error: unknown): void {
  report(error);
  scene.rich = undefined;
}

function patchRich(scene: Scene, anchor: Node | undefined, value: readonly unknown[]): void {
  try {
    patch(scene, anchor, value);
  } catch (error) {
    // Blocks count by their order: what it did not bring makes all numbers wrong that follow.
    if (!isLost(error) && typeof value[0] === "number") distrust(scene, error);
    throw error;
  }
}

function patch(scene: Scene, anchor: Node | undefined, value: readonly unknown[]): void {
  const [kind] = value;
  if (kind === CONTENT.edits) return editList(scene, anchor, value);
  try {
    if (!anchor) throw lost();
    if (typeof kind === "string") patchAttributes(scene, anchor as Element, value);
    else if (kind === CONTENT.rawEdits) editRaw(scene, anchor, value);
    else writeContent(scene, anchor, value);
  } catch (error) {
    // Blocks count by their order: those that have no place any more are made all the same.
    if (isLost(error) && kind as number > CONTENT.edits) insertNowhere(scene, value);
    throw error;
  }
}

function replace(
  scene: Scene,
  regions: readonly Element[],
  contents: readonly unknown[],
  definitions: readonly Definition[],
): void {
  scene.blocks.reset(regions);
  scene.raw = new WeakMap();
  scene.templates = [];
  for (const definition of definitions) scene.templates.push(compile(scene, definition));
  // All is made before anything goes: a page that cannot be made leaves the one that can be read.
  const made = regions.map((_, i) => {
    const fragment = createDocumentFragment(scene.document);
    const content = contents[i];
    if (content === undefined) throw new TypeError("Not all of the page came");
    if (content !== null) insert(scene, fragment, null, content);
    return fragment;
  });
  regions.forEach((region, i) => {
    const last = [...childNodes(region)];
    region.append(made[i] as Node);
    const carried = carryViews(region);
    carryRows(region);
    for (const node of last) if (!carried.has(node)) remove(node);
  });
}

/** Views in this one stay as they are: each takes the place that came for it, behind its own. */
function carryViews(region: Element): Set<Node> {
  const carried = new Set<Node>();
  const views = new Map<string | null, Element>();
  for (const view of ownElements(region, "[dj-view]")) {
    const name = getAttribute(view, "dj-view");
    const last = views.get(name);
    views.set(name, last ?? view);
    if (!last) continue;
    moveBefore(parentNode(view) as Element, last, view);
    remove(view);
    carried.add(last);
  }
  return carried;
}

/** Rows of streams stay as they are, too: only the page has them. They move into the container that came. */
function carryRows(region: Element): void {
  const homes = new Map<string | null, Element>();
  for (const name of ["dj-stream", "dj-stream\\.scroll", "dj-stream\\:scroll"]) {
    for (const home of ownElements(region, `[${name}]`)) {
      const stream = getAttribute(home, name.replace("\\", ""));
      const last = homes.get(stream);
      homes.set(stream, home);
      // One without a name has no rows but its template's.
      if (!last || !stream) continue;
      const first = firstChild(home);
      for (const row of [...childNodes(last)]) {
        if (isElement(row) && hasAttribute(row, ROW_KEY)) moveBefore(home, row, first);
      }
    }
  }
}

/** Puts items before blocks; those that are numbers are blocks that stand elsewhere now. */
function editList(scene: Scene, anchor: Node | undefined, edits: readonly unknown[]): void {
  const { blocks, foreign } = scene;
  const parent = anchor && parentOf(anchor);
  let failed = !parent;
  for (let i = 1; i < edits.length; i += 2) {
    const ref = edits[i] as number;
    const before = ref || !anchor ? blocks.get(ref)?.[0] : closeOf(anchor, foreign);
    const place = parent && before !== undefined && (!before || parentNode(before) === parent);
    failed ||= !place;
    let last = ref;
    for (const item of edits[i + 1] as unknown[]) {
      if (typeof item !== "number") {
        if (place) insert(scene, parent, before, item);
        else insertNowhere(scene, item);
        continue;
      }
      const start = blocks.get(last += item)?.[0];
      if (!place || !start || parentNode(start) !== parent) failed = true;
      else for (const node of nodesOf(start, foreign)) moveBefore(parent as Element, node, before);
    }
  }
  if (failed) throw lost();
}

function insertNowhere(scene: Scene, value: unknown): void {
  insert(scene, createDocumentFragment(scene.document), null, value);
}

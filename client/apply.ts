/** Applies frames: names the part by block and anchor, touches that node and nothing else. */

import { CONTENT, type Extras, OP } from "../protocol/mod.ts";
import { patchAttributes } from "./attributes.ts";
import { growText, insert, writeContent } from "./content.ts";
import { editRaw } from "./raw.ts";
import { closeOf, Lost, nodesOf, parentOf, textOf } from "./region.ts";
import type { Scene } from "./scene.ts";

/** Applies the ops of a frame; returns the blocks that have to be sent anew. */
export function applyOps(scene: Scene, frame: readonly unknown[]): Set<number> {
  const lost = new Set<number>();
  let block = 0;
  let i = 1;
  while (typeof frame[i] === "number") {
    block += frame[i] as number;
    const code = frame[i + 1] as number;
    const value = frame[i + 2];
    i += code === OP.remove ? 2 : 3;
    try {
      if (code === OP.remove) remove(scene, block);
      else patch(scene, block, code, value);
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      // Blocks count by their order: those that have no place any more are made all the same.
      if (Array.isArray(value) && value[0] > CONTENT.edits) insertNowhere(scene, value);
      lost.add(block);
    }
  }
  return lost;
}

/** What a frame carries besides its ops. */
export function extrasOf(frame: readonly unknown[]): Extras {
  const last = frame.at(-1);
  return typeof last === "object" && last !== null && !Array.isArray(last) ? last as Extras : {};
}

function patch(scene: Scene, block: number, code: number, value: unknown): void {
  const { foreign } = scene;
  const anchor = scene.blocks.get(block)?.[1 + (code < 0 ? OP.append - code : code)];
  const found = anchor?.isConnected ? anchor : undefined;
  const kind = Array.isArray(value) ? value[0] : undefined;
  if (found) scene.touch(found);
  if (kind === CONTENT.edits) editList(scene, found, value as unknown[]);
  else if (!found) throw new Lost();
  else if (code < 0) {
    const text = textOf(found, foreign);
    if (!text || foreign.disturbed(text)) throw new Lost();
    growText(text, value as string);
  } else if (typeof kind === "string") patchAttributes(scene, found as Element, value as unknown[]);
  else if (kind === CONTENT.rawEdits) editRaw(scene, found, value as unknown[]);
  else writeContent(scene, found, value);
}

function remove(scene: Scene, block: number): void {
  const start = scene.blocks.get(block)?.[0];
  scene.blocks.delete(block);
  scene.isStale = true;
  if (!start?.isConnected) return;
  scene.touch(start.parentNode as Node);
  for (const node of nodesOf(start, scene.foreign)) (node as ChildNode).remove();
}

/** Puts items before blocks; those that are numbers are blocks that stand elsewhere now. */
function editList(scene: Scene, anchor: Node | undefined, edits: readonly unknown[]): void {
  const { blocks, foreign } = scene;
  const parent = anchor && parentOf(anchor);
  let failed = !parent;
  for (let i = 1; i < edits.length; i += 2) {
    const ref = edits[i] as number;
    const before = ref || !anchor ? blocks.get(ref)?.[0] : closeOf(anchor, foreign);
    const place = parent && before !== undefined && (!before || before.parentNode === parent);
    failed ||= !place;
    let last = ref;
    for (const item of edits[i + 1] as unknown[]) {
      if (typeof item !== "number") {
        if (place) insert(scene, parent, before, item);
        else insertNowhere(scene, item);
        continue;
      }
      const start = blocks.get(last += item)?.[0];
      if (!place || start?.parentNode !== parent) failed = true;
      else for (const node of nodesOf(start as Node, foreign)) move(parent, node, before);
    }
  }
  if (failed) throw new Lost();
}

function insertNowhere(scene: Scene, value: unknown): void {
  insert(scene, scene.document.createDocumentFragment(), null, value);
}

/** Moving keeps focus, frames and animations where the browser can. */
function move(parent: Node, node: Node, before: Node | null): void {
  const keeper = parent as Node & { moveBefore?(node: Node, before: Node | null): void };
  if (keeper.moveBefore) keeper.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

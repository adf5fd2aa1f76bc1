/** Applies frames: names the part by block and anchor, touches that node and nothing else. */

import { extrasOf, OP } from "../../protocol/mod.ts";
import { isConnected, parentNode, remove, report } from "../platform/mod.ts";
import { isLost, lost, nodesOf } from "./region.ts";
import type { Scene } from "./scene.ts";
import { growRegion, writeText } from "./text.ts";

/** Stands for the whole page among blocks. */
export const PAGE = 0;

/** Applies the ops of a frame; returns the blocks that have to be sent anew. Never throws. */
export function applyOps(scene: Scene, frame: readonly unknown[]): Set<number> {
  const missing = new Set<number>();
  const extras = extrasOf(frame);
  let block = 0;
  let i = 1;
  while (i < frame.length && frame[i] !== extras) {
    block += frame[i] as number;
    const code = frame[i + 1] as number;
    const value = frame[i + 2];
    i += code === OP.remove ? 2 : 3;
    try {
      if (code === OP.remove) removeBlock(scene, block);
      else if (Array.isArray(value) && !scene.rich) missing.add(PAGE);
      else patch(scene, block, code, value);
    } catch (error) {
      missing.add(block);
      if (!isLost(error)) report(error);
    }
  }
  return missing;
}

function patch(scene: Scene, block: number, code: number, value: unknown): void {
  const anchor = scene.blocks.get(block)?.[1 + (code < 0 ? OP.append - code : code)];
  const found = anchor && isConnected(anchor) ? anchor : undefined;
  if (found) scene.touch(found);
  if (Array.isArray(value)) scene.rich?.patchRich(scene, found, value);
  else if (!found || value === undefined) throw lost();
  else if (scene.overlays?.take(found, "", value, code < 0)) return;
  else if (code < 0) growRegion(scene, found, value as string);
  else writeText(scene, found, value);
}

function removeBlock(scene: Scene, block: number): void {
  if (block === PAGE) throw lost();
  const start = scene.blocks.get(block)?.[0];
  scene.blocks.delete(block);
  scene.isStale = true;
  if (!start || !isConnected(start)) return;
  scene.touch(parentNode(start) as Node);
  nodesOf(start, scene.foreign).forEach(remove);
}

/** The one text of a region: written, or grown. */

import { createTextNode, insertBefore } from "../platform/mod.ts";
import { clear, endOf, lost, parentOf, textOf } from "./region.ts";
import type { Scene } from "./scene.ts";

/** Makes a region hold a text, or nothing. */
export function writeText(scene: Scene, anchor: Node, value: unknown): void {
  const { foreign } = scene;
  const text = value === null ? undefined : textOf(anchor, foreign);
  if (text) {
    text.data = value as string;
    foreign.mend(text);
  } else {
    const [parent, end] = empty(scene, anchor);
    if (value !== null) insertBefore(parent, createTextNode(scene.document, String(value)), end);
  }
}

/** Takes our nodes out of a region; returns where others go. Throws before it changes anything. */
export function empty(scene: Scene, anchor: Node): [parent: Node, before: Node | null] {
  const place: [Node, Node | null] = [parentOf(anchor), endOf(anchor, scene.foreign)];
  clear(anchor, scene.foreign);
  // Numbers of raw HTML that stood here mean nothing for what comes.
  scene.raw.delete(anchor);
  scene.isStale = true;
  return place;
}

/** Appends to the text of a region. */
export function growRegion({ foreign }: Scene, anchor: Node, suffix: string): void {
  const text = textOf(anchor, foreign);
  // What others rewrote cannot grow.
  if (!text || foreign.disturbed(text)) throw lost();
  growText(text, suffix);
}

// Short texts are faster written anew; long ones are laid out again only where they grew.
const LONG = 1_500;

/** Appends to a text. */
export function growText(text: Text, suffix: string): void {
  if (text.length < LONG) text.data += suffix;
  else text.appendData(suffix);
}

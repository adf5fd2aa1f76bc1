/** Events that are heard elsewhere, or by their keys: what few pages have. */

import { ownElements } from "../dom/mod.ts";
import type { Binding } from "./binding.ts";

/** An event that came to the document or the window, and its way there. */
export interface Outer {
  readonly type: string;
  readonly place: Binding["place"];
  readonly path: readonly EventTarget[];
}

const KEYS: Record<string, string> = { space: " ", esc: "escape" };

/** Whether the keys of an event are those the modifiers name. */
export function hasKeys(words: readonly string[], event: Event): boolean {
  return words.every((word) => {
    const held = (event as unknown as Record<string, unknown>)[word + "Key"];
    if (typeof held === "boolean") return held;
    if (!event.type.startsWith("key")) return true;
    // Browsers that fill in a form send keys without a name: those are nobody's.
    const key = (event as KeyboardEvent).key?.toLowerCase();
    return key === (KEYS[word] ?? word) || key === "arrow" + word;
  });
}

/** Who hears an event of the document or the window, and by which of these bindings. */
export function listenersOf(
  { type, place, path }: Outer,
  regions: readonly Element[],
  bindings: Iterable<Binding>,
): [Binding, Element][] {
  const found: [Binding, Element][] = [];
  for (const binding of bindings) {
    if (binding.type !== type || binding.place !== place) continue;
    const selector = `[${binding.attribute.replace(/[.:]/g, "\\$&")}]`;
    for (const region of regions) {
      // One that is not there yet is heard for.
      for (const element of ownElements(region, selector, "[data-djust]:not([data-djust=''])")) {
        const isInside = binding.words.includes("outside") &&
          path.includes(element);
        if (!isInside) found.push([binding, element]);
      }
    }
  }
  return found;
}

/** Listening: to events of several names, until it ends. */

import { addEventListener, removeEventListener } from "./dom.ts";

/** Listens to these events; returns what ends it. */
export function listen(
  target: EventTarget,
  types: string,
  run: (event: Event) => void,
  options?: AddEventListenerOptions,
): () => void {
  const all = types.split(" ");
  for (const type of all) addEventListener(target, type, run, options);
  return () => all.forEach((type) => removeEventListener(target, type, run, options));
}

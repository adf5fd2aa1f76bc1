/** Unsaved forms of a window: while there are any, the browser asks before the page is left. */

import { type Control, controlsIn, paintedOf, stateOf } from "../forms/mod.ts";
import {
  addEventListener,
  isConnected,
  listen,
  type Page,
  removeEventListener,
} from "../platform/mod.ts";

const ask = (event: Event): void => {
  for (const form of unsaved) if (!isConnected(form)) unsaved.delete(form);
  if (unsaved.size === 0) return;
  event.preventDefault();
  // What some browsers look at.
  (event as BeforeUnloadEvent).returnValue = true;
};
const unsaved = new Set<Element>();

/** Notes whether a form holds what was not saved. Who listens for nothing can be brought back by Back. */
export function note(window: Page, form: Element, is: "saved" | "unsaved"): void {
  if (is === "unsaved") unsaved.add(form);
  else unsaved.delete(form);
  if (unsaved.size > 0) addEventListener(window, "beforeunload", ask);
  else removeEventListener(window, "beforeunload", ask);
}

/** Watches a form from now on; the result ends it. */
export function watch(window: Page, form: Element): () => void {
  const typed = (): void => note(window, form, "unsaved");
  const reset = (): void => note(window, form, "saved");
  const isEdited = (control: Control): boolean => stateOf(control) !== paintedOf(control);
  // What was typed before this was there.
  if (controlsIn(form).some(isEdited)) typed();
  const ends = [listen(form, "input change", typed), listen(form, "reset", reset)];
  return () => {
    for (const end of ends) end();
    reset();
  };
}

/** A form on its way: read-only and its submitter busy until the answer, laid over what the server says. */

import type { EventView } from "../events/mod.ts";
import { ANY, controlsIn } from "../forms/mod.ts";
import { addEventListener, closest, removeEventListener, targetOf } from "../platform/mod.ts";

/** Events by which a control changes that cannot be read-only. */
const CHANGES = ["click", "keydown", "mousedown", "touchstart"];
/** Controls whose text can be. */
const TEXTS =
  "textarea,input:not([type=checkbox],[type=radio],[type=range],[type=color],[type=file],[type=hidden])";
const OTHERS =
  "select,input[type=checkbox],input[type=radio],input[type=range],input[type=color]," +
  "input[type=file]";

/** Makes a form busy; the result makes it what the server says again. */
export function makeBusy(
  form: HTMLFormElement,
  submitter: Element | null | undefined,
  { overlays, window }: EventView,
): () => void {
  const laid = controlsIn(form, ANY).filter((control) => control.matches(TEXTS))
    .map((control) => overlays.put(control, "readonly", () => ""));
  if (submitter) laid.push(overlays.put(submitter, "aria-busy", () => "true"));
  const stay = (event: Event): void => {
    const control = targetOf(event) && closest(targetOf(event) as Element, OTHERS);
    const isOwn = control && (control as HTMLInputElement).form === form;
    // The focus may go on.
    if (isOwn && (event as KeyboardEvent).key !== "Tab") event.preventDefault();
  };
  const { document } = window;
  for (const type of CHANGES) {
    addEventListener(document, type, stay, { capture: true, passive: false });
  }
  return () => {
    for (const type of CHANGES) removeEventListener(document, type, stay, { capture: true });
    for (const one of laid) one.drop();
  };
}

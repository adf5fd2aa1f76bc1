/** How long the client holds back what a control tells. */

import type { Control } from "./controls.ts";
import type { Element } from "./dom.ts";

/**
 * The milliseconds after which all handlers of this control have heard of an event: by the control's
 * `dj-debounce` or `dj-throttle`, by the handling element's, or as its kind is by itself. What waits
 * until the control is left is not ended by time.
 */
export function paceOf(control: Control, type: string): number {
  const waits = [0];
  for (let element: Element | null = control; element; element = element.parentElement) {
    if (handles(element, type)) waits.push(waitOf(control, element, type));
  }
  return Math.max(...waits);
}

function waitOf(control: Control, handler: Element, type: string): number {
  const asked = ["dj-debounce", "dj-throttle"].map((name) =>
    control.getAttribute(name) ?? handler.getAttribute(name)
  ).find((value) => value !== null);
  if (asked !== undefined && asked !== null) return Number.parseInt(asked || "300") || 0;
  if (type !== "input" || /^(?:checkbox|radio|select)/.test(control.type)) return 0;
  if (control.type === "number") return 100;
  return /^(?:range|color)$/.test(control.type) ? 150 : 300;
}

/** Whether an element has a handler for this type, with modifiers or without. */
function handles(element: Element, type: string): boolean {
  return [...element.attributes].some(({ name }) =>
    name.startsWith("dj-") && name.slice(3).split(/[.:]/)[0] === type
  );
}

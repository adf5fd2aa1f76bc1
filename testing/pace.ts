/** How long the client holds back what a control tells. */

import { MANNER, type Manner, readManners } from "../protocol/mod.ts";
import type { Control } from "./controls.ts";
import type { Element } from "./dom.ts";

/**
 * The milliseconds after which all handlers of this control have heard of an event: by the control's
 * `dj-debounce` or `dj-throttle`, by the handling element's, by the handler's decorators, or as its
 * kind is by itself. What waits until the control is left is not ended by time.
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
  const { debounce, throttle } = mannerOf(handler, type);
  if (debounce) return debounce.wait ?? MANNER.wait;
  if (throttle) return throttle.interval ?? MANNER.interval;
  if (type !== "input" || /^(?:checkbox|radio|select)/.test(control.type)) return 0;
  if (control.type === "number") return 100;
  return /^(?:range|color)$/.test(control.type) ? 150 : 300;
}

/** What decorators say of the handler that an element has for this type. */
function mannerOf(element: Element, type: string): Manner {
  const told = element.closest("[data-djust]")?.getAttribute("data-manners");
  const name = [...element.attributes].find(({ name }) => isOf(name, type))?.value;
  return (told && name && readManners(JSON.parse(told)).get(name)) || {};
}

/** Whether an element has a handler for this type, with modifiers or without. */
function handles(element: Element, type: string): boolean {
  return [...element.attributes].some(({ name }) => isOf(name, type));
}

const isOf = (attribute: string, type: string): boolean =>
  attribute.startsWith("dj-") && attribute.slice(3).split(/[.:]/)[0] === type;

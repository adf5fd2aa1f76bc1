/** The region of an event: what `dj-target` says it is about. */

import { closest, getAttribute, hasAttribute, querySelectorAll } from "../platform/mod.ts";
import type { EventView, Trip } from "./pipeline.ts";

const TARGET = "dj-target";
const ROOT = "[data-djust],[data-djust-flash]";

/** The element that says what the events of this one are about: itself, or one around it. */
export function targetedBy(element: Element): Element | undefined {
  const found = closest(element, `[${TARGET}],${ROOT}`);
  return found && hasAttribute(found, TARGET) ? found : undefined;
}

/**
 * What an event is about: the nearest element marked by a bare `dj-target`, or the one that its
 * selector names, nearest first. Undefined where it is about all of its view.
 */
export function regionOf({ element, view }: Trip): Element | undefined {
  const by = element && targetedBy(element);
  return by && regionBy(by, view);
}

function regionBy(by: Element, view: EventView | undefined): Element | undefined {
  const selector = getAttribute(by, TARGET);
  return selector ? foundBy(by, selector, view) : by;
}

/** What an element of a view means by a selector: what is around it, or else the first in its view. */
export function foundBy(
  by: Element,
  selector: string,
  view: EventView | undefined,
): Element | undefined {
  const regions = view?.regions ?? [];
  const isOwn = (found: Element | null): boolean =>
    regions.some((region) => region === (found && closest(found, ROOT)));
  try {
    const around = closest(by, selector);
    if (around && isOwn(around)) return around;
    return regions.flatMap((region) => [...querySelectorAll(region, selector)]).find(isOwn);
  } catch {
    // No selector at all.
    return undefined;
  }
}

/** Tells the handler what its event is about: as it was written; a bare region by its id. */
export function tellRegion(trip: Trip): void {
  const { element, view, facts } = trip;
  const by = element && targetedBy(element);
  if (!by) return;
  const id = getAttribute(by, "id");
  const name = getAttribute(by, TARGET) || (id ? `#${id}` : "");
  if (regionBy(by, view)) trip.facts = { ...facts, r: name };
  else view?.warned(["target", "", name]);
}

/** The elements of a view: all that fit, without those of views in it. */

import { contains, querySelectorAll } from "../platform/mod.ts";

/** Elements below a region that are its view's own; `others` are the places of those that have theirs. */
export function ownElements(
  region: Element,
  selector: string,
  others = "[data-djust]",
): Element[] {
  const all = [...querySelectorAll(region, selector)];
  const inner = [...querySelectorAll(region, others)];
  return all.filter((one) => !inner.some((view) => view !== one && contains(view, one)));
}

/** The elements of a view: all that fit, without those of views in it. */

import { contains, querySelectorAll } from "../platform/mod.ts";

/** Elements below a region that are its view's own. */
export function ownElements(region: Element, selector: string): Element[] {
  const all = [...querySelectorAll(region, selector)];
  const inner = [...querySelectorAll(region, "[data-djust]")];
  return all.filter((one) => !inner.some((view) => view !== one && contains(view, one)));
}

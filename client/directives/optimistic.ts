/** `dj-optimistic` and `dj-bind`: what an event shows before its answer, and the elements that show it. */

import { bind, optimism, unbind } from "../optimistic/mod.ts";
import type { Directive, Directives, Place } from "./directive.ts";

const bound: Directive<Place> = {
  kind: "element",
  module: "optimistic",
  mounted: (place) => (bind(place), place),
  removed: unbind,
};

/** What this module brings. */
export const directives = {
  optimistic: { kind: "modifier", module: "optimistic", stage: optimism },
  bind: bound,
} satisfies Directives;

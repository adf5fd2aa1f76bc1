/** `dj-optimistic` and `dj-bind`: what an event shows before its answer, and the elements that show it. */

import { adoptPresets } from "../motion/mod.ts";
import { bind, optimism, unbind } from "../optimistic/mod.ts";
import type { Directive, Directives, Place } from "./directive.ts";

const bound: Directive<Place> = {
  kind: "element",
  module: "optimistic",
  mounted(place) {
    bind(place);
    return place;
  },
  removed: unbind,
};

/** What this module brings. */
export const directives = {
  optimistic: {
    kind: "modifier",
    module: "optimistic",
    stage: optimism,
    mounted: ({ view }) => adoptPresets(view.window),
  },
  bind: bound,
} satisfies Directives;

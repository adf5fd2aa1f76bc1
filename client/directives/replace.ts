/** `dj-replace`: content that is made anew when anything in it changes. */

import { renew } from "../dom/mod.ts";
import { isConnected } from "../platform/mod.ts";
import type { Directive, Directives, InnerPlace, Place } from "./directive.ts";

const replace: Directive<Place> = {
  kind: "element",
  module: "services",
  mounted: (place) => place,
  changed(place) {
    const { element, view, scene } = place as InnerPlace;
    if (isConnected(element)) view.away(() => renew(scene, element));
  },
};

/** What this module brings. */
export const directives = { replace } satisfies Directives;

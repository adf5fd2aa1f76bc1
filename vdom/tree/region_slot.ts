/** Slot of a region: the content of an element that stands in no template. */

import { NAMESPACE } from "../../protocol/mod.ts";
import { KIND, type Slot } from "../template/mod.ts";

/** The slot of the region with this anchor. */
export function regionSlot(anchor: number): Slot {
  return {
    statics: [],
    kind: KIND.content,
    anchor,
    name: "",
    holes: [anchor],
    hole: anchor,
    plain: true,
    parts: undefined,
    toggle: false,
    url: false,
    element: "",
    namespace: NAMESPACE.html,
    strict: false,
    eats: false,
    hasNodes: true,
    within: [],
    open: "",
  };
}

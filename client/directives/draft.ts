/** `dj-draft`, and forms of a view with `DraftModeMixin`: what is typed outlives its page, in the browser. */

import { MANNER } from "../../protocol/mod.ts";
import { Drafts, type DraftsOf } from "../decorators/mod.ts";
import type { EventView } from "../events/mod.ts";
import { ownElements } from "../dom/mod.ts";
import { entryOf, getAttribute } from "../platform/mod.ts";
import type { Directives } from "./directive.ts";

const ATTRIBUTE = "dj-draft";

/** The drafts of views: each as long as its view. */
const DRAFTS = new WeakMap<EventView, Drafts>();

const draftsOf = (view: EventView): Drafts =>
  entryOf(DRAFTS, view, () => new Drafts(view, formsOf));

/** The forms of a view that take part, under which key, and for how long. */
function formsOf({ manners, regions }: EventView): DraftsOf {
  const asked = manners.get("")?.draft;
  const { key = MANNER.draftKey, ttl = MANNER.draftTtl } = asked ?? {};
  const forms = regions.flatMap((region) => ownElements(region, "form"));
  const isMeant = (form: Element): boolean => {
    const value = getAttribute(form, ATTRIBUTE);
    return value === null ? !!asked : value !== "off";
  };
  return { key, ttl, forms: forms.filter(isMeant) as HTMLFormElement[] };
}

/** What this module brings. */
export const directives = {
  draft: {
    kind: "modifier",
    module: "draft",
    shown: (view) => draftsOf(view).shown(),
    stage: {
      publish(trip) {
        if (trip.view) draftsOf(trip.view).sent(trip);
      },
    },
  },
} satisfies Directives;

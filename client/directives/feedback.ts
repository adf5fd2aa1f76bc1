/** The directives `dj-lock`, `dj-loading`, `dj-disable-with` and `dj-target`: events that are on their way. */

import type { Trip } from "../events/mod.ts";
import { Feedback } from "../feedback/mod.ts";
import { entryOf, hasAttribute } from "../platform/mod.ts";
import type { Directive, Directives, Place } from "./directive.ts";

const LOCK = "dj-lock";

/** What is locked, by the events that hold it: each handler of an element by itself. */
const locks = new WeakMap<Element, Set<Trip>>();

/** Who is locked by an event: its element, or the button that submitted it. */
function lockedBy({ element, event }: Trip): Element | undefined {
  const { submitter } = (event ?? {}) as SubmitEvent;
  return [element, submitter].find((one) => one && hasAttribute(one, LOCK)) ?? undefined;
}

/** Asked before anything else, so that nobody is asked for what does not go; taken where it goes. */
const lock: Directive = {
  kind: "modifier",
  module: "feedback",
  stage: {
    gather(trip) {
      const element = lockedBy(trip);
      const held = element && locks.get(element);
      return !held || ![...held].some(({ on }) => on === trip.on);
    },
    publish(trip) {
      const element = lockedBy(trip);
      if (!element) return;
      const held = entryOf(locks, element, () => new Set()).add(trip);
      trip.settled.push(() => held.delete(trip));
    },
  },
};

/** An element that shows something. */
const shown: Directive<Pick<Place, "element" | "view">> = {
  kind: "element",
  module: "feedback",
  mounted({ element, view }) {
    Feedback.of(view).join(element);
    return { element, view };
  },
  changed: ({ element, view }) => Feedback.of(view).changed(element),
  removed: ({ element, view }) => Feedback.of(view).leave(element),
  told: ({ view }, moment) => Feedback.of(view).tell(moment),
};

const loading: typeof shown = {
  ...shown,
  stage: {
    // Focus that is given back is nothing the user did.
    gather: ({ event, view }) => !event || !view || !Feedback.of(view).isRefocusing,
    publish(trip) {
      if (trip.view) Feedback.of(trip.view).begin(trip);
    },
  },
};

/** What this module brings. */
export const directives = {
  lock,
  loading,
  "disable-with": shown,
  target: shown,
} satisfies Directives;

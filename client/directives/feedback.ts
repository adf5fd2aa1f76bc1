/** The directives `dj-lock`, `dj-loading`, `dj-disable-with` and `dj-target`: events that are on their way. */

import type { Trip } from "../events/mod.ts";
import { Feedback } from "../feedback/mod.ts";
import { latest } from "../forms/mod.ts";
import { hasAttribute } from "../platform/mod.ts";
import type { Directive, Directives, Place } from "./directive.ts";

const LOCK = "dj-lock";

/** Events that hold a lock: each handler of an element by itself. */
const locks = new Set<Trip>();

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
      // The page may have been painted anew since.
      const holds = (one: Trip): boolean => one.on === trip.on && latestLocked(one) === element;
      return !element || ![...locks].some(holds);
    },
    publish(trip) {
      if (!lockedBy(trip)) return;
      locks.add(trip);
      trip.settled.push(() => locks.delete(trip));
    },
  },
};

function latestLocked(trip: Trip): Element | undefined {
  const element = lockedBy(trip);
  return element && latest(element);
}

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

/** The directive `dj-confirm`: asks before an event of the user's goes. */

import type { Trip } from "../events/mod.ts";
import { getAttribute, localName, messagesOf, report } from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

/** What was asked for and granted: it goes its way once more. */
const granted = new WeakSet<Trip>();
/** Elements of which somebody is being asked. */
const asked = new WeakSet<Element>();

/** What is asked before it goes, and whose words these are. */
function questionOf({ element, event }: Trip): [text: string, element: Element] | undefined {
  if (!element || !event) return undefined;
  const isSubmit = event.type === "submit";
  // What is typed into a form is not what its question is about.
  if (localName(element) === "form" && !isSubmit && event.type !== "click") return undefined;
  for (const one of [isSubmit && (event as SubmitEvent).submitter, element]) {
    const text = one ? getAttribute(one, "dj-confirm") : null;
    if (one && text !== null) return [text, one];
  }
  return undefined;
}

/** The framework's own words, where the app has none. */
const WORDS = "Are you sure?";

type Ask = (text: string, element: Element) => boolean | Promise<boolean>;

async function ask(own: Ask, text: string, element: Element, go: () => void): Promise<void> {
  if (asked.has(element)) return;
  asked.add(element);
  try {
    if (await own(text, element)) go();
  } catch (error) {
    report(error);
  } finally {
    asked.delete(element);
  }
}

const confirm: Directive = {
  kind: "modifier",
  module: "confirm",
  stage: {
    before(trip) {
      const [text, element] = questionOf(trip) ?? [];
      const { view } = trip;
      if (!element || !view || granted.delete(trip)) return true;
      const { window } = view;
      const words = text || messagesOf(window.document)["confirm"] || WORDS;
      const own = (window as { djust?: { confirm?: Ask } }).djust?.confirm;
      // A DOM without dialogs has nobody to ask.
      if (!own) return window.confirm?.(words) ?? true;
      ask(own, words, element, () => view.run((granted.add(trip), trip)));
      return false;
    },
  },
};

/** What this module brings. */
export const directives = { confirm } satisfies Directives;

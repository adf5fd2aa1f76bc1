/** The directives `dj-submit` (what becomes of its form), `dj-trigger-action` and `dj-warn-unsaved`. */

import type { EventView, Trip } from "../events/mod.ts";
import { type Control, controlsIn, latest, show, stateOf } from "../forms/mod.ts";
import { getAttribute, hasAttribute, isConnected, localName } from "../platform/mod.ts";
import { makeBusy, note, submitNatively, watch } from "../submits/mod.ts";
import type { Directive, Directives } from "./directive.ts";

const TRIGGER = "dj-trigger-action";

/** What was sent by a form last. */
interface Sent {
  readonly submitter: HTMLElement | null;
  readonly states: readonly (readonly [Control, string])[];
}

/** Forms on their way. */
const busy = new Set<Element>();
const sent = new WeakMap<Element, Sent>();
/** Actions that were triggered, until their forms say that they no longer are. */
const spent = new Set<string>();

const formOf = ({ element, event }: Trip): HTMLFormElement | undefined =>
  element && event?.type === "submit" && localName(element) === "form"
    ? element as HTMLFormElement
    : undefined;

const submit: Directive = {
  kind: "modifier",
  module: "submits",
  stage: {
    gather(trip) {
      const form = formOf(trip);
      // It goes once, however often it is submitted meanwhile, and whoever paints it anew.
      return ![...busy].some((one) => latest(one) === form);
    },
    before(trip) {
      const form = formOf(trip);
      const { submitter } = (trip.event ?? {}) as SubmitEvent;
      if (!form || !submitter || !hasAttribute(submitter, "formaction") || !trip.view) return true;
      const { window, clock } = trip.view;
      note(window, form, "saved");
      // The button says where else it goes. A form takes no submit while one is under way.
      clock.after(0, () => submitNatively(window, form, submitter));
      return false;
    },
    publish(trip) {
      const { event, view } = trip;
      const form = formOf(trip);
      if (!form || !view) return;
      const { submitter } = event as SubmitEvent;
      busy.add(form);
      if (hasAttribute(form, TRIGGER) || getAttribute(form, "action") !== null) {
        sent.set(form, { submitter, states: statesOf(form) });
      }
      const free = makeBusy(form, submitter, {
        view,
        // What was written since is another one.
        edited: () => busy.delete(form),
      });
      trip.settled.push((failure) => {
        busy.delete(form);
        free();
        if (!failure) note(view.window, form, "saved");
      });
    },
  },
};

/** Without secrets: those stay where they are, and nowhere else. */
const statesOf = (form: HTMLFormElement): Sent["states"] =>
  controlsIn(form).filter(({ type }) => type !== "password" && type !== "hidden")
    .map((control) => [control, stateOf(control)]);

/** A form by what another paint of it has, too: a page that is painted anew triggers nothing twice. */
const nameOf = (form: Element): string =>
  ["id", "name", "action"].map((name) => getAttribute(form, name)).join();

const trigger: Directive<{ form: HTMLFormElement; view: EventView }> = {
  kind: "element",
  module: "submits",
  mounted({ element, view }) {
    const form = element as HTMLFormElement;
    const name = nameOf(form);
    const kept = { form, view };
    if (spent.has(name)) return kept;
    spent.add(name);
    const { submitter, states = [] } = sent.get(form) ?? {};
    // What the handler has seen goes, whatever was rendered after it.
    for (const [control, state] of states) if (isConnected(control)) show(control, state);
    note(view.window, form, "saved");
    submitNatively(view.window, form, submitter);
    return kept;
  },
  removed({ form }) {
    if (isConnected(form) && !hasAttribute(form, TRIGGER)) spent.delete(nameOf(form));
  },
};

const unsaved: Directive<() => void> = {
  kind: "element",
  module: "submits",
  mounted: ({ element, view }) => watch(view.window, element),
  removed: (end) => end(),
};

/** What this module brings. */
export const directives = {
  submit,
  "trigger-action": trigger,
  "warn-unsaved": unsaved,
} satisfies Directives;

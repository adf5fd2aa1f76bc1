/** Retelling: what a user has typed, told to an instance that knows nothing of it. */

import { fieldPath, type Json } from "../../protocol/mod.ts";
import type { Events, EventView, Trip } from "../events/mod.ts";
import { type Control, type Controls, controlsIn, isSecret, stateOf } from "../forms/mod.ts";
import { closest, getAttribute, localName } from "../platform/mod.ts";
import { handlerOf, sentBy } from "./told.ts";
import type { ToldStates } from "./told_states.ts";

/** What it needs of a companion. */
export interface RetellingHost {
  readonly view: EventView;
  readonly events: Events;
  readonly controls: Controls;
  readonly told: Pick<ToldStates, "isTold" | "isPoison">;
  gather(trip: Trip): boolean;
  post(trip: Trip): void;
}

/** Retells the controls of one view. */
export class Retelling {
  readonly #host: RetellingHost;
  /** What was told before all else, by names: of a page that is painted anew all controls are. */
  #before = new Set<string>();

  constructor(host: RetellingHost) {
    this.#host = host;
  }

  /**
   * Tells what the server does not know. `first`: another instance answers from now on, and hears it
   * before what waits. Closures mean nothing to that until it has sent its page.
   */
  run(moment: "first" | "live"): void {
    const { view, controls, told } = this.#host;
    const isFirst = moment === "first";
    const forms = new Set<Element>();
    for (const control of view.regions.flatMap((region) => controlsIn(region))) {
      const state = stateOf(control);
      const wasTold = !isFirst && control.name && this.#before.has(named(control));
      const isKnown = told.isTold(control, state) || wasTold;
      if (isKnown) controls.know(control);
      if (controls.knows(control) && !(isFirst && !isKnown && controls.isTyped(control))) continue;
      // One of a group tells for all of it; a secret stays where it is.
      if (control.type === "radio" && !control.checked || isSecret(control)) continue;
      if (told.isPoison(control, state) || view.overlays.covers(control)) continue;
      const trip = this.#tripOf(control);
      const { element, on } = trip ?? {};
      if (!trip || !element || (isFirst && !getAttribute(element, "dj-" + on))) continue;
      const isForm = localName(element) === "form";
      // A form tells all its controls at once.
      if (isForm && forms.has(element)) continue;
      if (!this.#host.gather(trip)) continue;
      const all = isForm ? controlsIn(forms.add(element) && element) : [control];
      for (const one of all) {
        if (isFirst) this.#before.add(named(one));
        if (isForm && isSecret(one)) leaveOut(trip.params, one.name ?? "");
      }
      // At once, and not as something that the user does now.
      this.#host.post(trip);
    }
    if (!isFirst) this.#before.clear();
  }

  /** Who hears of a control: the handler for that, or else the one that hears of every change. */
  #tripOf(control: Control): Trip | undefined {
    const { view, events } = this.#host;
    const recovers = closest(control, "[dj-recover]");
    const [element, on, type] = recovers
      ? [recovers, "recover", "change"]
      : heardBy(handlerOf(control, "input", events) ?? handlerOf(control, "change", events));
    if (!element || !on || (recovers && getAttribute(recovers, "dj-recover") === "off")) {
      return undefined;
    }
    const event = { type, target: control } as unknown as Event;
    return { element, view, on, event, params: {}, settled: [] };
  }
}

function heardBy(
  found: ReturnType<typeof handlerOf>,
): [element?: Element, on?: string | undefined, type?: string] {
  if (!found) return [];
  const [element, { on, type }] = found;
  return [element, sentBy(element, on), type];
}

/** A control with what it shows, as it is found in another paint. */
const named = (control: Control): string =>
  [control.form && getAttribute(control.form, "id"), control.name, stateOf(control)].join("\n");

function leaveOut(params: Json, name: string): void {
  const path = fieldPath(name);
  const last = path.pop() ?? "";
  let holder: Json | undefined = params;
  for (const key of path) holder = (holder as Record<string, Json> | undefined)?.[key];
  if (holder) delete (holder as Record<string, Json>)[last];
}

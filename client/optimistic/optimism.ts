/** The optimistic stage of the way of events: shows what an event will do, and waits for its answer. */

import { type OptimisticItem, readOptimistic } from "../../protocol/mod.ts";
import type { EventView, Stage, Trip } from "../events/mod.ts";
import { ANY, type Control, controlOf, stateOf } from "../forms/mod.ts";
import { adoptPresets } from "../motion/mod.ts";
import { CONTROL, type Overlay, textPlaceOf } from "../overlay/mod.ts";
import { ownElements } from "../dom/mod.ts";
import { closest, getAttribute, guarded, matches } from "../platform/mod.ts";
import { type Effect, effectsByKind, effectsOf } from "./effect.ts";
import { begin, drop, end, type Entry, type Pending } from "./pending.ts";

/** An effect of an app's own; what it returns takes it back. */
type OwnEffect = (element: Element, params: Trip["params"]) => (() => void) | void;

/** What waits for its time: a later event of the same element and handler stands for it. */
const WAITING = new WeakMap<Element, Map<string, Pending>>();

/** The stage. */
export const optimism: Stage = {
  before(trip) {
    const { view, element = view?.root, on } = trip;
    if (!view || !element) return true;
    const items = trip.element && getAttribute(element, "dj-optimistic");
    if (!items && trip.manner?.optimistic === undefined) return true;
    adoptPresets(view.window);
    const waiting = WAITING.get(element) ?? new Map<string, Pending>();
    WAITING.set(element, waiting);
    const before = waiting.get(on);
    if (before) drop(before);
    const pending = pendingOf(trip, view, element, readOptimistic(items ?? ""));
    waiting.set(on, pending);
    trip.settled.push((failure) => {
      if (waiting.get(on) === pending) waiting.delete(on);
      end(pending, failure);
    });
    return true;
  },
  publish({ element, view, on }) {
    WAITING.get(element ?? view?.root as Element)?.delete(on);
  },
};

/** Shows what one event will do. */
function pendingOf(
  trip: Trip,
  view: EventView,
  element: Element,
  items: readonly OptimisticItem[],
): Pending {
  const { params, manner: { optimistic: name } = {} } = trip;
  const changed = changedBy(trip);
  const targets = targetsOf(view, element, changed);
  const byKind = !items[0] && name === "";
  const found = items[0]
    ? items.flatMap((item) => {
      const effects = effectsOf(item, trip, targets);
      if (!effects[0]) warnOf(view, item);
      return effects;
    })
    : byKind
    ? targets.flatMap((target) => effectsByKind(trip, target, changed))
    : [];
  const isOwn = ({ node, spot }: Effect): boolean => node === changed && spot === CONTROL;
  const entries = found.filter((one) => !isOwn(one)).map((one) => begin(one, view));
  const own = changed && (byKind || found.some(isOwn))
    ? { control: changed, state: stateOf(changed) }
    : undefined;
  const marks = byKind ? targets.flatMap((target) => busy(view, target)) : [];
  const shown = new Set(found.map((one) => one.element));
  if (!items[0]) {
    for (const target of [...targets, ...own ? [own.control] : []]) {
      shown.add(target);
    }
  }
  for (const one of shown) marks.push(view.overlays.put(one, ".optimistic-pending", () => ""));
  view.tell("optimistic", `${trip.on}: ${entries.map(wordsOf).join(", ")}`);
  const { djust } = view.window as { djust?: { optimistic?: Record<string, OwnEffect> } };
  const effect = name ? djust?.optimistic?.[name] : undefined;
  const undo = { run: undefined as (() => void) | void };
  guarded(() => undo.run = effect?.(element, params))();
  return { trip, view, entries, marks, own, undo: () => undo.run?.(), isOver: false };
}

/** The control that the user has changed by this event: it shows already what they want. */
function changedBy({ event }: Trip): Control | undefined {
  const control = event && controlOf(event);
  if (!control || !matches(control, ANY)) return undefined;
  const isChecked = /^(?:checkbox|radio)$/.test(control.type ?? "") && event.type === "click";
  return isChecked || /^(?:input|change)$/.test(event.type) ? control : undefined;
}

/** What it is about: an element that is named, the control that has changed, or the trigger. */
function targetsOf(view: EventView, element: Element, changed: Control | undefined): Element[] {
  const selector = getAttribute(element, "data-optimistic-target");
  if (!selector) return [changed ?? element];
  let found: Element[] = [];
  guarded(() => {
    const around = closest(element, selector);
    found = around ? [around] : view.regions.flatMap((region) => ownElements(region, selector));
  })();
  return found;
}

/** What a button says while it waits. */
function busy({ overlays }: EventView, element: Element): Overlay[] {
  if (matches(element, ANY)) return [];
  const text = getAttribute(element, "data-loading-text");
  const place = text && textPlaceOf(element);
  return [
    overlays.put(element, "aria-busy", () => "true"),
    ...place ? [overlays.put(place, "", () => text)] : [],
  ];
}

const wordsOf = ({ spot, expected }: Entry): string => `${spot || "text"} → ${expected}`;

function warnOf(view: EventView, item: OptimisticItem): void {
  if (item.type === "remove" || item.type === "class") return;
  view.warned([
    "optimistic-target",
    `dj-optimistic="${item.field}:…" shows nowhere: write dj-bind="${item.field}" on what shows it`,
  ]);
}

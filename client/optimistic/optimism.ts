/** The optimistic stage of the way of events: shows what an event will do, and waits for its answer. */

import { type OptimisticItem, readOptimistic } from "../../protocol/mod.ts";
import { type EventView, foundBy, type Stage, type Trip } from "../events/mod.ts";
import { type Control, controlOf, isControl, stateOf } from "../forms/mod.ts";
import { adoptPresets } from "../motion/mod.ts";
import { CONTROL, type Overlay, textPlaceOf } from "../overlay/mod.ts";
import { getAttribute, guarded } from "../platform/mod.ts";
import { type Effect, effectsByKind, effectsOf } from "./effect.ts";
import { begin, drop, end, type Pending } from "./pending.ts";

/** An effect of an app's own; what it returns takes it back. */
type OwnEffect = (element: Element, params: Trip["params"]) => (() => void) | void;

/** What waits for its time: a later event of the same element and handler stands for it. */
const WAITING = new Set<Pending>();

/** The stage. */
export const optimism: Stage = {
  before(trip) {
    const { view, element = view?.root, on } = trip;
    if (!view || !element) return true;
    const items = trip.element && getAttribute(element, "dj-optimistic");
    const effect = trip.manner?.optimistic;
    // Without an element there is nothing but an effect of one's own to show.
    if (!items && !(trip.element ? effect !== undefined : effect)) return true;
    adoptPresets(view.window);
    for (const one of WAITING) {
      if (one.element === element && one.trip.on === on && WAITING.delete(one)) drop(one);
    }
    const pending = pendingOf(trip, view, element, read(items ?? ""));
    WAITING.add(pending);
    trip.settled.push((failure) => {
      WAITING.delete(pending);
      end(pending, failure);
    });
    return true;
  },
  publish(trip) {
    for (const one of WAITING) if (one.trip === trip) WAITING.delete(one);
  },
};

/** What makes no sense was told by the server. */
const read = (text: string): OptimisticItem[] => readOptimistic(text).filter((item) => !!item);

/** Shows what one event will do. */
function pendingOf(
  trip: Trip,
  view: EventView,
  element: Element,
  items: readonly OptimisticItem[],
): Pending {
  const { params, manner: { optimistic: name } = {} } = trip;
  const changed = changedBy(trip);
  const selector = getAttribute(element, "data-optimistic-target");
  // What it is about: an element that is named, the control that has changed, or the trigger.
  const target = selector ? foundBy(element, selector, view) : changed ?? trip.element;
  const byKind = !items[0] && name === "" && target;
  const found = items[0]
    ? items.flatMap((item) => {
      const effects = effectsOf(item, trip, target);
      if (!effects[0]) warnOf(view, item);
      return effects;
    })
    : byKind
    ? effectsByKind(trip, target, changed)
    : [];
  const isOwn = ({ node, spot }: Effect): boolean => node === changed && spot === CONTROL;
  const entries = found.filter((one) => !isOwn(one)).map((one) => begin(one, view));
  const own = changed && (byKind || found.some(isOwn))
    ? { control: changed, state: stateOf(changed) }
    : undefined;
  const marks = byKind ? busy(view, target) : [];
  const elements = new Set([
    ...found.map((one) => one.element),
    ...target && !items[0] ? [target] : [],
    ...own ? [own.control] : [],
  ]);
  for (const one of elements) marks.push(view.overlays.put(one, ".optimistic-pending", () => ""));
  view.tell("optimistic", `${trip.on}: ${entries.map(({ expected }) => expected)}`);
  const { djust } = view.window as { djust?: { optimistic?: Record<string, OwnEffect> } };
  const effect = name ? djust?.optimistic?.[name] : undefined;
  let undo = undefined as ReturnType<OwnEffect>;
  guarded(() => undo = effect?.(element, params))();
  return {
    trip,
    view,
    element,
    entries,
    elements,
    marks,
    own,
    undo: () => undo?.(),
    isOver: false,
  };
}

/** The control that the user has changed by this event: it shows already what they want. */
function changedBy({ event }: Trip): Control | undefined {
  const control = event && controlOf(event);
  const isChange = control && isControl(control) && /^(?:input|change|click)$/.test(event.type);
  return isChange ? control : undefined;
}

/** What a button says while it waits. */
function busy({ overlays }: EventView, element: Element): Overlay[] {
  if (isControl(element)) return [];
  const text = getAttribute(element, "data-loading-text");
  const place = text && textPlaceOf(element);
  return [
    overlays.put(element, "aria-busy", () => "true"),
    ...place ? [overlays.put(place, "", () => text)] : [],
  ];
}

function warnOf(view: EventView, item: OptimisticItem): void {
  if ("field" in item) view.warned(["optimistic-target", "", item.field]);
}

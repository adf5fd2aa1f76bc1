/** The feedback of one view: which events are on their way, and which elements show it. */

import { type EventView, regionOf, targetedBy, type Trip } from "../events/mod.ts";
import type { Overlay } from "../overlay/mod.ts";
import {
  activeElement,
  body,
  closest,
  contains,
  getAttribute,
  guarded,
  inherited,
  isConnected,
  ownerDocument,
} from "../platform/mod.ts";
import { facesOf, lay, type Look } from "./effect.ts";
import { type Wish, wishesOf } from "./wish.ts";

/** An event that is not answered yet. */
interface Pending {
  readonly trip: Trip;
  /** The name of its handler; empty for a closure. */
  readonly name: string;
  readonly region: Element | undefined;
}

/** An element that shows something while events are on their way. */
interface Spot {
  readonly element: Element;
  wishes: readonly Wish[];
  /** Wishes whose time to wait runs: what ends it. */
  readonly waiting: Map<Wish, () => void>;
  /** Those whose time is over. */
  readonly due: Set<Wish>;
  look: Look | undefined;
  laid: readonly Pick<Overlay, "drop">[];
}

/** What only a region shows. */
const BUSY: Look = { classes: [], isDisabled: false, hidden: undefined, text: undefined };

const feedbacks = new WeakMap<EventView, Feedback>();

/** One view's feedback. Nothing is counted: what is shown follows from the events that are pending. */
export class Feedback {
  readonly #view: EventView;
  readonly #pending = new Set<Pending>();
  readonly #spots = new Map<Element, Spot>();
  #isUp = true;
  /** What had the focus when it was disabled, and by which spot; of several the last. */
  #focused: readonly [spot: Spot, element: Element] | undefined;
  /** Whether the focus moves because it is given back. */
  isRefocusing = false;

  /** The one of a view. */
  static of(view: EventView): Feedback {
    const found = feedbacks.get(view) ?? new Feedback(view);
    feedbacks.set(view, found);
    return found;
  }

  constructor(view: EventView) {
    this.#view = view;
  }

  /** An event goes: until it is settled, it is shown. */
  begin(trip: Trip): void {
    const { element, on, settled } = trip;
    const name = (element ? getAttribute(element, `dj-${on}`) : on) ?? "";
    const pending = { trip, name, region: regionOf(trip) };
    this.#pending.add(pending);
    settled.push(() => {
      this.#pending.delete(pending);
      this.#checkAll();
    });
    this.#checkAll();
  }

  /** An element has wishes, or other ones than before. */
  join(element: Element): void {
    const spot = this.#spotAt(element);
    forget(spot);
    spot.wishes = wishesOf(element, this.#view.hears(element));
    this.#check(spot);
  }

  /** One attribute of an element went, or the element itself. */
  leave(element: Element): void {
    if (isConnected(element)) return this.join(element);
    const spot = this.#spotAt(element);
    forget(spot);
    this.#show(spot, undefined);
    this.#spots.delete(element);
  }

  /** An element changed: texts that came with that are to be covered, too. */
  changed(element: Element): void {
    const spot = this.#spotAt(element);
    if (spot.look?.text !== undefined) this.#lay(spot, spot.look);
  }

  /** Without a line nothing is on its way; with the next one it is again. */
  tell(moment: "disconnected" | "reconnected"): void {
    const isUp = moment === "reconnected";
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    this.#checkAll();
  }

  #spotAt(element: Element): Spot {
    const spot = this.#spots.get(element) ?? spotAt(element);
    this.#spots.set(element, spot);
    return spot;
  }

  #checkAll(): void {
    for (const { region } of this.#pending) if (region) this.#spotAt(region);
    for (const spot of this.#spots.values()) this.#check(spot);
  }

  #check(spot: Spot): void {
    const { element, wishes, waiting, due } = spot;
    const pending = this.#isUp ? [...this.#pending] : [];
    for (const wish of wishes) {
      if (!pending.some((one) => this.#follows(element, wish, one))) {
        waiting.get(wish)?.();
        waiting.delete(wish);
        due.delete(wish);
      } else if (wish.delay === 0) due.add(wish);
      else if (!waiting.has(wish)) {
        const over = (): void => {
          due.add(wish);
          this.#check(spot);
        };
        waiting.set(wish, this.#view.clock.after(wish.delay, over));
      }
    }
    const looks = wishes.filter((wish) => due.has(wish)).map(({ look }) => look);
    const isBusy = pending.some(({ region }) => region === element);
    this.#show(spot, looks[0] ? lookOf(looks) : isBusy ? BUSY : undefined);
    if (!wishes[0] && !isBusy) this.#spots.delete(element);
  }

  #follows(element: Element, { follows, names }: Wish, { trip, name, region }: Pending): boolean {
    if (follows === "own") {
      if (trip.element === element) return true;
      return trip.event?.type === "submit" && trip.element === formOf(element) &&
        !this.#view.hears(element);
    }
    if (region && !contains(region, element)) return false;
    if (follows === "named") return names.includes(name);
    // What polls is not waited for; and a region is no concern of what happens elsewhere.
    if (/^poll\b/.test(trip.on)) return false;
    const by = targetedBy(element);
    return !!region || !by || !!getAttribute(by, "dj-target");
  }

  #show(spot: Spot, look: Look | undefined): void {
    if (JSON.stringify(look) === JSON.stringify(spot.look)) return;
    const focused = look && focusedBy(spot.element, look);
    if (focused) this.#focused = [spot, focused];
    this.#lay(spot, look);
    // When the page is written.
    if (!look) queueMicrotask(() => this.#refocus(spot));
  }

  #lay(spot: Spot, look: Look | undefined): void {
    for (const one of spot.laid) one.drop();
    spot.look = look;
    spot.laid = look ? lay(this.#view.overlays, spot.element, look) : [];
  }

  /** Gives the focus back that went with what was disabled, unless it is somewhere else by now. */
  #refocus(spot: Spot): void {
    const [by, focused] = this.#focused ?? [];
    if (by !== spot || !focused || spot.look) return;
    this.#focused = undefined;
    const document = ownerDocument(focused) as Document;
    const active = activeElement(document);
    if (!isConnected(focused) || (active && active !== body(document))) return;
    this.isRefocusing = true;
    guarded(() =>
      inherited(focused as HTMLElement, "focus").call(focused, { preventScroll: true })
    )();
    this.isRefocusing = false;
  }
}

function spotAt(element: Element): Spot {
  return {
    element,
    wishes: [],
    waiting: new Map(),
    due: new Set(),
    look: undefined,
    laid: [],
  };
}

function forget({ waiting, due }: Spot): void {
  for (const stop of waiting.values()) stop();
  waiting.clear();
  due.clear();
}

/** All that is to be seen at one element. */
function lookOf(looks: readonly Look[]): Look {
  const last = <Name extends keyof Look>(name: Name): Look[Name] | undefined =>
    looks.map((look) => look[name]).findLast((value) => value !== undefined);
  return {
    classes: [...new Set(looks.flatMap(({ classes }) => classes))],
    isDisabled: looks.some(({ isDisabled }) => isDisabled),
    hidden: last("hidden"),
    text: last("text"),
  };
}

/** What has the focus now, and loses it by this look. */
function focusedBy(element: Element, { isDisabled, hidden }: Look): Element | undefined {
  const active = activeElement(ownerDocument(element) as Document) ?? undefined;
  const isLost = active && contains(element, active) &&
    (hidden === "" || (isDisabled && facesOf(element).some((face) => contains(face, active))));
  return isLost ? active : undefined;
}

function formOf(element: Element): Element | null {
  return (element as HTMLButtonElement).form ?? closest(element, "form");
}

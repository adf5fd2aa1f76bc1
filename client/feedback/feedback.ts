/** The feedback of one view: which events are on their way, and which elements show it. */

import { type EventView, regionOf, targetedBy, type Trip } from "../events/mod.ts";
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
import { facesOf, type Look, put } from "./effect.ts";
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
  /** Wishes whose time to wait is over, or runs: what ends it. */
  readonly waiting: Map<Wish, () => void>;
  readonly due: Set<Wish>;
  /** What it shows, as a text that can be compared. */
  shown: string;
  takeBack: () => void;
  /** What had the focus when it was disabled. */
  focused: Element | undefined;
  /** Whether it has attributes of its own, and is told of changes by these. */
  unwatch: (() => void) | undefined;
}

const feedbacks = new WeakMap<EventView, Feedback>();

/** One view's feedback. Nothing is counted: what is shown follows from the events that are pending. */
export class Feedback {
  readonly #view: EventView;
  readonly #pending = new Set<Pending>();
  readonly #spots = new Map<Element, Spot>();
  #isUp = true;
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
    const spot = this.#spots.get(element) ?? spotAt(element);
    this.#spots.set(element, spot);
    forget(spot);
    spot.wishes = wishesOf(element, this.#view.hears(element));
    this.#check(spot);
  }

  /** One attribute of an element went, or the element itself. */
  leave(element: Element): void {
    const spot = this.#spots.get(element);
    if (!spot) return;
    if (isConnected(element)) return this.join(element);
    forget(spot);
    spot.unwatch?.();
    this.#show(spot, undefined);
    this.#spots.delete(element);
  }

  /** The element or its subtree is about to change: what lies over it is taken off for that. */
  lift(element: Element): void {
    const spot = this.#spots.get(element);
    if (!spot) return;
    spot.takeBack();
    spot.takeBack = () => {};
    spot.shown = "";
  }

  /** It changed: what is still to be seen lies over what is there now. */
  lay(element: Element): void {
    const spot = this.#spots.get(element);
    if (spot) this.#check(spot);
  }

  /** Without a line nothing is on its way; with the next one it is again. */
  tell(moment: "disconnected" | "reconnected"): void {
    const isUp = moment === "reconnected";
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    this.#checkAll();
  }

  #watch(region: Element): void {
    const spot = spotAt(region);
    spot.unwatch = this.#view.watch(region, {
      changing: () => this.lift(region),
      changed: () => this.lay(region),
      removed: () => this.leave(region),
    });
    this.#spots.set(region, spot);
  }

  #checkAll(): void {
    for (const { region } of this.#isUp ? this.#pending : []) {
      if (region && isConnected(region) && !this.#spots.has(region)) this.#watch(region);
    }
    for (const spot of this.#spots.values()) this.#check(spot);
  }

  #check(spot: Spot): void {
    const { element, wishes, waiting, due } = spot;
    const pending = this.#isUp ? [...this.#pending] : [];
    const isBusy = pending.some(({ region }) => region === element);
    for (const wish of wishes) {
      const isWanted = pending.some((one) => this.#follows(element, wish, one));
      if (!isWanted) {
        waiting.get(wish)?.();
        waiting.delete(wish);
        due.delete(wish);
      } else if (wish.delay === 0) due.add(wish);
      else if (!waiting.has(wish)) {
        waiting.set(
          wish,
          this.#view.clock.after(wish.delay, () => {
            due.add(wish);
            this.#check(spot);
          }),
        );
      }
    }
    const looks = wishes.filter((wish) => due.has(wish)).map(({ look }) => look);
    this.#show(spot, isBusy || looks[0] ? lookOf(looks) : undefined);
    if (isBusy || wishes[0]) return;
    spot.unwatch?.();
    this.#spots.delete(element);
  }

  #follows(element: Element, { follows, names }: Wish, { trip, name, region }: Pending): boolean {
    if (follows === "own") {
      const { element: by, event } = trip;
      if (by === element) return true;
      return event?.type === "submit" && by === formOf(element) && !this.#view.hears(element);
    }
    if (region && !contains(region, element)) return false;
    if (follows === "named") return names.includes(name);
    // What polls is not waited for; and a region is no concern of what happens elsewhere.
    if (/^poll\b/.test(trip.on)) return false;
    const by = targetedBy(element);
    return !!region || !by || !!getAttribute(by, "dj-target");
  }

  #show(spot: Spot, look: Look | undefined): void {
    const key = look ? JSON.stringify(look) : "";
    if (key !== spot.shown) {
      this.#view.away(() => {
        this.lift(spot.element);
        if (!look) return;
        spot.focused = focusedBy(spot.element, look) ?? spot.focused;
        spot.takeBack = put(spot.element, look);
        spot.shown = key;
      });
    }
    if (!look) this.#refocus(spot);
  }

  /** Gives the focus back that went with what was disabled, unless it is somewhere else by now. */
  #refocus(spot: Spot): void {
    const { focused } = spot;
    spot.focused = undefined;
    if (!focused || !isConnected(focused)) return;
    const document = ownerDocument(focused) as Document;
    const active = activeElement(document);
    if (active && active !== body(document)) return;
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
    shown: "",
    takeBack() {},
    focused: undefined,
    unwatch: undefined,
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
    isBusy: true,
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

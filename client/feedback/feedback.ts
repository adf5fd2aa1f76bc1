/** The feedback of one view: which events are on their way, and which elements show it. */

import { type EventView, regionOf, targetedBy, type Trip } from "../events/mod.ts";
import { latest } from "../forms/mod.ts";
import {
  activeElement,
  body,
  closest,
  contains,
  entryOf,
  focusAt,
  getAttribute,
  guarded,
  isConnected,
  ownerDocument,
} from "../platform/mod.ts";
import { facesOf, lay } from "./effect.ts";
import { type Wish, wishesOf } from "./wish.ts";

/** An event that is not answered yet. */
interface Pending {
  readonly trip: Trip;
  /** The name of its handler; empty for a closure. */
  readonly name: string;
  readonly region: Element | undefined;
}

const feedbacks = new WeakMap<EventView, Feedback>();

/** One view's feedback. Nothing is counted: what is shown follows from the events that are pending. */
export class Feedback {
  readonly #view: EventView;
  readonly #pending = new Set<Pending>();
  readonly #wishes = new Map<Element, readonly Wish[]>();
  /** What ends the wait for a wish, or what is shown for it. */
  readonly #ends = new Map<Wish, () => void>();
  #isUp = true;
  /** What had the focus when it was disabled, and for which wish; of several the last. */
  #focused: readonly [wish: Wish, element: Element] | undefined;
  /** Whether the focus moves because it is given back. */
  isRefocusing = false;

  /** The one of a view. */
  static of(view: EventView): Feedback {
    return entryOf(feedbacks, view, () => new Feedback(view));
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
    this.#drop(element);
    const wishes = wishesOf(element, this.#view.hears(element));
    this.#wishes.set(element, wishes);
    wishes.forEach((wish) => this.#check(wish));
  }

  /** One attribute of an element went, or the element itself. */
  leave(element: Element): void {
    if (isConnected(element)) this.join(element);
    else this.#drop(element);
  }

  /** An element changed: texts that came with that are to be covered, too. */
  changed(element: Element): void {
    for (const wish of this.#wishes.get(element) ?? []) {
      if (wish.laid && wish.text !== undefined) this.#lay(wish);
    }
  }

  /** Without a line nothing is on its way; with the next one it is again. */
  tell(moment: "disconnected" | "reconnected"): void {
    const isUp = moment === "reconnected";
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    this.#checkAll();
  }

  #drop(element: Element): void {
    for (const wish of this.#wishes.get(element) ?? []) this.#end(wish);
    this.#wishes.delete(element);
  }

  #checkAll(): void {
    for (const { region } of this.#pending) {
      // A region is busy, whether it wished for that or not.
      if (region && !this.#wishes.has(region)) this.#wishes.set(region, wishesOf(region, false));
    }
    for (const [element, wishes] of this.#wishes) {
      if (isConnected(element)) wishes.forEach((wish) => this.#check(wish));
      else this.#drop(element);
    }
  }

  #check(wish: Wish): void {
    const isWanted = this.#isUp && [...this.#pending].some((one) => this.#follows(wish, one));
    if (!isWanted) this.#end(wish);
    else if (!this.#ends.has(wish)) {
      const { delay } = wish;
      if (delay === 0) this.#lay(wish);
      else this.#ends.set(wish, this.#view.clock.after(delay, () => this.#lay(wish)));
    }
  }

  #follows({ element, follows, names }: Wish, { trip, name, region }: Pending): boolean {
    const { event, on } = trip;
    // The page may have been painted anew since.
    const by = trip.element && latest(trip.element);
    const within = region && latest(region);
    if (follows === "region") return within === element;
    if (follows === "own") {
      return by === element ||
        (event?.type === "submit" && by === formOf(element) && !this.#view.hears(element));
    }
    if (within && !contains(within, element)) return false;
    if (follows === "named") return names.includes(name);
    // What polls is not waited for; and a region is no concern of what happens elsewhere.
    const target = targetedBy(element);
    return !/^poll\b/.test(on) && (!!within || !target || !!getAttribute(target, "dj-target"));
  }

  #lay(wish: Wish): void {
    const focused = focusedBy(wish);
    if (focused) this.#focused = [wish, focused];
    wish.laid?.forEach((one) => one.drop());
    wish.laid = lay(this.#view.overlays, wish);
    this.#ends.set(wish, () => {
      wish.laid?.forEach((one) => one.drop());
      wish.laid = undefined;
      // When the page is written.
      queueMicrotask(() => this.#refocus(wish));
    });
  }

  #end(wish: Wish): void {
    this.#ends.get(wish)?.();
    this.#ends.delete(wish);
  }

  /** Gives the focus back that went with what was disabled, unless it is somewhere else by now. */
  #refocus(wish: Wish): void {
    const [by, focused] = this.#focused ?? [];
    if (by !== wish || !focused || wish.laid) return;
    this.#focused = undefined;
    const document = ownerDocument(focused) as Document;
    const active = activeElement(document);
    if (!isConnected(focused) || (active && active !== body(document))) return;
    this.isRefocusing = true;
    guarded(() => focusAt(focused))();
    this.isRefocusing = false;
  }
}

/** What has the focus now, and loses it by what is wished. */
function focusedBy({ element, isDisabled, hidden }: Wish): Element | undefined {
  const active = activeElement(ownerDocument(element) as Document) ?? undefined;
  const isLost = active && contains(element, active) &&
    (hidden === "" || (isDisabled && facesOf(element).some((face) => contains(face, active))));
  return isLost ? active : undefined;
}

function formOf(element: Element): Element | null {
  return (element as HTMLButtonElement).form ?? closest(element, "form");
}

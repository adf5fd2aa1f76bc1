/** How often an event may go up: one timer per element and handler. */

import { MANNER, type Manner } from "../../protocol/mod.ts";
import { type Clock, getAttribute, isConnected, targetOf } from "../platform/mod.ts";
import { controlOf } from "../forms/mod.ts";
import { settle, type Trip } from "./pipeline.ts";

/** At once, after a silence, or in steps. */
type Rhythm =
  | { type: "now" }
  | { type: "debounce"; wait: number; most: number }
  | { type: "throttle"; wait: number; leading: boolean; trailing: boolean };

/** An event that waits, for all of its element and handler. */
interface Pending {
  trip: Trip;
  /** What still has to go up. */
  go: (() => void) | undefined;
  /** When the first of them came. */
  readonly since: number;
  /** None where it waits until its control is left. */
  cancel: (() => void) | undefined;
}

const NOW: Rhythm = { type: "now" };
const silence = (wait: number, most = Infinity): Rhythm =>
  wait ? { type: "debounce", wait, most } : NOW;
const steps = (wait: number, { leading = true, trailing = true } = {}): Rhythm =>
  wait ? { type: "throttle", wait, leading, trailing } : NOW;

/** What decorators say; of two, the silence. */
function decorated({ debounce, throttle }: Manner): Rhythm | undefined {
  if (debounce) return silence(debounce.wait ?? MANNER.wait, debounce.maxWait);
  return throttle && steps(throttle.interval ?? MANNER.interval, throttle);
}

/** The attribute beats the decorator, that the default of the event's and the control's type. */
function rhythmOf({ element, event, manner = {}, isUrgent, isShared }: Trip): Rhythm {
  // What is shared was paced where it came from.
  if (isUrgent || isShared) return NOW;
  const told = decorated(manner);
  // A submit waits only where its handler says so.
  if (!element || !event || event.type === "submit") return told ?? NOW;
  const target = targetOf(event);
  const control = controlOf(event);
  const asked = (name: string): string | null =>
    (target && getAttribute(target, name)) ?? getAttribute(element, name);
  const debounce = asked("dj-debounce");
  // Until the control is left, a silence without end.
  if (debounce === "blur") return silence(/^(?:input|change)$/.test(event.type) ? Infinity : 0);
  if (debounce !== null) return silence(parseInt(debounce || "300"));
  const throttle = asked("dj-throttle");
  if (throttle !== null) return steps(parseInt(throttle || "300"));
  if (told) return told;
  if (/^(?:mousemove|pointermove|scroll|drag|dragover|wheel)$/.test(event.type)) return steps(50);
  if (event.type !== "input" || control?.options) return NOW;
  const kind = control?.type ?? "";
  if (/^(?:checkbox|radio)$/.test(kind)) return NOW;
  if (kind === "number") return steps(100);
  return /^(?:range|color)$/.test(kind) ? steps(150) : silence(300);
}

/** Paces the events of one view. */
export class Pace {
  readonly #clock: Clock;
  readonly #waiting = new Set<Pending>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An event goes on now, later, or never where a later one stands for it: then that settles it too. */
  run(trip: Trip, go: () => void): void {
    const rhythm = rhythmOf(trip);
    const { element, event, on } = trip;
    const found = [...this.#waiting].find(({ trip }) => trip.element === element && trip.on === on);
    // What only had to go up before this one never does.
    if (found && (rhythm.type === "debounce" || trip.isUrgent)) {
      found.cancel?.();
      this.#replace(found, trip, go);
    }
    switch (rhythm.type) {
      case "now":
        if (found && trip.isUrgent) this.#waiting.delete(found);
        // What the user did before comes before; a call of a script's is nothing the user did.
        if (event) this.flush();
        return go();
      case "debounce":
        return this.#debounce(found ?? this.#add(trip, go), rhythm);
      case "throttle":
        if (!found) {
          const pending = this.#add(trip, go);
          if (rhythm.leading) return this.#step(pending, rhythm.wait);
          pending.cancel = this.#clock.after(rhythm.wait, () => this.#step(pending, rhythm.wait));
        } else if (rhythm.trailing) this.#replace(found, trip, go);
        else settle(trip, { code: "dropped" });
        return;
      default:
        return rhythm satisfies never;
    }
  }

  /** Lets go at once what waits, for this target or for any. */
  flush(target?: EventTarget | null): void {
    for (const pending of this.#waiting) {
      if (!target || pending.trip.event?.target === target) this.#finish(pending);
    }
  }

  /** The line is lost: no timer outlives it, and what waited for one waits for the line. */
  cut(): void {
    for (const pending of this.#waiting) if (pending.cancel) this.#finish(pending);
  }

  /** The view has ended: nothing goes any more. */
  end(): void {
    for (const pending of this.#waiting) {
      pending.cancel?.();
      if (pending.go) settle(pending.trip, { code: "gone" });
    }
    this.#waiting.clear();
  }

  #add(trip: Trip, go: () => void): Pending {
    const pending: Pending = { trip, go, since: this.#clock.now(), cancel: undefined };
    this.#waiting.add(pending);
    return pending;
  }

  /** The newest stands for all that waited: who waits for their outcome is told of its. */
  #replace(pending: Pending, trip: Trip, go: () => void): void {
    if (pending.go) trip.settled.unshift(...pending.trip.settled.splice(0));
    pending.trip = trip;
    pending.go = go;
  }

  #debounce(pending: Pending, { wait, most }: Rhythm & { type: "debounce" }): void {
    pending.cancel = undefined;
    const left = Math.min(wait, pending.since + most - this.#clock.now());
    if (left < Infinity) pending.cancel = this.#clock.after(left, () => this.#finish(pending));
  }

  #step(pending: Pending, wait: number): void {
    const { go } = pending;
    pending.go = undefined;
    if (!go) this.#waiting.delete(pending);
    else {
      pending.cancel = this.#clock.after(wait, () => this.#step(pending, wait));
      release(pending.trip, go);
    }
  }

  #finish(pending: Pending): void {
    this.#waiting.delete(pending);
    pending.cancel?.();
    if (pending.go) release(pending.trip, pending.go);
  }
}

/** What waited at an element that is gone is nobody's any more. */
function release(trip: Trip, go: () => void): void {
  if (trip.element && !isConnected(trip.element)) settle(trip, { code: "stale" });
  else go();
}

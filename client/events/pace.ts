/** How often an event may go up: one timer per element and handler. */

import { type Clock, getAttribute, targetOf } from "../platform/mod.ts";
import { controlOf } from "../forms/mod.ts";

/** At once, after a silence, or in steps. */
type Rhythm =
  | { type: "now" }
  | { type: "debounce"; wait: number }
  | { type: "throttle"; wait: number };

interface Pending {
  readonly element: Element;
  readonly on: string;
  target: EventTarget | null;
  /** What still has to go up. */
  fire: (() => void) | undefined;
  cancel(): void;
}

const NOW: Rhythm = { type: "now" };
const silence = (wait: number): Rhythm => wait ? { type: "debounce", wait } : NOW;
const steps = (wait: number): Rhythm => ({ type: "throttle", wait });

/** The attribute beats the default of the event's and the control's type. A submit never waits. */
function rhythmOf(element: Element, event: Event): Rhythm {
  if (event.type === "submit") return NOW;
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
  if (/^(?:mousemove|pointermove|scroll|drag|dragover|wheel)$/.test(event.type)) return steps(50);
  if (event.type !== "input" || control?.options) return NOW;
  const kind = control?.type ?? "";
  if (/^(?:checkbox|radio)$/.test(kind)) return NOW;
  if (kind === "number") return steps(100);
  return /^(?:range|color)$/.test(kind) ? steps(150) : silence(300);
}

/** Paces the events of one page. */
export interface Pace {
  run(element: Element, on: string, event: Event, fire: () => void): void;
  /** Lets go at once what waits, for this target or for any. */
  flush(target?: EventTarget | null): void;
}

/** A pace by this clock. */
export function createPace(clock: Clock): Pace {
  const waiting = new Set<Pending>();

  const finish = (pending: Pending): void => {
    waiting.delete(pending);
    pending.cancel();
    pending.fire?.();
  };
  const step = (pending: Pending, wait: number): void => {
    const { fire } = pending;
    pending.fire = undefined;
    if (!fire) waiting.delete(pending);
    else {
      pending.cancel = clock.after(wait, () => step(pending, wait));
      fire();
    }
  };
  const flush: Pace["flush"] = (target) => {
    for (const pending of waiting) if (!target || pending.target === target) finish(pending);
  };

  return {
    flush,
    run(element, on, event, fire) {
      const { target } = event;
      const rhythm = rhythmOf(element, event);
      if (rhythm.type === "now") {
        // What the user did before comes before.
        flush();
        fire();
        return;
      }
      const { wait } = rhythm;
      let pending = [...waiting].find((one) => one.element === element && one.on === on);
      const isNew = !pending;
      if (!pending) waiting.add(pending = { element, on, target, fire, cancel() {} });
      const entry = pending;
      entry.fire = fire;
      entry.target = target;
      if (rhythm.type === "debounce") {
        entry.cancel();
        if (wait < Infinity) entry.cancel = clock.after(wait, () => finish(entry));
      } else if (isNew) step(entry, wait);
    },
  };
}

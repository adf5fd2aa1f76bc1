/** Pending changes: what one event shows before its answer, and what becomes of it then. */

import type { Failure } from "../line/mod.ts";
import type { EventView, Trip } from "../events/mod.ts";
import { type Control, isHole, paintedOf, show, stateOf } from "../forms/mod.ts";
import { CONTROL, type Overlaid, type Overlay, type Shown } from "../overlay/mod.ts";
import { guarded, isConnected } from "../platform/mod.ts";
import { type Effect, groupOf } from "./effect.ts";
import { takeBack } from "./rollback.ts";

/** An effect at work. */
export interface Entry extends Effect {
  readonly overlay: Overlay;
  /** What it made of what was shown. */
  readonly expected: Shown;
}

/** What one event shows before its answer. */
export interface Pending {
  readonly trip: Trip;
  readonly view: EventView;
  /** Whose event it is: the trigger, or else the view. */
  readonly element: Element;
  readonly entries: readonly Entry[];
  /** The elements that show any of it. */
  readonly elements: ReadonlySet<Element>;
  /** What says that it is pending: nobody asks whether the server agrees. */
  readonly marks: readonly Overlay[];
  /** The control that the user changed themselves, and how. */
  readonly own: { readonly control: Control; readonly state: string } | undefined;
  /** Takes back what an effect of the app's own did. */
  undo(): void;
  /** Whether a later event stands for it. */
  isOver: boolean;
}

/** Shows an effect. */
export function begin(effect: Effect, view: EventView): Entry {
  const overlay = view.overlays.put(effect.node, effect.spot, effect.change);
  return { ...effect, overlay, expected: overlay.place.shown };
}

/** A later event stands for it: what it shows is shown by that one, or by nobody. */
export function drop(pending: Pending): void {
  pending.isOver = true;
  for (const { overlay } of pending.entries) overlay.drop();
  for (const mark of pending.marks) mark.drop();
  guarded(pending.undo)();
}

type Outcome = readonly [pending: Pending, failure: Failure | undefined];

/** Events that one message answers are looked at together. */
const ANSWERED = new WeakMap<EventView, Outcome[]>();

/** It is answered, or will never be. */
export function end(...outcome: Outcome): void {
  const [{ view, isOver }] = outcome;
  if (isOver) return;
  const all = ANSWERED.get(view) ?? [];
  if (all.push(outcome) > 1) return;
  ANSWERED.set(view, all);
  view.overlays.next(() => {
    ANSWERED.delete(view);
    judge(all);
  });
}

/** The server wins: what it says otherwise is taken back for all to see. */
function judge(all: readonly Outcome[]): void {
  // What came of the state before the message, and what was shown at last.
  const reached = new Map<Overlaid, Shown[]>();
  for (const [{ entries }, failure] of all) {
    for (const { overlay: { place }, change, expected } of failure ? [] : entries) {
      const [before = place.before] = reached.get(place) ?? [];
      reached.set(place, [change(before), expected]);
    }
  }
  for (const [pending, failure] of all) {
    const wrong = new Set(failure ? [...pending.elements].filter(isConnected) : []);
    for (const { overlay, element, spot } of pending.entries) {
      const { place } = overlay;
      const hoped = failure ? [] : reached.get(place) ?? [];
      const isKept = spot === CONTROL && isAgreed(element as Control, hoped);
      // The server said nothing of it: it stays as it is shown.
      if (isKept && !hoped.includes(place.base)) overlay.fold();
      else overlay.drop();
      const isRight = isKept || hoped.includes(place.base) || place.isGone;
      if (!isRight && isConnected(element)) wrong.add(element);
    }
    for (const mark of pending.marks) mark.drop();
    judgeOwn(pending, failure, wrong);
    if (failure) guarded(pending.undo)();
    if (failure || wrong.size > 0) takeBack(pending, wrong, failure);
  }
}

/** A control without a hole is the page's: no word of it is agreement. */
function isAgreed(control: Control, hoped: readonly Shown[]): boolean {
  return hoped.length > 0 && (!isHole(control) || hoped.includes(paintedOf(control)));
}

/** What controls without a hole showed when the server took it. */
const TAKEN = new WeakMap<Control, string>();

function judgeOwn({ own, view }: Pending, failure: Failure | undefined, wrong: Set<Element>): void {
  if (!own) return;
  const { control, state } = own;
  const isRight = !failure && isAgreed(control, [state]);
  // The user goes on: what they do now has an answer of its own.
  if (stateOf(control) !== state) return;
  if (!isRight) wrong.add(control);
  for (const one of groupOf(control)) {
    if (!isRight) {
      show(one, TAKEN.get(one) ?? paintedOf(one));
      view.know(one);
    } else if (!isHole(one)) TAKEN.set(one, stateOf(one));
  }
}

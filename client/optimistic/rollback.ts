/** Rollbacks: that a pending change was taken back is seen, heard of, and told. */

import type { Failure } from "../line/mod.ts";
import type { EventView, Trip } from "../events/mod.ts";
import { dispatchEvent, isConnected } from "../platform/mod.ts";

/** How long it is seen. */
const SEEN = 2_000;
const CLASS = "optimistic-error";

/** Ends what is still seen of an earlier one. */
const ENDS = new WeakMap<Element, () => void>();

/** Shows that elements show again what the server says. */
export function takeBack(
  { view, element, trip: { on } }: {
    readonly view: EventView;
    readonly element: Element;
    readonly trip: Pick<Trip, "on">;
  },
  wrong: ReadonlySet<Element>,
  failure: Failure | undefined,
): void {
  const code = failure?.code ?? "different";
  // The view itself goes.
  if (code === "gone") return;
  for (const one of wrong) shake(view, one);
  view.tell("optimistic", `${on}: ${code}`);
  const { CustomEvent } = view.window;
  const told = new CustomEvent("djust:" + CLASS, { bubbles: true, detail: { on, code } });
  dispatchEvent(isConnected(element) ? element : view.root, told);
  // What was meant may be no more: that is nothing to read.
  if (failure && code !== "stale") view.flash("undone");
}

function shake({ overlays, clock }: EventView, element: Element): void {
  ENDS.get(element)?.();
  const mark = overlays.put(element, "." + CLASS, () => "");
  // The same class again is no new animation.
  element.getAnimations?.().forEach((one) => one.currentTime = 0);
  const stop = clock.after(SEEN, mark.drop);
  ENDS.set(element, () => {
    stop();
    mark.drop();
  });
}

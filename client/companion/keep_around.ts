/** What is the user's, kept around a paint: given back to what stands there then. */

import { type Control, type Controls, keep, paintedOf, stateOf } from "../forms/mod.ts";
import type { Overlays } from "../overlay/mod.ts";
import { guarded } from "../platform/mod.ts";

/** Whose paint it is. */
interface Around {
  readonly regions: readonly Element[];
  readonly controls: Controls;
  readonly overlays: Overlays;
  /** Whether another instance paints: it knows nothing of what was typed. */
  readonly isFresh: boolean;
}

/** Paints; what was typed, focus, selection and scroll stay. */
export function keepAround<Result>(
  { regions, controls, overlays, isFresh }: Around,
  paint: () => Result,
): Result {
  const isTyped = (control: Control): boolean =>
    // What an overlay shows is nobody's text.
    !overlays.covers(control) &&
    (stateOf(control) !== paintedOf(control) || (isFresh && controls.isTyped(control)));
  let giveBack = (): void => {};
  // What cannot be kept is no reason to paint nothing.
  guarded(() => {
    giveBack = keep(regions, isTyped, (control) => controls.retype(control));
  })();
  try {
    return paint();
  } finally {
    // What is painted now shows it first: released later, it would take what is given back.
    guarded(() => controls.release())();
    guarded(giveBack)();
  }
}

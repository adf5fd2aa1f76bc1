/** Settled model: what a control with `dj-model` shows of the field that it is bound to. */

import { attributesOf, type Bound, type Scope, type Slot } from "./value/mod.ts";
import { directiveOf } from "./directives/mod.ts";

/** The attributes of such a control. The field is written there, or comes in a hole. */
export function settleModel(
  { bindsTo, written, valueHole, hole, name }: Slot,
  values: readonly unknown[],
  start: number,
  scope: Scope,
): Bound {
  const field = written ?? values[start + hole];
  const isNone = field === undefined || field === null || field === false;
  if (isNone || !scope.model || !bindsTo) return [];
  const held = valueHole === undefined
    ? bindsTo.attributes.get("value")
    : values[start + valueHole];
  const own = held === undefined || held === null ? undefined : String(held);
  const { words } = directiveOf(name);
  return attributesOf(scope.model({ field, words, own, element: bindsTo }), bindsTo);
}

/** Puts the values of a template into the tree, settled: the diff then compares what the page shows. */

import {
  checkAncestors,
  checkChild,
  checkForeign,
  HoleError,
  KIND,
  partText,
  type Plan,
  type Scope,
  settle,
  type Slot,
} from "../template/mod.ts";
import { grow } from "./grow.ts";
import { growText } from "./text.ts";

/** Throws for a template that may not stand in a slot; warns of what a policy would block. */
export function checkPlan(plan: Plan, slot: Slot, scope: Scope): void {
  checkRoots(plan, slot);
  warnInlineStyle(plan, scope);
}

/** Puts the settled values of a fresh block into an array, from `start`: that may be its own. */
export function settleInto(
  into: unknown[],
  start: number,
  plan: Plan,
  given: readonly unknown[],
  scope: Scope,
): void {
  const { slots, keyHole } = plan;
  if (keyHole >= 0) into[start + keyHole] = given[keyHole];
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as Slot;
    if (slot.parts) {
      settleParts(into, start, slot, given);
      continue;
    }
    const hole = slot.hole;
    const value = given[hole];
    // Plain texts and whole numbers are by far the most.
    const isSettled = slot.plain &&
      (typeof value === "string" || (slot.kind === KIND.content && Number.isSafeInteger(value)));
    into[start + hole] = isSettled
      ? value
      : slot.kind === KIND.content
      ? grow(value, slot, scope)
      : settle(slot, given, 0, scope);
  }
}

/** Objects among text change in place: what is kept is their text, which does not. */
function settleParts(into: unknown[], start: number, slot: Slot, given: readonly unknown[]): void {
  const { holes } = slot;
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i] as number;
    const value = given[hole];
    into[start + hole] = typeof value === "object" ? partText(slot, value) : value;
  }
}

/** Throws when a parser would move the roots of a template out of the slot's element. */
function checkRoots(plan: Plan, slot: Slot): void {
  if (slot.element === "") return;
  if (plan.hasRootText) growText("text", slot);
  for (const tag of plan.rootTags) {
    const problem = slot.namespace === 0
      ? checkChild(tag, slot.element) ?? checkAncestors(tag, slot.within)
      : checkForeign(tag, slot.element);
    if (problem) {
      throw new HoleError(slot, `Cannot paint a template: ${problem.what}; ${problem.mend}`);
    }
  }
}

/** Says that the policy blocks what the template has; the page would stand there without it. */
function warnInlineStyle(plan: Plan, scope: Scope): void {
  if (!plan.hasInlineStyle || !scope.strictStyles || !scope.development) return;
  scope.warn(
    `A template has style="…", which csp: "strict" blocks: write style=\${{ property: value }} or a class\n` +
      plan.statics.join("${…}").slice(0, 200),
    "inline-style",
  );
}

/** The plans of all templates, worked out once per identity and namespace. */

import type { MarkupNode, Namespace } from "../markup/mod.ts";
import { KIND, type Plan, type Slot, type Statics } from "../value/mod.ts";
import { makePlan } from "./planner.ts";
import { type HoleNames, scan } from "../scan/mod.ts";

/** By namespace: the same text means other elements in HTML, SVG and MathML. */
const plans = [
  new WeakMap<Statics, Plan>(),
  new WeakMap<Statics, Plan>(),
  new WeakMap<Statics, Plan>(),
] as const;
const names = new WeakMap<Statics, HoleNames>();

/** The plan of a template where it stands. Throws {@link TemplateError} when it cannot work there. */
export function planOf(statics: Statics, namespace: Namespace): Plan {
  return plans[namespace].get(statics) ?? learn(statics, namespace);
}

/** Plans of templates whose root is a hole, by the slots that check what comes there. */
const strict = new WeakMap<Slot, Map<Plan, Plan>>();

/** The plan of a template in a slot: a hole at its root stands in the slot's element. */
export function planIn(statics: Statics, slot: Slot): Plan {
  const plan = planOf(statics, slot.namespace);
  if (!slot.strict || !plan.slots.some(isAtRoot)) return plan;
  let plans = strict.get(slot);
  if (!plans) strict.set(slot, plans = new Map());
  let own = plans.get(plan);
  if (!own) plans.set(plan, own = strictPlan(plan, slot));
  return own;
}

function strictPlan(plan: Plan, around: Slot): Plan {
  const { element, within } = around;
  const own = (slot: Slot): Slot =>
    isAtRoot(slot) ? { ...slot, element, within, strict: true, plain: false, around } : slot;
  const slots = plan.slots.map(own);
  const slotOf = plan.slotOf.map((slot) => slot && slots[plan.slots.indexOf(slot)]);
  return { ...plan, slots, slotOf, read: slots.filter(({ written }) => written !== undefined) };
}

const isAtRoot = ({ kind, element }: Slot): boolean => kind === KIND.content && element === "";

function learn(statics: Statics, namespace: Namespace): Plan {
  const plan = makePlan(statics, nodesOf(statics, namespace), namespace);
  plans[namespace].set(statics, plan);
  return plan;
}

/** What a template was read into. */
export function nodesOf(statics: Statics, namespace: Namespace): MarkupNode[] {
  return scan(statics, names.get(statics), namespace);
}

/** JSX gives the names of the attributes whose statics have none. */
export function nameHoles(statics: Statics, given: HoleNames): void {
  names.set(statics, given);
}

/** Whether {@link nameHoles} was told of a template: those of JSX, and no others. */
export function isOfJsx(statics: Statics): boolean {
  return names.has(statics);
}

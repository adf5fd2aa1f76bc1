/** The plans of all templates, worked out once per identity. */

import type { Plan } from "./plan.ts";
import { makePlan } from "./planner.ts";
import { scan } from "./scan.ts";
import type { HoleNames } from "./tag.ts";
import type { Statics } from "./template.ts";

const plans = new WeakMap<Statics, Plan>();

/** The plan of a template. Throws {@link TemplateError} when the template cannot work. */
export function planOf(statics: Statics): Plan {
  return plans.get(statics) ?? learn(statics, undefined);
}

/** Makes and keeps a plan; JSX gives the names of the attributes whose statics have none. */
export function learn(statics: Statics, names: HoleNames): Plan {
  const plan = makePlan(statics, scan(statics, names));
  plans.set(statics, plan);
  return plan;
}

/** Whether a plan exists already. */
export function isKnown(statics: Statics): boolean {
  return plans.has(statics);
}

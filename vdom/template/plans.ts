/** The plans of all templates, worked out once per identity and namespace. */

import type { Namespace } from "./markup.ts";
import type { Plan } from "./plan.ts";
import { makePlan } from "./planner.ts";
import { scan } from "./scan.ts";
import type { HoleNames } from "./tag.ts";
import type { Statics } from "./template.ts";

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

function learn(statics: Statics, namespace: Namespace): Plan {
  const plan = makePlan(statics, scan(statics, names.get(statics), namespace), namespace);
  plans[namespace].set(statics, plan);
  return plan;
}

/** JSX gives the names of the attributes whose statics have none. */
export function nameHoles(statics: Statics, given: HoleNames): void {
  names.set(statics, given);
}

/** Whether {@link nameHoles} was told of a template. */
export function isNamed(statics: Statics): boolean {
  return names.has(statics);
}

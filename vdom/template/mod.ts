/**
 * Templates and what the engine knows of them: read once, checked, planned.
 *
 * @module
 */

export { advise, adviseControls, adviseKeys, WRITTEN_OUT } from "./advice.ts";
export {
  classChanges,
  partText,
  settle,
  type Settled,
  styleChanges,
  styleText,
  wired,
} from "./attribute.ts";
export { Part } from "./part.ts";
export { type Child, Each, each, Memo, memo, RawHtml, when } from "./child.ts";
export { escape } from "./escape.ts";
export { lacksMethod, type Namespace } from "./markup.ts";
export {
  canMove,
  checkAncestors,
  checkChild,
  checkForeign,
  checkPlace,
  checkText,
  isStrictParent,
  isVoid,
  type Placed,
  type PlaceProblem,
} from "./nesting.ts";
export { nearest } from "./nearest.ts";
export { checkLive, definitionOf, KIND, type Plan, type Slot } from "./plan.ts";
export { isOfJsx, nameHoles, planIn, planOf } from "./plans.ts";
export type { Scope } from "./scope.ts";
export { isOdd, isSink } from "./sinks.ts";
export { SVG_CAPITALS } from "./svg_names.ts";
export {
  type AttributeMap,
  type Handler,
  type Hole,
  html,
  type Statics,
  Template,
} from "./template.ts";
export { HoleError, placed, TemplateError } from "./template_error.ts";

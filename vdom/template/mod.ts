/**
 * Templates and what the engine knows of them: read once, checked, planned.
 *
 * @module
 */

export { advise, adviseControls, adviseKeys, WRITTEN_OUT } from "./advice.ts";
export { partText, settle, type Settled, styleChanges, styleText, wired } from "./attribute.ts";
export { classChanges } from "./class_changes.ts";
export { SettledCommands } from "./settled_commands.ts";
export {
  type AttributeMap,
  type Bindable,
  BOUND,
  type Bound,
  type BoundAttributes,
  boundChanges,
  type BoundElement,
  checkLive,
  type Child,
  CommandChain,
  type CommandHandler,
  type CommandMotion,
  type Commands,
  type CommandTarget,
  definitionOf,
  Each,
  each,
  type Handler,
  type Hole,
  HoleError,
  html,
  isBindable,
  isPlain,
  js,
  KIND,
  Memo,
  memo,
  type Model,
  PAINTED,
  Part,
  placed,
  type Plan,
  type PostedForm,
  RawHtml,
  type RegionMarks,
  type Scope,
  type Slot,
  type Statics,
  Template,
  TemplateError,
  when,
} from "./value/mod.ts";
export {
  canMove,
  checkAncestors,
  checkChild,
  checkForeign,
  checkPlace,
  checkText,
  escape,
  isOdd,
  isSink,
  isStrictParent,
  isVoid,
  lacksHidden,
  lacksMethod,
  type Namespace,
  type Placed,
  type PlaceProblem,
  SVG_CAPITALS,
} from "./markup/mod.ts";
export { commandAdvice } from "./preset_advice.ts";
export { nearest } from "./directives/mod.ts";
export { isOfJsx, nameHoles, planIn, planOf } from "./plans/mod.ts";

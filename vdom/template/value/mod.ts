/**
 * The value of a template: what may fill it, its plan, its error.
 *
 * @module
 */

export {
  attributesOf,
  type Bindable,
  BOUND,
  type Bound,
  type BoundAttributes,
  boundChanges,
  type BoundElement,
  boundOf,
  isBindable,
  PAINTED,
} from "./bound.ts";
export { type Child, Each, each, isPlain, Memo, memo, RawHtml, when } from "./child.ts";
export { CommandChain, js } from "./command_chain.ts";
export type { CommandHandler, CommandMotion, Commands, CommandTarget } from "./commands.ts";
export { Part } from "./part.ts";
export {
  type BareSlot,
  checkLive,
  definitionOf,
  KIND,
  type Plan,
  type PostedForm,
  type Slot,
} from "./plan.ts";
export type { Model, RegionMarks, Scope } from "./scope.ts";
export {
  type AttributeMap,
  type Handler,
  type Hole,
  html,
  type Statics,
  Template,
} from "./template.ts";
export { HoleError, placed, TemplateError } from "./template_error.ts";

/**
 * Templates, the tree, painting and comparing. Pure: no clock, no I/O, no DOM.
 *
 * @module
 */

export {
  type AttributeMap,
  type Bindable,
  BOUND,
  type BoundAttributes,
  type BoundElement,
  type Child,
  CommandChain,
  type CommandHandler,
  type CommandMotion,
  type Commands,
  type CommandTarget,
  Each,
  each,
  escape,
  type Handler,
  type Hole,
  HoleError,
  html,
  js,
  Memo,
  memo,
  type Model,
  nearest,
  Part,
  placed,
  RawHtml,
  type RegionMarks,
  type Scope,
  type Slot,
  type Statics,
  Template,
  TemplateError,
  when,
} from "./template/mod.ts";
export { ParserPending, preloadRaw, raw, withParser } from "./raw/mod.ts";
export {
  createElement,
  type EventInfo,
  type EventParams,
  type KeyParams,
  type PointerParams,
  type ScrollParams,
  type ValueParams,
} from "./jsx/mod.ts";
export {
  diffWithin,
  findWithin,
  type Found,
  type FoundHandler,
  type FullPatch,
  grow,
  type NodeObject,
  type Painter,
  type Patch,
  type Place,
  print,
  Tree,
  type TreeNode,
  type Writer,
} from "./tree/mod.ts";

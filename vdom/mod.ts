/**
 * Templates, the tree, painting and comparing. Pure: no clock, no I/O, no DOM.
 *
 * @module
 */

export {
  type AttributeMap,
  type Child,
  Each,
  each,
  escape,
  type Handler,
  type Hole,
  html,
  Memo,
  memo,
  nearest,
  RawHtml,
  type Scope,
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
export { type FullPatch, type Patch, print, Tree } from "./tree/mod.ts";

/**
 * Templates, the tree, painting and comparing. Pure: no clock, no I/O, no DOM.
 *
 * @module
 */

export { type Child, Each, each, Memo, memo, raw, RawHtml, when } from "./child.ts";
export { createElement } from "./jsx.ts";
export { nearest } from "./nearest.ts";
export { escape } from "./escape.ts";
export type { Scope } from "./scope.ts";
export {
  type AttributeMap,
  type Handler,
  type Hole,
  html,
  type Statics,
  Template,
} from "./template.ts";
export { TemplateError } from "./template_error.ts";
export { type FullPatch, type Patch, print, Tree } from "./tree.ts";

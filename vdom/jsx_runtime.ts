/**
 * JSX for views: `"jsx": "precompile"` (recommended) or `"react-jsx"`, with
 * `"jsxImportSource": "@djust/live"`. Both give the templates that `html` gives.
 *
 * @module
 */

export {
  type Attribute,
  type Component,
  Fragment,
  jsx,
  jsxAttr,
  jsxEscape,
  jsxs,
  jsxTemplate,
  type Props,
} from "./jsx.ts";
export type { Attributes, AttributeValue } from "./jsx/attributes.ts";
export type { CustomAttributes } from "./jsx/elements.ts";
export type { EventInfo } from "./jsx/event_info.ts";
export type {
  EventHole,
  EventParams,
  KeyParams,
  PointerParams,
  ScrollParams,
  ValueParams,
} from "./jsx/events.ts";
export type { JSX } from "./jsx_types.ts";
export type { Child } from "./child.ts";
export type { AttributeMap, Handler, Statics, Template } from "./template.ts";

/**
 * JSX: elements become the templates that `html` gives.
 *
 * @module
 */

export {
  Attribute,
  type Component,
  createElement,
  Fragment,
  jsx,
  jsxAttr,
  jsxEscape,
  jsxs,
  jsxTemplate,
  type Props,
} from "./jsx.ts";
export type { Attributes } from "./attributes.ts";
export type { CustomAttributes } from "./elements.ts";
export type { EventInfo } from "./event_info.ts";
export type {
  EventHole,
  EventParams,
  KeyParams,
  PointerParams,
  ScrollParams,
  ValueParams,
} from "./events.ts";
export type { JSX } from "./jsx_types.ts";
export type { AttributeValue } from "./values.ts";

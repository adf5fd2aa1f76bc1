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
export type { Attributes, AttributeValue, JSX } from "./jsx_types.ts";

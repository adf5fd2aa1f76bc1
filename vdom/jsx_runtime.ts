/**
 * JSX for views: `"jsx": "precompile"` (recommended) or `"react-jsx"`, with
 * `"jsxImportSource": "@djust/live"`. Both give the templates that `html` gives.
 *
 * @module
 */

export {
  type Attribute,
  type Attributes,
  type AttributeValue,
  type Component,
  type CustomAttributes,
  type EventHole,
  type EventInfo,
  type EventParams,
  Fragment,
  type JSX,
  jsx,
  jsxAttr,
  jsxEscape,
  jsxs,
  jsxTemplate,
  type KeyParams,
  type PointerParams,
  type Props,
  type ScrollParams,
  type ValueParams,
} from "./jsx/mod.ts";
export type { AttributeMap, Child, Handler, Statics, Template } from "./template/mod.ts";

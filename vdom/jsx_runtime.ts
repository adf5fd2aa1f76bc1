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
  Fragment,
  type JSX,
  jsx,
  jsxAttr,
  jsxEscape,
  jsxs,
  jsxTemplate,
  type Props,
} from "./jsx/mod.ts";
export type { AttributeMap, Child, Handler, Statics, Template } from "./template/mod.ts";

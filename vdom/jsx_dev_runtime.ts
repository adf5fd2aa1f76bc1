/**
 * What `"jsx": "react-jsxdev"` imports; the same as the JSX runtime.
 *
 * @module
 */

export {
  type Attributes,
  type AttributeValue,
  type Component,
  type CustomAttributes,
  Fragment,
  type JSX,
  jsx as jsxDEV,
  type Props,
} from "./jsx/mod.ts";
export type { AttributeMap, Child, Handler } from "./template/mod.ts";

/**
 * What `"jsx": "react-jsxdev"` imports; the same as the JSX runtime.
 *
 * @module
 */

export { type Component, Fragment, jsx as jsxDEV, type Props } from "./jsx.ts";
export type { Attributes, AttributeValue } from "./jsx/attributes.ts";
export type { CustomAttributes } from "./jsx/elements.ts";
export type { JSX } from "./jsx_types.ts";
export type { Child } from "./child.ts";
export type { AttributeMap, Handler } from "./template.ts";

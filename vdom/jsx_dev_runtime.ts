/**
 * What `"jsx": "react-jsxdev"` imports; the same as the JSX runtime.
 *
 * @module
 */

export { Fragment, jsx as jsxDEV } from "./jsx.ts";
export type { JSX } from "./jsx_types.ts";

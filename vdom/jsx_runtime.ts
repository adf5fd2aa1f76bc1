/**
 * JSX for views: `"jsx": "precompile"` (recommended) or `"react-jsx"`, with
 * `"jsxImportSource": "@djust/live"`. Both give the templates that `html` gives.
 *
 * @module
 */

export { Fragment, jsx, jsxAttr, jsxEscape, jsxs, jsxTemplate } from "./jsx.ts";
export type { JSX } from "./jsx_types.ts";

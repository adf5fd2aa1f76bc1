/**
 * Rendered views as the differ sees them: grown, painted, compared.
 *
 * @module
 */

export { Apart, type Rendered, type Written } from "./apart.ts";
export { diffWithin } from "./diff.ts";
export { findWithin } from "./find.ts";
export { grow } from "./grow.ts";
export { joined } from "./joined.ts";
export type { Found, FoundHandler, NodeObject, Place, TreeNode } from "./node.ts";
export type { Painter } from "./paint.ts";
export { rowTemplate } from "./source.ts";
export { type FullPatch, type Patch, print, Tree } from "./tree.ts";
export type { Writer } from "./write.ts";

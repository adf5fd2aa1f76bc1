/**
 * Rendered views as the differ sees them: grown, painted, compared.
 *
 * @module
 */

export { rowTemplate } from "./source.ts";
export { type FullPatch, type Patch, print, Tree } from "./tree.ts";

/**
 * The patcher: finds the marks that were painted, and applies frames to their nodes.
 *
 * @module
 */

export { PAGE } from "./apply.ts";
export { ignoredAt, paintStyles, patchAttributes, writeAttribute } from "./attributes.ts";
export { insert, writeContent } from "./content.ts";
export { writeHead } from "./head.ts";
export { type Block, commentOf, isElement, isText } from "./marks.ts";
export { ownElements } from "./own.ts";
export { createParser } from "./parse.ts";
export { unfold } from "./raw.ts";
export { textOf } from "./region.ts";
export { renew } from "./renew.ts";
export { rich } from "./rich.ts";
export { rowOf } from "./row.ts";
export type { Scene } from "./scene.ts";
export { Surface } from "./surface.ts";
export { STEP, type Template } from "./template.ts";
export { writeText } from "./text.ts";

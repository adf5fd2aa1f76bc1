/**
 * Motion: what comes, goes and moves in a page, shown to be on its way.
 *
 * @module
 */

export { adoptPresets } from "./presets.ts";
export { type Classes, classesOf, isStill, Motions } from "./motions.ts";

/**
 * Reads the statics of a template into its markup.
 *
 * @module
 */

export { scan } from "./scan.ts";
export type { HoleNames } from "./tag.ts";

/**
 * The site: everything of one app but its router.
 *
 * @module
 */

export { type Rim, Site } from "./site.ts";

/**
 * Posts of one process to the others, each with its place, so that a lost one is missed.
 *
 * @module
 */

export { type Place, Places } from "./places.ts";
export { Posts } from "./posts.ts";

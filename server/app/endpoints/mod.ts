/**
 * The routes of a site in an app, in the words of its router.
 *
 * @module
 */

export { Endpoints } from "./endpoints.ts";

/**
 * Presence of a page: what it says of its visitor. A module of its own, loaded with its channel; those
 * of cursors are beside it.
 *
 * @module
 */

export { channel } from "./status.ts";

/**
 * Presence of a page: what it says of its visitor. A module of its own, loaded with its channel.
 *
 * @module
 */

export { presence } from "./status.ts";

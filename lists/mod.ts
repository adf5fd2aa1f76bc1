/**
 * Lists of which a page has only what is in sight.
 *
 * @module
 */

export { Virtual, virtual, type VirtualOptions } from "./virtual.ts";

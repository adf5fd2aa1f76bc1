/**
 * Submits of forms: on their way, by the browser itself, or not yet done.
 *
 * @module
 */

export { makeBusy } from "./busy.ts";
export { submitNatively } from "./native.ts";
export { note, watch } from "./unsaved.ts";

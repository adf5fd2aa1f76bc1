/**
 * What decorators keep in a page: answers, stills of regions, drafts.
 *
 * @module
 */

export { Drafts, type DraftsOf } from "./drafts.ts";
export { Kept, keyOf } from "./kept.ts";
export { type Shown, showStill, stillOf } from "./still.ts";

/**
 * What lies over the page until an answer comes: pending changes, and what the server says below them.
 *
 * @module
 */

export { type Change, type Overlaid, type Overlay, Overlays } from "./overlays.ts";
export { type Shown, type Spot, textPlaceOf } from "./spot.ts";

/**
 * From what happens in the page to what is told: which handler, with what, and when.
 *
 * @module
 */

export type { Binding } from "./binding.ts";
export { clickOf, dataOf } from "./data.ts";
export { Events, type Rare } from "./events.ts";
export { hasKeys, listenersOf } from "./keys.ts";
export { Pace } from "./pace.ts";
export {
  type Called,
  type EventView,
  Pipeline,
  settle,
  type Stage,
  type Trip,
  type Warned,
} from "./pipeline.ts";
export { factsOf, isOfForm, payloadOf } from "./payload.ts";
export { foundBy, regionOf, targetedBy, tellRegion } from "./region_of.ts";

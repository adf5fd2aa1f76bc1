/**
 * The hub: what is live, its extensions, its observers, its stores.
 *
 * @module
 */

export { builtIn } from "./built_in.ts";
export { Hub, type HubStats } from "./hub.ts";
export { type Observer, Observers } from "./observers.ts";
export { partsOf, presenceIn } from "./parts.ts";
export { Stores } from "./stores.ts";

/**
 * One app: its hub, its endpoints, its options.
 *
 * @module
 */

export { type LiveHub, type MountedSite, mountSite } from "./live_hub.ts";
export type { HubStats } from "./hub.ts";
export type { Observer } from "./observers.ts";
export type { LiveOptions, SessionOptions } from "./options.ts";
export type { LiveContext, MatchedRoute, RequestContext } from "./router.ts";
export { type Rim, Site } from "./site.ts";

/**
 * One app: its hub, its endpoints, its options.
 *
 * @module
 */

export { type LiveHub, type MountedSite, mountSite } from "./live_hub.ts";
export type { HubStats, Observer } from "./hub/mod.ts";
export type { LiveOptions, SessionOptions } from "./settings/mod.ts";
export type { LiveContext, MatchedRoute, RequestContext } from "./request/mod.ts";
export { type Rim, Site } from "./site/mod.ts";

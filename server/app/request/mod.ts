/**
 * A request as the app sees it, the router that brings it, and its refusal.
 *
 * @module
 */

export { elsewhere, refusal } from "./refusal.ts";
export { hostRefusal, isAhead, type RequestLike, requestOf, schemeOf } from "./request.ts";
export type { AppLike, LiveContext, MatchedRoute, RequestContext } from "./router.ts";

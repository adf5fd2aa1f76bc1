/**
 * Live views as routes of a Hono app: the door of `@djust/live/hono`.
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 * import { event, html, LiveView } from "@djust/live";
 * import { live } from "@djust/live/hono";
 *
 * class Counter extends LiveView {
 *   count = 0;
 *   @event
 *   increment() {
 *     this.count++;
 *   }
 *   render() {
 *     return html`<button dj-click=${this.increment}>+1</button> <output>${this.count}</output>`;
 *   }
 * }
 *
 * const app = new Hono();
 * live(app, { "/": Counter }, { signals: false });
 * export default app; // deno serve main.ts
 * ```
 *
 * @module
 */

import { CLIENT_BUILD } from "../client/hashes.gen.ts";
import {
  type LiveContext,
  type LiveHub,
  type LiveOptions,
  mountSite,
  type Rim,
} from "./app/mod.ts";
import {
  chance,
  environment,
  isDeployment,
  isTest,
  LASTING,
  randomText,
  SystemClock,
  SystemSignals,
  whenIdle,
} from "./platform/mod.ts";
import type { Anything, RoutesOf, ViewClass } from "./view/mod.ts";

export type { LiveHub } from "./app/mod.ts";
export type { LiveContext, MatchedRoute, RequestContext } from "./app/mod.ts";
export type { ErrorFacts, ErrorView, Layout, LayoutContext, LayoutParts } from "./page/mod.ts";
export type { RenderOptions } from "./page/mod.ts";
export type { Limits } from "./world/mod.ts";
export type { Messages } from "./page/mod.ts";
export type { LiveOptions, SessionOptions } from "./app/mod.ts";
export { type CspOption, STRICT_CSP } from "./security/mod.ts";
export type { HubExtension, HubHost, HubRequest, HubRoute } from "./world/mod.ts";
export type { PresenceRoom, PresenceStore } from "./world/mod.ts";
export type { HubRecord, RefusalReason, UnreadableRecord } from "./world/mod.ts";
export type { HubStats, Observer } from "./app/mod.ts";
export type { InstanceCounts } from "./instance/mod.ts";
export type {
  Lacking,
  Misfit,
  Mistaken,
  PathParams,
  RoutesOf,
  ViewFor,
  WrongMember,
} from "./view/mod.ts";

/**
 * A Hono app, whatever its version and its types: what is used of it.
 *
 * @internal
 */
export interface HonoLike {
  /** Adds a handler for GET. */
  get(path: string, ...handlers: Anything[]): unknown;
  /** Adds a handler for POST. */
  post(path: string, ...handlers: Anything[]): unknown;
  /** Answers a request. */
  fetch(request: Request, ...rest: Anything[]): Response | Promise<Response>;
}

/**
 * Registers a live view for each path, and what they need under `/_djust`. Middleware registered
 * before it guards the pages and their sockets.
 *
 * @category Hub
 */
export function live<const Routes extends Record<string, unknown>>(
  app: HonoLike,
  routes: RoutesOf<Routes>,
  options: LiveOptions<LiveContext> = {},
): LiveHub<LiveContext> {
  const views = routes as unknown as Record<string, ViewClass>;
  return mountSite(app, views, options, { client: CLIENT_BUILD, rim: platform() }).hub;
}

/** For development: several `live()` of one process read each other's sessions and tickets. */
const SECRET_OF_THIS_START = randomText(32);

/** The rim of a running process. */
function platform(): Rim {
  return {
    clock: new SystemClock(),
    secret: environment("DJUST_SECRET"),
    isDeployment: isDeployment(),
    random: () => SECRET_OF_THIS_START,
    randomText,
    chance,
    // What a test leaves on a disk, the next one would find.
    ...(!isTest() && { lasting: LASTING }),
    whenIdle: (run) => whenIdle(new SystemClock(), run),
    signals: (clock, mode) => new SystemSignals(clock, mode),
  };
}

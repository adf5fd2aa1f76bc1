/** What is used of a router: an app, and the context it gives its handlers. Those of Hono fit. */

import type { Anything } from "../../view/mod.ts";

/** What is used of an app, whatever its router. */
export interface AppLike {
  /** Adds a handler for GET. */
  get(path: string, ...handlers: Anything[]): unknown;
  /** Adds a handler for POST. */
  post(path: string, ...handlers: Anything[]): unknown;
  /** Answers a request. */
  fetch(request: Request, ...rest: Anything[]): Response | Promise<Response>;
}

/**
 * A handler whose path and method fit a request.
 *
 * @internal
 */
export interface MatchedRoute {
  /** Its method; middleware has `ALL`. */
  readonly method: string;
  /** Its path, as it was registered. */
  readonly path: string;
  /** The handler itself. */
  readonly handler?: unknown;
}

/**
 * What a router says of a request.
 *
 * @category Hub
 */
export interface RequestContext {
  /** The request itself. */
  readonly raw: Request;
  /** Its URL. */
  readonly url: string;
  /** The path of its URL. */
  readonly path: string;
  /** Its method. */
  readonly method: string;
  /** The path as it was registered, with the params in it. */
  readonly routePath?: string;
  /** All handlers whose path and method fit, in their order; `routeIndex` is the one that runs. */
  readonly matchedRoutes?: readonly MatchedRoute[];
  /** See `matchedRoutes`. */
  readonly routeIndex?: number;
  /** A header. */
  header(name: string): string | undefined;
  /** The fields of its body, also where somebody has read them before. */
  formData?(): Promise<Iterable<readonly [string, unknown]>>;
  /** All params of the path. */
  param(): Record<string, string>;
  /** A param of the path. */
  param(name: string): string | undefined;
  /** A value of the query. */
  query(name: string): string | undefined;
}

/**
 * What is used of the context that a router gives its handlers; the one of Hono fits.
 *
 * @category Hub
 */
export interface LiveContext {
  /** The request. */
  readonly req: RequestContext;
  /** What the platform gave the app. */
  readonly env: unknown;
  /** A variable that middleware has set. */
  get(name: string): Anything;
  /** Whether a handler has answered; told where middleware runs. */
  readonly finalized?: boolean;
  /** The response so far. */
  res: Response | undefined;
  /** Sets a header of the response. */
  header(name: string, value: string, options?: { append: boolean }): void;
  /** A response with all headers that were set. */
  body(body: null): Response;
  /** The app's own "not found". */
  notFound(): Response | Promise<Response>;
}

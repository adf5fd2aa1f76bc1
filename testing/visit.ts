/** Visits a view, as a browser would: the page over HTTP, then a line that keeps it live. */

import type { LiveOptions, SessionData, ViewClass } from "../server/mod.ts";
import { openPage, type TestPage } from "./page.ts";
import { TestSite } from "./site.ts";

/**
 * How a view is visited.
 *
 * @category Testing
 */
export interface Visit {
  /** The URL's path and query. Default: `/`. */
  path?: string;
  /** The route, where the path has params: `/doc/:id`. Default: the path without its query. */
  route?: string;
  /** What the visitor's session holds. */
  session?: SessionData;
  /** Who is logged in. */
  user?: unknown;
  /** Options of `live()`. */
  options?: LiveOptions;
}

/**
 * Opens a view in a page and waits until it is live. `page.another()` opens a second page on the
 * same hub.
 *
 * @example
 * ```ts
 * import { html, LiveView, type Mount } from "@djust/live";
 * import { visit } from "@djust/live/testing";
 * import assert from "node:assert/strict";
 *
 * class Greeting extends LiveView<{ name: string }> {
 *   name = "";
 *   mount({ params }: Mount<{ name: string }>) {
 *     this.name = params.name;
 *   }
 *   render() {
 *     return html`<h1>Hello ${this.name}</h1>`;
 *   }
 * }
 *
 * const page = await visit(Greeting, { route: "/hello/:name", path: "/hello/Ada" });
 * assert.equal(page.text("h1"), "Hello Ada");
 * ```
 *
 * @category Testing
 */
export async function visit(view: ViewClass, visit: Visit = {}): Promise<TestPage> {
  const { path = "/", session, user, options = {} } = visit;
  const route = visit.route ?? path.split("?")[0] ?? "/";
  const site = new TestSite({ [route]: view }, options);
  return await openPage(site, path, await site.visitor(session, user));
}

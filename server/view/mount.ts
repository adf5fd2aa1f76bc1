/** What `mount` is given: the request, the visitor, and what can be answered. */

import type { RequestFacts, Session, SessionData } from "../world/mod.ts";

/**
 * Types an app declares once: `declare module "@djust/live" { interface Register { user: User } }`.
 *
 * @category Views
 */
// deno-lint-ignore no-empty-interface -- it is there to be merged with the app's own
export interface Register {}

/**
 * The app's user, once it is declared in {@link Register}.
 *
 * @category Views
 */
export type User = Register extends { user: infer U } ? U : unknown;

/**
 * The context of `mount`.
 *
 * @example
 * ```ts
 * import { html, LiveView, type Mount } from "@djust/live";
 *
 * class Page extends LiveView<{ id: string }> {
 *   id = "";
 *   mount({ params }: Mount<{ id: string }>) {
 *     this.id = params.id;
 *   }
 *   render() {
 *     return html`<h1>${this.id}</h1>`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export interface Mount<P = Record<string, string>> {
  /** Params of the route's path. */
  readonly params: P;
  /** The URL's query. */
  readonly query: URLSearchParams;
  /** The page's URL. */
  readonly url: URL;
  /** The visitor's session. */
  readonly session: Session;
  /** What the `user` option found. */
  readonly user: User;
  /** The visitor's preferred language, as a tag. */
  readonly locale: string;
  /** The request that painted or joined. */
  readonly request: RequestFacts;
  /** Whether a socket is there already: false while painting over HTTP. */
  readonly connected: boolean;
  /**
   * Names of the fields that have what was kept; undefined where the page begins anew. Those with
   * `session` scope have it by now, those of a snapshot get it after this mount.
   */
  readonly restored: readonly string[] | undefined;
  /** Leaves for another page; nothing is rendered. Targets stay on the origin. */
  redirect(to: string, options?: { session?: SessionData }): void;
  /** The status of the painted page. */
  status(code: number): void;
  /** A header of the painted page. */
  header(name: string, value: string): void;
  /** There is no such page. */
  notFound(): void;
}

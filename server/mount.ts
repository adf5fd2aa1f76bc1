/** What a page view begins with: the facts of its request, and the context `mount` is given. */

import type { Json } from "../protocol/mod.ts";
import type { Snapshot } from "./state.ts";

/** What an app keeps about a visitor in its signed cookie. */
export interface SessionData {
  /** Whatever fits into JSON. */
  [key: string]: Json;
}

/** The visitor's session: an id and what the app keeps. */
export interface Session extends SessionData {
  /** Random, renewed when the session is written. */
  id: string;
}

/** Flash messages by kind, as plain text. */
export interface FlashState {
  /** `"info"`, `"error"`, or a kind of the app's own. */
  readonly [kind: string]: string;
}

/** Facts of the request that painted or joined. */
export interface RequestFacts {
  /** Stands in the log and on error pages. */
  readonly id: string;
  /** `GET`, also at a join. */
  readonly method: string;
  /** Its headers; at a join those of the upgrade. */
  readonly headers: Headers;
  /** The visitor's address, where it is known. */
  readonly address?: string;
}

/** A snapshot to go on from, and the token that leads to it. */
export interface Restored extends Snapshot {
  /** The resume token. */
  readonly token: string;
}

/** What `mount` is built from. */
export interface MountFacts {
  /** Params of the route's path. */
  readonly params: Record<string, string>;
  /** The URL's query. */
  readonly query: URLSearchParams;
  /** The page's URL. */
  readonly url: URL;
  /** The visitor's session. */
  readonly session: Session;
  /** What the `user` option found. */
  readonly user: unknown;
  /** The visitor's preferred language, as a tag. */
  readonly locale: string;
  /** The request that painted or joined. */
  readonly request: RequestFacts;
  /** Where `/_djust` is, as the page's browser sees it. */
  readonly base: string;
  /** What a redirect carried here. */
  readonly flash?: FlashState;
  /** Whom snapshots belong to: see {@link Snapshot.owner}. */
  readonly owner?: string;
  /** The snapshot to go on from. */
  readonly restored?: Restored;
}

/** What a mount came to. */
export type MountOutcome =
  | { type: "mounted"; status: number; headers: [string, string][] }
  | { type: "redirect"; to: string; flash: FlashState; session?: SessionData }
  | { type: "notFound" }
  | { type: "failed"; error: unknown; phase: "mount" | "render" };

/** Types an app declares once: `declare module "@djust/live" { interface Register { user: User } }`. */
// deno-lint-ignore no-empty-interface -- it is there to be merged with the app's own
export interface Register {}

/** The app's user, once it is declared in {@link Register}. */
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
  /** Whether a snapshot's fields are assigned after this mount. */
  readonly restored: boolean;
  /** Leaves for another page; nothing is rendered. Targets stay on the origin. */
  redirect(to: string, options?: { session?: SessionData }): void;
  /** The status of the painted page. */
  status(code: number): void;
  /** A header of the painted page. */
  header(name: string, value: string): void;
  /** There is no such page. */
  notFound(): void;
}

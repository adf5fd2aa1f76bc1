/** What a page view begins with: the facts of its request, and what its mount comes to. */

import type { Json, Seen } from "../../protocol/mod.ts";
import type { Snapshot } from "./state_store.ts";

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
  /** What its page has seen. */
  readonly seen: Seen;
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

/** Why an instance ended. */
export type TerminateReason =
  /** Nobody adopted the painted page. */
  | "unclaimed"
  /** The page said goodbye. */
  | "left"
  /** The line did not come back in the grace time. */
  | "expired"
  /** Too many pages without a line, or too large ones. */
  | "evicted"
  /** Another user, or another process, has the page now. */
  | "replaced"
  /** The app disconnected the visitor. */
  | "disconnected"
  /** A handler never settled. */
  | "timeout"
  /** The mount or the first render failed, or led elsewhere. */
  | "failed"
  /** The server goes. */
  | "drained";

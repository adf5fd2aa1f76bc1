/** What a page view begins with: the facts of its request, and what its mount comes to. */

import type { Json, Seen } from "../../../protocol/mod.ts";
import type { PageLocation } from "./location.ts";
import type { OpenSnapshot } from "../state/mod.ts";

/**
 * What an app keeps about a visitor in its signed cookie.
 *
 * @category Views
 */
export interface SessionData {
  /** Whatever fits into JSON. */
  [key: string]: Json;
}

/**
 * The visitor's session: an id and what the app keeps.
 *
 * @category Views
 */
export interface Session extends SessionData {
  /** Random, renewed when the session is written. */
  id: string;
}

/**
 * Flash messages by kind, as plain text.
 *
 * @category Views
 */
export interface FlashState {
  /** `"info"`, `"error"`, or a kind of the app's own. */
  readonly [kind: string]: string;
}

/** A flash message on its way to a page: its text, and how long it is shown where that was said. */
export type CarriedMessage = string | [text: string, ms: number];

/** Flash messages by kind, on their way to a page. */
export interface CarriedFlash {
  /** `"info"`, `"error"`, or a kind of the app's own. */
  readonly [kind: string]: CarriedMessage;
}

/**
 * Facts of the request that painted or joined.
 *
 * @category Views
 */
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
export interface Restored extends OpenSnapshot {
  /** The resume token. */
  readonly token: string;
  /** What its page has seen. */
  readonly seen: Seen;
}

/** What `mount` is built from. */
export interface MountFacts {
  /** Where the page is. From then on the running view has it. */
  readonly location: PageLocation;
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
  readonly flash?: CarriedFlash;
  /** Whom snapshots belong to: see {@link SnapshotContent.owner}. */
  readonly owner?: string;
  /** The snapshot to go on from. */
  readonly restored?: Restored;
}

/** What is known of a visit besides where its page is. */
export type VisitFacts = Omit<MountFacts, "location">;

/** What a mount came to. */
export type MountOutcome =
  | { type: "mounted"; status: number; headers: [string, string][] }
  | { type: "redirect"; to: string; flash: CarriedFlash; session?: SessionData }
  | { type: "notFound" }
  | { type: "failed"; error: unknown; phase: "mount" | "render" };

/**
 * Why an instance ended.
 *
 * @category Views
 */
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

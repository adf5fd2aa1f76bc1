/** What `observe` is told about the hub itself: facts, never params or secrets. */

import type { WarningName } from "../../../protocol/mod.ts";
import type { StoreRecord } from "./outage.ts";

/**
 * Why somebody was not let in, or was put out.
 *
 * @category Hub
 */
export type RefusalReason =
  /** A request whose Host names no host. */
  | "host"
  /** A form without its page's script that was not taken: from another site, too old, too large. */
  | "form"
  /** A request for the socket that cannot be upgraded. */
  | "upgrade"
  /** A socket from a page of another origin. */
  | "origin"
  /** A ticket that was never signed here, or was changed. */
  | "forged-ticket"
  /** A ticket past its day. */
  | "expired-ticket"
  /** A page of another wire version. */
  | "version"
  /** The app's own middleware answered instead of the page. */
  | "guard"
  /** A try not above the last one seen. */
  | "try"
  /** Too many sockets, or too fast. */
  | "quota"
  /** Too many messages. */
  | "rate"
  /** A message that could not be read, or came at the wrong time. */
  | "frame"
  /** No join in time. */
  | "silent"
  /** The server goes. */
  | "draining";

/**
 * What a store kept and nobody can read: the page begins anew. `codec`: another version wrote it;
 * `key`: it is sealed with a secret that is not there; `seal`: it is not what was sealed;
 * `version`: the class has no way to its own, told once for each class.
 *
 * @category Hub
 */
export interface UnreadableRecord {
  /** Says that it is one. */
  readonly type: "unreadable";
  /** Why. */
  readonly why: "codec" | "key" | "seal" | "version";
  /** What `migrate` threw, or that there is none. */
  readonly error?: unknown;
}

/**
 * One thing that happened to the hub.
 *
 * @category Hub
 */
export type HubRecord =
  | StoreRecord
  | UnreadableRecord
  | { type: "start"; message: string }
  | { type: "notice"; name?: WarningName; message: string }
  | { type: "refused"; why: RefusalReason; message: string }
  | { type: "failure"; phase: string; request: string; error: unknown }
  | { type: "drain"; sockets: number; window: number };

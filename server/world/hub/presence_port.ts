/** Presence of a hub: who is in a room, as code outside of views sees it. */

import type { Json } from "../../../protocol/mod.ts";
import type { HubExtension } from "./hub_extension.ts";
import type { PresenceStatus } from "./presence_store.ts";

/**
 * What a person is typing in, or has selected: a control, or what the app calls by a name.
 *
 * @category Presence
 */
export interface PresenceSelection {
  /** The control's name. */
  readonly anchor: string;
  /** Where it begins, in characters. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
}

/**
 * One person in a room, with all their connections.
 *
 * @category Presence
 */
export interface PresenceRecord<Meta = { readonly [key: string]: Json }> {
  /** The user's id, or that of an anonymous visitor. */
  readonly id: string;
  /** When the first of the connections came, in milliseconds since 1970. */
  readonly joinedAt: number;
  /** What was said of them: where tabs disagree, the latest. */
  readonly meta: Meta;
  /** That of each connection, the latest first. */
  readonly metas: readonly Meta[];
  /** How many connections there are. */
  readonly connections: number;
  /** The liveliest of all connections. */
  readonly status: PresenceStatus;
  /** Where in the room they are, if they say so. */
  readonly location?: { readonly [key: string]: Json };
  /** What they type in, for 5 s after a key. */
  readonly typing?: string;
  /** What they have selected. */
  readonly selection?: PresenceSelection;
}

/**
 * What changed in a room within a tick. In a room of over 200 people nobody is named.
 *
 * @category Presence
 */
export interface PresenceDiff<Meta = { readonly [key: string]: Json }> {
  /** People who came. */
  readonly joins: readonly PresenceRecord<Meta>[];
  /** People who left, as they were. */
  readonly leaves: readonly PresenceRecord<Meta>[];
  /** People of whom something changed. */
  readonly updates: readonly PresenceRecord<Meta>[];
  /** How many people there are now. */
  readonly count: number;
}

/**
 * Where a member without a page points.
 *
 * @category Presence
 */
export interface PresencePoint {
  /** From the left: 0 to 1 of the anchor, or pixels. */
  readonly x: number;
  /** From the top. */
  readonly y: number;
  /** The name of an anchor (`data-dj-cursor-anchor`); none: the container. */
  readonly anchor?: string;
  /** What x and y are; pixels are the container's. Default: `"fraction"`. */
  readonly unit?: "fraction" | "px";
}

/**
 * A member without a page: a bot, a job.
 *
 * @category Presence
 */
export interface PresenceMember {
  /** Another meta. */
  update(meta: { readonly [key: string]: unknown }): void;
  /** Another status. */
  status(status: "active" | "idle" | "away"): void;
  /** Types in this, for the next 5 s; nothing ends it at once. */
  typing(field?: string): void;
  /** Selects this, or nothing. */
  select(selection?: PresenceSelection): void;
  /** Where it is, or nowhere. */
  setLocation(location?: { readonly [key: string]: unknown }): void;
  /** Points there, in rooms with cursors; nothing: nowhere. */
  point(at?: PresencePoint): void;
  /** Says this at its cursor, where pages have `chat`: 140 characters, 5 times a second. */
  say(text: string): void;
  /** Throws a reaction that pages of the room have, at its cursor: 3 a second. */
  react(reaction: string): void;
  /** Leaves. */
  leave(): void;
}

/**
 * A room, from outside of views.
 *
 * @category Presence
 */
export interface PresenceRoom {
  /** Who is there: all, or the first 50 of over 200. */
  list(): readonly PresenceRecord[];
  /** How many people there are. */
  count(): number;
  /** Fires `djust:<event>` in the pages of all members, and in their hooks. */
  broadcast(event: string, payload?: unknown): void;
  /** Calls whenever somebody came, left or changed; returns how to stop. */
  onChange(listener: (diff: PresenceDiff) => void): () => void;
  /** Joins without a page. */
  join(member: {
    readonly id: string;
    readonly meta?: { readonly [key: string]: unknown };
  }): PresenceMember;
}

/** The presence of a hub. */
export interface PresencePort extends HubExtension {
  /** A room, by its key. */
  presence(room: string): PresenceRoom;
}

/**
 * What makes the presence of a hub. What is in it is between the hub and the room of presence.
 *
 * @category Presence
 */
export interface PresencePart {
  /** Makes it. */
  readonly make: (host: never) => unknown;
}

/** Presence stores carry who is where from process to process: their interface, in plain data. */

import type { Json } from "../../../protocol/mod.ts";
import type { StoreStatus } from "../report/mod.ts";
import type { PresencePart } from "./presence_port.ts";

/**
 * What a person does just now: active; idle after a minute without input; away after five, or where
 * the page is hidden; reconnecting while the line is lost and the grace runs.
 *
 * @category Presence
 */
export type PresenceStatus = "active" | "idle" | "away" | "reconnecting";

/**
 * One connection in one room. A store keeps it as it is: it reads `connection` only.
 *
 * @category Presence
 */
export interface PresenceEntry {
  /** Which connection; never used twice, in no process. */
  readonly connection: string;
  /** Whose it is: several connections may be one person. */
  readonly user: string;
  /** When it came, in milliseconds since 1970. */
  readonly joinedAt: number;
  /** When its meta or its location was set last: where tabs disagree, the latest counts. */
  readonly updatedAt: number;
  /** See {@linkcode PresenceStatus}. */
  readonly status: PresenceStatus;
  /** What the app says of it: at most 1 KB of JSON. */
  readonly meta: { readonly [key: string]: Json };
  /** Where in the room it is, if it says so. */
  readonly location?: { readonly [key: string]: Json };
}

/**
 * What became of one connection in a room. `put` is whole, and takes the place of the one before.
 *
 * @category Presence
 */
export type PresenceChange =
  | { readonly type: "put"; readonly entry: PresenceEntry }
  | { readonly type: "remove"; readonly connection: string };

/**
 * All connections of one node in one room.
 *
 * @category Presence
 */
export interface PresenceShard {
  /** Whose they are. */
  readonly node: string;
  /** A node that is draining leaves in a moment: its people may be back elsewhere. */
  readonly state: "up" | "draining";
  /** The version of the latest commit that is in it. */
  readonly version: number;
  /** In no order. */
  readonly entries: readonly PresenceEntry[];
}

/**
 * What one node did in one room since its last commit.
 *
 * @category Presence
 */
export interface PresenceCommit {
  /** The room: any text up to 512 characters; two that differ in one character are two. */
  readonly room: string;
  /**
   * Rises by one with each commit of this node in this room, also with one that failed. The first is
   * 1, or, where the room was empty for a while and was forgotten, anything higher than before.
   */
  readonly version: number;
  /** In their order, at most one for each connection. */
  readonly changes: readonly PresenceChange[];
  /**
   * All of this node's connections in the room, as they are when it is called, which may be later:
   * for the shard that others read. Where it is empty the shard can be forgotten.
   */
  entries(): readonly PresenceEntry[];
}

/**
 * What is told to everybody in a room and kept nowhere: a broadcast, typing, pointers.
 *
 * @category Presence
 */
export interface PresenceCast {
  /** Whose it is: what of presence takes it at the other end. */
  readonly kind: string;
  /** JSON, or bytes. At most 48 KB. */
  readonly data: Json | Uint8Array;
}

/**
 * `reliable`: arrives, in order with the others of this node in the room, or `lost` is told.
 * `droppable`: only the latest of its kind and node counts, and a store may leave it out.
 *
 * @category Presence
 */
export type PresenceDelivery = "reliable" | "droppable";

/**
 * Who holds a lock.
 *
 * @category Presence
 */
export interface PresenceHolder {
  /** See {@linkcode PresenceEntry}. */
  readonly connection: string;
  /** See {@linkcode PresenceEntry}. */
  readonly user: string;
}

/**
 * What trying for a lock came to.
 *
 * @category Presence
 */
export type PresenceLock =
  /** It is held. The token is higher than that of every holder of this lock before. */
  | { readonly ok: true; readonly token: number }
  | { readonly ok: false; readonly heldBy: PresenceHolder };

/**
 * What is asked for with a lock.
 *
 * @category Presence
 */
export interface PresenceLockOptions {
  /**
   * Who wants it. The holder itself gets its own token again, and the time anew, also at another node
   * than before, where it names itself in `over`: then only that node can let go.
   */
  readonly holder: PresenceHolder;
  /** Milliseconds after which it is free, unless it is renewed. */
  readonly ttl: number;
  /** Connections from which it may be taken: the same person's, whose line is lost. */
  readonly over?: readonly string[];
}

/**
 * Who hears of other nodes. The store calls it after `start` has returned or resolved, never from
 * within a call of its own methods, and what it throws is a defect: it does not.
 *
 * @category Presence
 */
export interface PresenceListener {
  /**
   * A commit of another node, once or several times, late or not at all: the version says what is
   * missing, and `read` mends it. Those of rooms that are not followed may be told, too.
   */
  changed(room: string, node: string, version: number, changes: readonly PresenceChange[]): void;
  /** Something may be missing: of this room, or of all. They are read again. */
  lost(room?: string): void;
  /**
   * Another node: `up` when it is seen first, or again after `down`; `draining` when it says that it
   * leaves; `down` when its lease has run out, or it has left. After `down` nothing is told of a node
   * before it is `up`.
   */
  node(node: string, state: "up" | "draining" | "down"): void;
  /** Another node told this to a room. */
  cast(room: string, node: string, cast: PresenceCast): void;
  /**
   * This process is another node from now on, or what it committed is gone: all its rooms are
   * committed again, with versions from 1, and locks it held are lost. Where a promise is returned, it
   * resolves when all is committed: before, the others must not be told that the former node is down.
   */
  renewed(node: string): void | Promise<void>;
}

/**
 * One process, or one worker of it, among those that share the store.
 *
 * A promise that rejects, or takes over 5 s, is an outage: it is told once, presence goes on with what
 * the process knows, and what was not committed is in the next commit.
 *
 * @category Presence
 */
export interface PresenceNode {
  /** Names one start of one process: after a restart it is another. */
  readonly id: string;
  /**
   * What happened in this process since the last one: at most once a tick, one at a time. It is
   * applied whole or, where the promise rejects, perhaps: then the same changes come again with what
   * was added, in the commit after it.
   */
  commit(batch: readonly PresenceCommit[]): void | Promise<void>;
  /** The shards of all other nodes that are not down. */
  read(room: string): readonly PresenceShard[] | Promise<readonly PresenceShard[]>;
  /** From when this is done, `changed` and `cast` tell of the room; a `read` after it misses nothing. */
  follow(room: string): void | Promise<void>;
  /** They may stop. */
  unfollow(room: string): void;
  /** Tells the other nodes; not this one. */
  cast(room: string, cast: PresenceCast, delivery: PresenceDelivery): void;
  /**
   * Tries for a lock, by compare-and-set: there are never two holders in the store. Locks of a node
   * that is down are free.
   */
  lock(
    room: string,
    part: string,
    options: PresenceLockOptions,
  ): PresenceLock | Promise<PresenceLock>;
  /** The time anew. False: it is another's by now, or nobody's. */
  renew(
    room: string,
    part: string,
    held: { readonly connection: string; readonly token: number; readonly ttl: number },
  ): boolean | Promise<boolean>;
  /** Lets go, if it is still held here by that connection under that token; false if not. */
  unlock(
    room: string,
    part: string,
    held: { readonly connection: string; readonly token: number },
  ): boolean | Promise<boolean>;
  /** Tells the others that this node leaves in a moment. It commits no more; casts still go. */
  drain(): void | Promise<void>;
  /**
   * Leaves: the others are told `down`, what the node committed is removed, its locks are free, and
   * nothing is called any more. What the store opened itself is ended with its last node.
   */
  close(): void | Promise<void>;
  /** How it is; what the hub has seen of it, where the store does not say. */
  status?(): StoreStatus;
}

/**
 * Where people of several processes meet: `memoryPresence()`, or one of your own. One object may serve
 * several hubs: each is a node of its own.
 *
 * @category Presence
 */
export interface PresenceStore {
  /** Milliseconds in which changes are gathered for one commit. */
  readonly tick: number;
  /** Milliseconds between pointers that cross processes; undefined: they stay in theirs. */
  readonly cursors: number | undefined;
  /** Whether there can be other nodes in other processes. */
  readonly spans: "process" | "processes";
  /** What presence is made of, so that the store alone brings it: `presencePart` of its door. */
  readonly part?: PresencePart;
  /** Joins the others: the lease begins. The hub does not wait for it. */
  start(listener: PresenceListener): PresenceNode | Promise<PresenceNode>;
}

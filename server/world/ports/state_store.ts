/** State stores keep snapshots of instances and session fields of visitors: their interface. */

import type { StoreStatus } from "../report/mod.ts";

/**
 * What a store may read of a snapshot.
 *
 * @category Stores
 */
export interface SnapshotHeader {
  /** Rises each time an instance is taken over; an older holder's write is refused. */
  readonly epoch: number;
  /** The latest try of its page that was seen; an older one is late. */
  readonly attempt: number;
  /** Who wrote it: a holder's own take never makes it lose, also when it heard nothing of it. */
  readonly holder: string;
  /** Rises with each one that its holder writes. */
  readonly order: number;
  /** How many of the page's events are in this state, counted since its last join. */
  readonly handled: number;
  /** The events behind those that are in it, too: they ran before their turn. */
  readonly apart?: readonly number[];
  /** How the body is written. */
  readonly codec: number;
  /** Which key sealed the body; none where it is not encrypted. */
  readonly sealedBy?: string;
  /** When it was written, in milliseconds since 1970. */
  readonly date: number;
}

/**
 * What is needed to build an instance again elsewhere: a header of at most 1 KB, and a body that no
 * store reads. A take changes `epoch`, `attempt` and `holder` alone: the body's seal holds the rest.
 *
 * @category Stores
 */
export interface Snapshot extends SnapshotHeader {
  /** The view's fields and whose they are: packed, and sealed where the app encrypts. At most 700 KB. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * What a page wants of its snapshot.
 *
 * @category Stores
 */
export interface Wanted {
  /** Who will hold it. */
  readonly holder: string;
  /** The number of its try. */
  readonly attempt: number;
  /** How many events it should hold. */
  readonly handled: number;
}

/**
 * What there was to take.
 *
 * @category Stores
 */
export type Taken =
  /** It was this holder's. */
  | { readonly type: "snapshot"; readonly snapshot: Snapshot; readonly from: string }
  /** It holds fewer events; whose it is. */
  | { readonly type: "behind"; readonly holder: string }
  | { readonly type: "none" };

/**
 * One of several snapshots that are written together.
 *
 * @category Stores
 */
export interface SaveEntry {
  /** See {@linkcode StateStore.save}. */
  readonly key: string;
  /** See {@linkcode StateStore.save}. */
  readonly snapshot: Snapshot;
  /** Milliseconds that it is kept. */
  readonly ttl: number;
}

/**
 * Keeps snapshots by key: the hash of an instance's resume token, letters of base64url, with the name
 * of a tenant before it where there is one. A promise that rejects, or takes over `limits.restore`, is
 * an outage: it is told once, and pages go on without.
 *
 * @category Stores
 */
export interface StateStore {
  /**
   * The snapshot for a page, with its epoch raised in the store: from now on it belongs to the caller,
   * whose `holder` and `attempt` it has. Nothing happens when it holds fewer events than are wanted,
   * nor when a later try of the page was there before: then there is none for this one.
   */
  take(key: string, wanted: Wanted): Promise<Taken>;
  /**
   * Writes, unless another holder's epoch is higher, or that of what was removed is not lower: then
   * false, and the caller is no longer the holder. The epoch never falls. One that comes late, after
   * a later one of the same holder, changes nothing.
   * `ttl` in milliseconds.
   */
  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean>;
  /**
   * {@linkcode StateStore.save} for several, each of another key. A promise for each, in their order:
   * how they are grouped is the store's. Without it `save` is called for each.
   */
  saveAll?(entries: readonly SaveEntry[]): readonly Promise<boolean>[];
  /**
   * Forgets. Remembers for `ttl` milliseconds which epoch was the last (0 where there was none): a
   * save that was under way must not bring it back.
   */
  remove(key: string, options: { ttl: number }): Promise<void>;
  /** Keeps session fields. Without it no view may declare any. */
  readonly sessions?: SessionStore;
  /** Ends what the store opened itself. */
  close?(): void | Promise<void>;
  /** How it is; what the hub has seen of it, where the store does not say. */
  status?(): StoreStatus;
}

/**
 * The session fields of one scope.
 *
 * @category Stores
 */
export interface SessionFields {
  /** Rises each time the visitor is forgotten; 0 before. */
  readonly epoch: number;
  /** By name; 16 KB in all. */
  readonly fields: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
}

/**
 * Keeps fields that a fresh page of the same visitor finds again: by visitor, by scope (a view on a
 * route, for one user), by name. Visitors and scopes are hashes, letters of base64url, as keys of
 * snapshots are; names are those of fields, any text. Values are bytes that no store reads.
 *
 * @category Stores
 */
export interface SessionStore {
  /**
   * All fields of a scope, and the epoch of the visitor: the last that anything of it had, also where
   * it was forgotten and has no fields.
   */
  read(visitor: string, scope: string): Promise<SessionFields>;
  /**
   * Writes these fields and leaves the scope's others as they are: of two writers of one field the
   * last wins. Refused, with false and without any effect, where the visitor's epoch is higher than
   * the one given: they were forgotten since. Where it is lower, the epoch becomes the one given.
   * The whole scope lives for `ttl` milliseconds from now on, also where no field is given.
   */
  write(
    visitor: string,
    scope: string,
    change: SessionFields,
    options: { ttl: number },
  ): Promise<boolean>;
  /**
   * Drops all fields of all scopes of a visitor and raises the epoch by one, from 0 where nothing was
   * kept. The epoch is remembered for `ttl` milliseconds: a write that was under way must not bring
   * anything back.
   */
  forget(visitor: string, options: { ttl: number }): Promise<void>;
}

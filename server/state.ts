/** Where snapshots of instances live: the interface every state store implements. */

/** What is needed to build an instance again elsewhere. */
export interface Snapshot {
  /** Rises each time an instance is taken over; an older holder's write is refused. */
  readonly epoch: number;
  /** How many of the page's events are in this state, counted since its last join. */
  readonly handled: number;
  /** Whose it is: nobody else may have it restored. The hub decides what stands here. */
  readonly owner: string;
  /** Path and query of the page. */
  readonly url: string;
  /** The view's fields. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Keeps snapshots by key (an instance's resume token). Values are structured-cloned. */
export interface StateStore {
  /** The snapshot, with its epoch raised in the store: from now on it belongs to the caller. */
  take(key: string): Promise<Snapshot | undefined>;
  /** Writes, unless the stored epoch is higher: then false, and the caller is no longer the holder. */
  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean>;
  /** Forgets. */
  remove(key: string): Promise<void>;
  /** Frees connections and timers. */
  close?(): void | Promise<void>;
}

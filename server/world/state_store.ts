/** State stores keep snapshots of instances: their interface, and the store in memory. */

import { SystemClock } from "../platform/mod.ts";
import type { StoreStatus } from "./outage.ts";

/**
 * What is needed to build an instance again elsewhere.
 *
 * @category Stores
 */
export interface Snapshot {
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
  /** Whose it is: nobody else may have it restored. */
  readonly owner: string;
  /** Path and query of the page. */
  readonly url: string;
  /** The view's fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the objects in its fields keep, by the names of these. */
  readonly objects?: Readonly<Record<string, unknown>>;
  /** What its extensions keep, by their names. */
  readonly extensions?: Readonly<Record<string, unknown>>;
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
 * Keeps snapshots by key (an instance's resume token). Values are structured-cloned. A promise that
 * rejects, or takes over `limits.restore`, is an outage: it is told once, and pages go on without.
 *
 * @category Stores
 */
export interface StateStore {
  /**
   * The snapshot for a page, with its epoch raised in the store: from now on it belongs to the caller.
   * Nothing happens when it holds fewer events than are wanted, nor when a later try of the page was
   * there before: then there is none for this one.
   */
  take(key: string, wanted: Wanted): Promise<Taken>;
  /**
   * Writes, unless another holder's epoch is higher, or that of what was removed is not lower: then
   * false, and the caller is no longer the holder. The epoch never falls. One that comes late, after
   * a later one of the same holder, changes nothing.
   * `ttl` in milliseconds.
   */
  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean>;
  /** Forgets. */
  remove(key: string): Promise<void>;
  /** Ends what the store opened itself. */
  close?(): void | Promise<void>;
  /** How it is; what the hub has seen of it, where the store does not say. */
  status?(): StoreStatus;
}

/** A state store within one process. */
class MemoryState implements StateStore {
  readonly #kept = new Map<string, { snapshot: Snapshot; until: number }>();
  /** Epochs of what was removed: a save that was under way must not bring it back. */
  readonly #removed = new Map<string, number>();
  readonly #most: number;
  readonly #now: () => number;

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  take(key: string, { holder, attempt, handled }: Wanted): Promise<Taken> {
    const kept = this.#find(key);
    if (!kept || attempt < kept.snapshot.attempt) return Promise.resolve({ type: "none" });
    const { epoch, holder: from } = kept.snapshot;
    if (kept.snapshot.handled < handled) return Promise.resolve({ type: "behind", holder: from });
    const snapshot = kept.snapshot = { ...kept.snapshot, epoch: epoch + 1, holder, attempt };
    return Promise.resolve({ type: "snapshot", snapshot: structuredClone(snapshot), from });
  }

  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    const kept = this.#find(key);
    const { holder, order } = snapshot;
    const epoch = Math.max(snapshot.epoch, kept?.snapshot.epoch ?? 0);
    const isOwn = kept?.snapshot.holder === holder;
    const removed = this.#removed.get(key) ?? -1;
    if (removed >= epoch || (epoch > snapshot.epoch && !isOwn)) return Promise.resolve(false);
    if (isOwn && kept.snapshot.order >= order) return Promise.resolve(true);
    this.#kept.delete(key);
    this.#kept.set(key, {
      snapshot: structuredClone({ ...snapshot, epoch }),
      until: this.#now() + options.ttl,
    });
    this.#bound();
    return Promise.resolve(true);
  }

  remove(key: string): Promise<void> {
    const before = this.#removed.get(key) ?? 0;
    const epoch = Math.max(before, this.#find(key)?.snapshot.epoch ?? 0);
    this.#kept.delete(key);
    this.#removed.delete(key);
    this.#removed.set(key, epoch);
    for (const oldest of this.#removed.keys()) {
      if (this.#removed.size <= this.#most) break;
      this.#removed.delete(oldest);
    }
    return Promise.resolve();
  }

  #find(key: string): { snapshot: Snapshot; until: number } | undefined {
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.#now()) return kept;
    this.#kept.delete(key);
    return undefined;
  }

  /** The least lately written go first. */
  #bound(): void {
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) return;
      this.#kept.delete(key);
    }
  }
}

/**
 * Keeps snapshots in this process: for development, and as the pattern for other stores. Holds at
 * most `most` (10,000); the least lately written go first.
 *
 * @example
 * ```ts
 * import { memoryState } from "@djust/live";
 *
 * const state = memoryState({ most: 1_000 });
 * ```
 *
 * @category Stores
 */
export function memoryState(options: { most?: number; now?: () => number } = {}): StateStore {
  return new MemoryState(options.most ?? 10_000, options.now ?? defaultNow());
}

/** Only the age of a snapshot is counted with it; tests give their own. */
function defaultNow(): () => number {
  const clock = new SystemClock();
  return () => clock.now();
}

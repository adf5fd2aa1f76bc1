/** State store in memory: snapshots and session fields within one process. */

import { SystemClock } from "../../platform/mod.ts";
import { MemorySessions } from "./memory_sessions.ts";
import type { Snapshot, StateStore, Taken, Wanted } from "../ports/mod.ts";

/** A snapshot, and when it goes. */
interface Kept {
  snapshot: Snapshot;
  readonly until: number;
}

/** A state store within one process. */
class MemoryState implements StateStore {
  readonly sessions: MemorySessions;
  readonly #kept = new Map<string, Kept>();
  /** Epochs of what was removed: a save that was under way must not bring it back. */
  readonly #removed = new Map<string, { readonly epoch: number; readonly until: number }>();
  readonly #most: number;
  readonly #now: () => number;

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
    this.sessions = new MemorySessions(most, now);
  }

  take(key: string, { holder, attempt, handled }: Wanted): Promise<Taken> {
    const kept = this.#find(key);
    if (!kept || attempt < kept.snapshot.attempt) return Promise.resolve({ type: "none" });
    const { epoch, holder: from } = kept.snapshot;
    if (kept.snapshot.handled < handled) return Promise.resolve({ type: "behind", holder: from });
    const snapshot = kept.snapshot = { ...kept.snapshot, epoch: epoch + 1, holder, attempt };
    return Promise.resolve({ type: "snapshot", snapshot: copyOf(snapshot), from });
  }

  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    const kept = this.#find(key);
    const { holder, order } = snapshot;
    const epoch = Math.max(snapshot.epoch, kept?.snapshot.epoch ?? 0);
    const isOwn = kept?.snapshot.holder === holder;
    if (this.#removedEpoch(key) >= epoch || (epoch > snapshot.epoch && !isOwn)) {
      return Promise.resolve(false);
    }
    if (isOwn && kept.snapshot.order >= order) return Promise.resolve(true);
    this.#kept.delete(key);
    this.#kept.set(key, {
      snapshot: copyOf({ ...snapshot, epoch }),
      until: this.#now() + options.ttl,
    });
    bound(this.#kept, this.#most);
    return Promise.resolve(true);
  }

  remove(key: string, options: { ttl: number }): Promise<void> {
    const epoch = Math.max(this.#find(key)?.snapshot.epoch ?? 0, this.#removedEpoch(key));
    this.#kept.delete(key);
    this.#removed.delete(key);
    this.#removed.set(key, { epoch, until: this.#now() + options.ttl });
    bound(this.#removed, this.#most);
    return Promise.resolve();
  }

  #find(key: string): Kept | undefined {
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.#now()) return kept;
    this.#kept.delete(key);
    return undefined;
  }

  #removedEpoch(key: string): number {
    const removed = this.#removed.get(key);
    return removed && removed.until > this.#now() ? removed.epoch : -1;
  }
}

/** Whoever gave it or gets it may write into the body. */
function copyOf(snapshot: Snapshot): Snapshot {
  return { ...snapshot, body: snapshot.body.slice() };
}

/** The least lately written go first. */
function bound(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

/**
 * Keeps snapshots and session fields in this process: for development, and as the pattern for other stores. Holds at
 * most `most` (10,000) of each; the least lately written go first.
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

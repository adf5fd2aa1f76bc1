/** Watched state store: a call that hangs is given up, an outage is told once. */

import { within } from "./deadline.ts";
import type { Outage } from "./report/mod.ts";
import type {
  SaveEntry,
  SessionFields,
  SessionStore,
  Snapshot,
  StateStore,
  Taken,
  Wanted,
} from "./ports/mod.ts";
import type { World } from "./world.ts";

/** What the watch needs. */
export interface WatchedStateParts {
  readonly store: StateStore;
  readonly outage: Outage;
  readonly timer: World["timer"];
  /** How long a call may take. */
  readonly patience: number;
}

/** A store, watched. Its calls still reject: what to do then is the caller's. */
export class WatchedState implements StateStore {
  readonly sessions?: SessionStore;
  readonly saveAll?: NonNullable<StateStore["saveAll"]>;
  readonly #parts: WatchedStateParts;

  /** Watches this store. */
  constructor(parts: WatchedStateParts) {
    this.#parts = parts;
    const { sessions } = parts.store;
    if (sessions) this.sessions = this.#watched(sessions);
    if (parts.store.saveAll) this.saveAll = (entries) => this.#saveAll(parts.store, entries);
  }

  take(key: string, wanted: Wanted): Promise<Taken> {
    return this.#call("take a snapshot", (store) => store.take(key, wanted));
  }

  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    return this.#call("save a snapshot", (store) => store.save(key, snapshot, options));
  }

  remove(key: string, options: { ttl: number }): Promise<void> {
    return this.#call("remove a snapshot", (store) => store.remove(key, options));
  }

  #saveAll(store: StateStore, entries: readonly SaveEntry[]): readonly Promise<boolean>[] {
    const saves = savesIn(store, entries);
    return saves.map((save) => this.#call("save a snapshot", () => save));
  }

  #watched(sessions: SessionStore): SessionStore {
    return {
      read: (visitor, scope): Promise<SessionFields> =>
        this.#call("read session fields", () => sessions.read(visitor, scope)),
      write: (visitor, scope, change, options) =>
        this.#call("write session fields", () => sessions.write(visitor, scope, change, options)),
      forget: (visitor, options) =>
        this.#call("forget session fields", () => sessions.forget(visitor, options)),
    };
  }

  async #call<Value>(what: string, run: (store: StateStore) => Promise<Value>): Promise<Value> {
    const { store, outage, timer, patience } = this.#parts;
    const late = (): Error =>
      new Error(`Cannot ${what}: the store did not answer within ${patience} ms`);
    try {
      const value = await within(run(store), patience, { world: { timer }, late });
      outage.worked();
      return value;
    } catch (error) {
      outage.failed(error);
      throw error;
    }
  }
}

/** A store that throws at once is as away as one that rejects. */
function savesIn(store: StateStore, entries: readonly SaveEntry[]): readonly Promise<boolean>[] {
  try {
    return store.saveAll?.(entries) ?? [];
  } catch (error) {
    return entries.map(() => Promise.reject(error));
  }
}

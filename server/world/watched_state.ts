/** State store as instances use it: a call that hangs is given up, an outage is told once. */

import { within } from "./deadline.ts";
import type { Outage } from "./outage.ts";
import type { Snapshot, StateStore, Taken, Wanted } from "./state_store.ts";
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
  readonly #parts: WatchedStateParts;

  /** Watches this store. */
  constructor(parts: WatchedStateParts) {
    this.#parts = parts;
  }

  take(key: string, wanted: Wanted): Promise<Taken> {
    return this.#call("take", (store) => store.take(key, wanted));
  }

  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    return this.#call("save", (store) => store.save(key, snapshot, options));
  }

  remove(key: string): Promise<void> {
    return this.#call("remove", (store) => store.remove(key));
  }

  async #call<Value>(what: string, run: (store: StateStore) => Promise<Value>): Promise<Value> {
    const { store, outage, timer, patience } = this.#parts;
    const late = (): Error =>
      new Error(`Cannot ${what} a snapshot: the store did not answer within ${patience} ms`);
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

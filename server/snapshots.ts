/** Writes the snapshots of one instance: soon after a change, one at a time. */

import { within } from "./deadline.ts";
import type { Snapshot, StateStore } from "./state.ts";
import type { World } from "./world.ts";

/** How long a store may think while a page waits for its resume. */
const PATIENCE = 1_000;

/** What the instance tells of itself. */
export interface Subject {
  /** The snapshot's key. */
  readonly token: string;
  /** All of it but the epoch. */
  take(): Omit<Snapshot, "epoch">;
  /** Whether a handler is between two awaits: its state is half done. */
  readonly isBusy: boolean;
  /** The store says that another process has this instance now. */
  lost(): void;
  /** The store failed. */
  failed(error: unknown): void;
}

/** Snapshots of one instance. */
export class Snapshots {
  readonly #world: World;
  readonly #store: StateStore;
  readonly #subject: Subject;
  #epoch: number;
  #state: "clean" | "changed" | "ended" | "lost" = "clean";
  #cancel: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Snapshots that go on from this epoch. */
  constructor(world: World, store: StateStore, subject: Subject, epoch: number) {
    this.#world = world;
    this.#store = store;
    this.#subject = subject;
    this.#epoch = epoch;
  }

  /** Something changed: it is written a while after the first change. */
  changed(): void {
    if (this.#isOver) return;
    this.#state = "changed";
    this.#cancel ??= this.#world.timer(this.#world.limits.snapshot, () => {
      this.#cancel = undefined;
      if (this.#state !== "changed") return;
      if (this.#subject.isBusy) this.changed();
      else this.write();
    }, { unref: true });
  }

  /** Writes now what has changed; resolves once it is written. Never rejects. */
  flush(): Promise<void> {
    return this.#state === "changed" ? this.write() : this.#writing;
  }

  /** Writes now; resolves once it is written. Never rejects. */
  write(): Promise<void> {
    if (this.#isOver) return this.#writing;
    this.#state = "clean";
    this.#cancel?.();
    this.#cancel = undefined;
    let snapshot: Snapshot;
    try {
      snapshot = { ...this.#subject.take(), epoch: this.#epoch };
    } catch (error) {
      this.#subject.failed(error);
      return this.#writing;
    }
    this.#writing = this.#writing.then(() => this.#save(snapshot));
    return this.#writing;
  }

  /**
   * Takes the instance back for a page that may have been elsewhere meanwhile. Where another process
   * has gone on with it, the instance here is lost, and what that process wrote is returned.
   */
  async reclaim(): Promise<Snapshot | undefined> {
    const taken = this.#writing.then(() => this.#take());
    // Nothing is written while it is open whose the instance is.
    this.#writing = taken.then(() => {}, () => {});
    const late = (): Error => new Error("Cannot ask for the instance: the store did not answer");
    try {
      return await within(taken, PATIENCE, { world: this.#world, late });
    } catch (error) {
      // The page must not wait for a store that is away.
      this.#subject.failed(error);
      return undefined;
    }
  }

  /** Writes no more. */
  end(then: "keep" | "remove"): Promise<void> {
    // What another process has written since is not ours to remove.
    if (this.#state === "lost") return this.#writing;
    this.#state = "ended";
    this.#cancel?.();
    this.#cancel = undefined;
    if (then === "remove") {
      this.#writing = this.#writing
        .then(() => this.#store.remove(this.#subject.token))
        .catch((error: unknown) => this.#subject.failed(error));
    }
    return this.#writing;
  }

  async #take(): Promise<Snapshot | undefined> {
    const snapshot = await this.#store.take(this.#subject.token);
    if (!snapshot || this.#isOver) return undefined;
    if (snapshot.epoch > this.#epoch + 1) {
      this.#lose();
      return snapshot;
    }
    this.#epoch = snapshot.epoch;
    return undefined;
  }

  #lose(): void {
    this.#state = "lost";
    this.#cancel?.();
    this.#cancel = undefined;
    this.#subject.lost();
  }

  get #isOver(): boolean {
    return this.#state === "ended" || this.#state === "lost";
  }

  async #save(snapshot: Snapshot): Promise<void> {
    try {
      const options = { ttl: this.#world.limits.snapshotAge };
      const isHolder = await this.#store.save(this.#subject.token, snapshot, options);
      if (!isHolder && !this.#isOver) this.#lose();
    } catch (error) {
      this.#subject.failed(error);
    }
  }
}

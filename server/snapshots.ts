/** Writes the snapshots of one instance: soon after a change, one at a time. */

import type { Snapshot, StateStore } from "./state.ts";
import type { World } from "./world.ts";

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
  readonly #epoch: number;
  #state: "clean" | "changed" | "ended" = "clean";
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
    if (this.#state === "ended") return;
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
    if (this.#state === "ended") return this.#writing;
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

  /** Writes no more. */
  end(then: "keep" | "remove"): Promise<void> {
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

  async #save(snapshot: Snapshot): Promise<void> {
    try {
      const options = { ttl: this.#world.limits.snapshotAge };
      const isHolder = await this.#store.save(this.#subject.token, snapshot, options);
      if (!isHolder && this.#state !== "ended") this.#subject.lost();
    } catch (error) {
      this.#subject.failed(error);
    }
  }
}

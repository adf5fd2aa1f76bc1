/** Writes the snapshots of one instance: soon after a change, never half-done ones, one at a time. */

import type { Resume } from "../../../protocol/mod.ts";
import {
  type KeptState,
  type OpenSnapshot,
  type SnapshotSize,
  within,
  type World,
} from "../../world/mod.ts";
import { takeOver } from "./takeover.ts";

/** How long a store may think while a page waits for its resume. */
const PATIENCE = 1_000;
/** How long a drain waits for a handler to end: at a desk the process has little more than this. */
const DRAIN_PATIENCE = 150;
/** The longest wait while the store is behind: it fails, or takes longer than the pace. */
const MOST_WAIT = 10_000;

/** What an instance puts into its snapshots. */
export type SnapshotContent = Omit<OpenSnapshot, "epoch" | "attempt" | "holder" | "order">;

/** What a page that comes back says of itself. */
export type Returning = Pick<Resume, "attempt" | "sent" | "process">;

/** What the instance tells of itself. */
export interface Subject {
  /** The snapshot's key. */
  readonly token: string;
  /** What there is to keep. */
  take(): SnapshotContent;
  /** Whether its state is between two states. Whenever that ends, `changed()` is called. */
  readonly isHalfDone: boolean;
  /** Whether nothing waits either. */
  readonly isIdle: boolean;
  /** The store says that another process has this instance now. */
  lost(): void;
  /** It keeps much, or more than a store takes. */
  large(size: SnapshotSize): void;
  /** There is nothing to keep: the content could not be taken. */
  failed(error: unknown): void;
}

/** Snapshots of one instance. */
export class Snapshots {
  readonly #world: World;
  readonly #store: KeptState;
  readonly #subject: Subject;
  readonly #holder: string;
  #epoch: number;
  #attempt: number;
  #order: number;
  /** `over`: nothing is written any more, and whoever has the page next goes on from the store. */
  #state: "clean" | "changed" | "due" | "over" | "removed" = "clean";
  #cancel: (() => void) | undefined;
  /** Saves, takes and the removal, one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #isSaving = false;
  #isDraining = false;
  /** The next one is for whoever goes on with the page: it waits until nothing waits. */
  #isLeft = false;
  /** How much slower than `limits.snapshot` it goes: the store is behind. */
  #slower = 1;
  #settled: PromiseWithResolvers<void> | undefined;

  /** Snapshots that go on from this one, where there is one. */
  constructor(world: World, store: KeptState, subject: Subject, from: OpenSnapshot | undefined) {
    this.#world = world;
    this.#store = store;
    this.#subject = subject;
    this.#holder = from?.holder ?? world.random(6);
    this.#order = from?.order ?? 0;
    this.#epoch = from?.epoch ?? 0;
    this.#attempt = from?.attempt ?? 0;
  }

  /** Something changed: it is written a while after the first change, between two handlers. */
  changed(): void {
    if (this.#isOver) return;
    if (!this.#subject.isHalfDone) this.#settled?.resolve();
    if (this.#state === "clean") this.#state = "changed";
    if (this.#state === "due" || this.#isDraining) this.#writeSoon();
    else this.#wait();
  }

  /** What has changed is written now, or as soon as no handler runs. */
  #writeSoon(): void {
    if (this.#isOver || this.#state === "clean") return;
    this.#state = "due";
    const { isHalfDone, isIdle } = this.#subject;
    if (!this.#isSaving && (this.#isLeft ? isIdle : !isHalfDone)) this.#write();
  }

  /** The page is gone, perhaps to another process: all that it sent is written as soon as it is handled. */
  leave(): void {
    if (this.#isOver) return;
    const { isHalfDone, isIdle } = this.#subject;
    if (this.#state === "clean" && isIdle && !isHalfDone) return;
    this.#isLeft = true;
    this.changed();
    this.#writeSoon();
    // Should it never be idle.
    this.#wait();
  }

  /**
   * Writes before the process goes; resolves once it is written. A handler that does not end soon is
   * not waited for: its event runs again elsewhere. From now on every change is written at once.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    if (this.#subject.isHalfDone) await this.#whenSettled();
    if (!this.#isOver) this.#write();
    await this.#queue;
  }

  /**
   * Takes the instance back for a page that may have been elsewhere meanwhile. Where another process
   * has gone on with it, or was the last that the page heard, the instance here is lost, and what is
   * in the store is returned.
   */
  async reclaim(page: Returning): Promise<OpenSnapshot | undefined> {
    this.#attempt = Math.max(this.#attempt, page.attempt);
    const isFromHere = this.#isFromHere(page);
    // A page that knows another process last goes on from the store, as it would there.
    if (!isFromHere && this.#state !== "clean" && !this.#isOver && !this.#subject.isHalfDone) {
      this.#write();
    }
    const taken = this.#queue.then(() => this.#take(page));
    // Nothing is written while it is open whose the instance is.
    this.#queue = taken.then(() => {}, () => {});
    const late = (): Error => new Error("Cannot ask for the instance: the store did not answer");
    try {
      // A page that comes from another process needs what that one wrote.
      const patience = isFromHere ? PATIENCE : this.#world.limits.restore;
      return await within(taken, patience, { world: this.#world, late });
    } catch {
      // The page must not wait for a store that is away.
      return undefined;
    }
  }

  /** Writes no more. */
  end(then: "keep" | "remove"): Promise<void> {
    // What another process has written since is not ours to remove.
    if (this.#state === "over") return this.#queue;
    // What waits to be written is written, where it can be.
    if (then === "keep" && this.#state !== "clean" && !this.#subject.isHalfDone) this.#write();
    this.#stop(then === "keep" ? "over" : "removed");
    if (then === "remove") {
      this.#queue = this.#queue
        .then(() => this.#store.remove(this.#subject.token))
        // The store has told of its outage itself, here as below.
        .catch(() => {});
    }
    return this.#queue;
  }

  #isFromHere({ process }: Returning): boolean {
    return process === "" || process === this.#world.process;
  }

  get #isOver(): boolean {
    return this.#state === "over" || this.#state === "removed";
  }

  #wait(): void {
    const { snapshot } = this.#world.limits;
    const ms = Math.min(snapshot * this.#slower, Math.max(snapshot, MOST_WAIT));
    this.#cancel ??= this.#world.timer(ms, () => {
      this.#cancel = undefined;
      this.#isLeft = false;
      this.#writeSoon();
    }, { unref: true });
  }

  #write(): void {
    this.#state = "clean";
    this.#isLeft = false;
    this.#cancel?.();
    this.#cancel = undefined;
    let content: SnapshotContent;
    try {
      content = this.#subject.take();
    } catch (error) {
      return this.#subject.failed(error);
    }
    this.#isSaving = true;
    this.#queue = this.#queue.then(() => this.#save(content));
  }

  async #save(content: SnapshotContent): Promise<void> {
    const { limits } = this.#world;
    const snapshot = {
      ...content,
      epoch: this.#epoch,
      attempt: this.#attempt,
      holder: this.#holder,
      order: ++this.#order,
    };
    const from = this.#world.now();
    let isBehind = false;
    try {
      const ttl = limits.snapshotAge;
      const tell = (size: SnapshotSize): void => this.#subject.large(size);
      const saved = await this.#store.save(this.#subject.token, snapshot, { ttl, tell });
      isBehind = this.#world.now() - from > limits.snapshot;
      if (saved === "lost" && !this.#isOver) this.#lose();
    } catch {
      isBehind = true;
      // It is not written: it is tried again, also when nothing else changes.
      if (!this.#isOver) this.#state = "changed";
    }
    // Asked less and less often, until it is as fast as the pace again.
    this.#slower = isBehind ? Math.min(this.#slower * 2, MOST_WAIT) : 1;
    this.#isSaving = false;
    if (this.#state === "due") this.#writeSoon();
    else if (this.#state === "changed") this.#wait();
  }

  async #take(page: Returning): Promise<OpenSnapshot | undefined> {
    const holder = this.#holder;
    const store = this.#store;
    const key = this.#subject.token;
    const taken = await takeOver(this.#world, { ...page, store, key, holder, ifNone: "give up" });
    if (!taken || this.#state === "removed") return undefined;
    // A save that waited before may have learned the same, and a try before this one ended it.
    if (taken.from !== holder || this.#isOver || !this.#isFromHere(page)) {
      if (!this.#isOver) this.#lose();
      // What is still on its way from here comes before all that is written by whoever goes on.
      return { ...taken.snapshot, order: Math.max(taken.snapshot.order, this.#order) };
    }
    this.#epoch = taken.snapshot.epoch;
    return undefined;
  }

  #lose(): void {
    this.#stop("over");
    this.#subject.lost();
  }

  #stop(state: "over" | "removed"): void {
    this.#state = state;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#settled?.resolve();
  }

  async #whenSettled(): Promise<void> {
    this.#settled ??= Promise.withResolvers();
    const late = (): Error => new Error("a handler runs");
    await within(this.#settled.promise, DRAIN_PATIENCE, { world: this.#world, late })
      .catch(() => {});
  }
}

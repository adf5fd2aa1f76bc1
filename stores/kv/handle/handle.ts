/** Handle of a Deno KV: opened when it is first needed, never waited for longer than its patience. */

import { chance, type Clock, Outage, type StoreStatus, within } from "../../../server/world/mod.ts";
import { checkKv, openKv } from "./open.ts";
import type { Kv } from "./port.ts";

/** How long a call may hang before it is given up. */
const PATIENCE = 5_000;
/** A SQLite file that another process writes just now is no outage. */
const TRIES = 20;
const LOCKED = /\blocked\b/;
/** So many calls may hang before new ones are refused at once, but for one now and then. */
const MOST_HANGING = 10;

/** Which Deno KV, and by which clock. */
export interface HandleParts {
  /** One that is open; it is its opener's to close. */
  readonly kv?: Kv | undefined;
  readonly path?: string | undefined;
  readonly clock: Clock;
}

/** A Deno KV that may be slow, away, or not open yet. */
export class KvHandle {
  readonly #parts: HandleParts;
  readonly #outage: Outage;
  readonly #back = new Set<() => void>();
  #opening: Promise<Kv> | undefined;
  #state: "open" | "closed" = "open";
  /** Calls that were given up, and of which nobody has heard since; and when one was tried last. */
  #hanging = 0;
  #tried = 0;

  /** Throws in a process without Deno KV, unless one is given. */
  constructor(parts: HandleParts) {
    if (!parts.kv) checkKv();
    this.#parts = parts;
    this.#outage = new Outage({ port: "bus", date: () => parts.clock.date(), tell() {} });
  }

  /** How the store is, by the last calls. */
  get status(): StoreStatus {
    return this.#outage.status;
  }

  /** Calls the listener when the store is back after an outage; returns how to stop. */
  onBack(listener: () => void): () => void {
    this.#back.add(listener);
    return () => void this.#back.delete(listener);
  }

  /**
   * Does something with the store. Rejects when that fails or takes too long; what was given up may
   * be done by the store later all the same.
   */
  async call<Value>(
    what: string,
    run: (kv: Kv) => Promise<Value>,
    ms: number = PATIENCE,
  ): Promise<Value> {
    if (this.#state === "closed") throw new Error(`Cannot ${what}: the store was closed`);
    const { clock } = this.#parts;
    // A client of a server that is away tries for ever: all of them would come at once in the end.
    if (this.#hanging >= MOST_HANGING && clock.now() - this.#tried < PATIENCE) {
      throw new Error(`Cannot ${what}: Deno KV does not answer`);
    }
    this.#tried = clock.now();
    const work = this.#attempt(run);
    let isLate = false;
    const late = (): Error => {
      isLate = true;
      return new Error(`Cannot ${what}: Deno KV did not answer within ${ms} ms`);
    };
    try {
      const value = await within(work, ms, { world: clock, late });
      this.#worked();
      return value;
    } catch (error) {
      if (this.#state === "open") this.#outage.failed(error);
      // It hangs while the store is away; its end is the first word of it.
      if (isLate) this.#hang(work);
      throw error;
    }
  }

  /** The store itself, as soon as it is open. */
  opened(): Promise<Kv> {
    const { kv, path } = this.#parts;
    // Nobody would close what is opened now.
    if (this.#state === "closed") {
      return Promise.reject(new Error("Cannot open Deno KV: the store was closed"));
    }
    if (kv) return Promise.resolve(kv);
    const opening = this.#opening ??= openKv(path);
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  /** Closes what was opened here. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#back.clear();
    try {
      if (!this.#parts.kv) (await this.#opening)?.close();
    } catch {
      // It never opened, or was closed.
    }
  }

  #hang(work: Promise<unknown>): void {
    this.#hanging++;
    work.finally(() => this.#hanging--).then(() => this.#worked(), () => {});
  }

  async #attempt<Value>(run: (kv: Kv) => Promise<Value>): Promise<Value> {
    for (let tries = 1;; tries++) {
      try {
        return await run(await this.opened());
      } catch (error) {
        const isLocked = error instanceof Error && LOCKED.test(error.message);
        if (!isLocked || tries === TRIES || this.#state === "closed") throw error;
        // Not applied. Processes that met once would meet again without chance.
        const wait = 5 + Math.floor(chance() * 16);
        await new Promise<void>((done) => void this.#parts.clock.timer(wait, done));
      }
    }
  }

  #worked(): void {
    if (this.#outage.status.state === "up") return;
    this.#outage.worked();
    for (const listener of [...this.#back]) listener();
  }
}

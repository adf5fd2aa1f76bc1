/** Outbox of a node in Deno KV: its lease and the latest of what it sent, under one key. */

import type { Clock } from "../../../server/world/mod.ts";
import { pack, unpack } from "../../node/pack.ts";
import { Ring } from "../../node/ring.ts";
import type { Keys, Kv, KvHandle, KvKey, KvOperation } from "../handle/mod.ts";

/** What stands in an outbox. */
export interface OutboxRecord {
  readonly epoch: string;
  readonly state: "up" | "draining";
  /** When it was written, by the writer's clock: a hint for who reads it first. */
  readonly date?: number;
  /** The number of the first item. */
  readonly first: number;
  readonly items: readonly Uint8Array[];
}

/** What stands in a node's record, for those who look from outside. */
export interface NodeRecord {
  readonly epoch: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly renewed: number;
}

/** What an outbox needs. */
export interface OutboxParts {
  readonly handle: KvHandle;
  readonly keys: Keys;
  readonly clock: Clock;
  random(bytes: number): string;
  /** What it wrote is another's, or was cleared: it has another name from now on. */
  renamed(): void;
}

/** Items stay so long for readers that are late, and take so much room: a value has 64 KiB. */
const RING = { bytes: 48 * 1_024, age: 10_000 };
/** What may wait while the store is away; the oldest go, and readers are told of a gap. */
const MOST_WAITING = 4_000_000;
/** A node's own record is written anew so often, and all of it ends by itself when nobody clears. */
const RECORD = 60_000;
const EXPIRE = 30 * 86_400_000;
const TRIES = 10;
/** What may ride in one commit. */
const RIDER = { bytes: 600_000, mutations: 400 };

/** What is written together with the outbox. */
export interface Rider {
  readonly sets: readonly { readonly key: KvKey; readonly value: Uint8Array }[];
  readonly deletes: readonly KvKey[];
}

interface Waiting {
  readonly item: Uint8Array | undefined;
  readonly rider: Rider;
  readonly bytes: number;
  readonly done: PromiseWithResolvers<void>;
}

const NOTHING: Rider = { sets: [], deletes: [] };

/** What was written to a key, if it is an outbox. */
export function outboxIn(value: unknown): OutboxRecord | undefined {
  const record = unpack(value) as Partial<OutboxRecord> | undefined;
  const isWhole = typeof record?.epoch === "string" && typeof record.first === "number" &&
    Array.isArray(record.items);
  return isWhole ? record as OutboxRecord : undefined;
}

/** The outbox of this node. One commit at a time; the next holds what came meanwhile. */
export class Outbox {
  readonly #parts: OutboxParts;
  #node: string;
  #epoch: string;
  #ring = new Ring(RING);
  #state: "up" | "draining" = "up";
  /** The versionstamp of what was written last; null before, and where it was cleared. */
  #version: string | null = null;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #writing: Promise<void> | undefined;
  #isDue = false;
  readonly #started: number;
  #written = -Infinity;
  #recorded = -Infinity;

  /** Nothing is written before the first item or renewal. */
  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#node = parts.random(16);
    this.#epoch = parts.random(16);
    this.#started = parts.clock.date();
  }

  /** See {@link NodeLink.node}. */
  get node(): string {
    return this.#node;
  }

  /** See {@link NodeLink.epoch}. */
  get epoch(): string {
    return this.#epoch;
  }

  /** When it was written last, by this process's clock. */
  get written(): number {
    return this.#written;
  }

  /** Whether something still waits to be written. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Sends an item; resolves when it is written, rejects when that failed: it is tried on. A rider is
   * not: who gave it gives another.
   */
  send(item: Uint8Array | undefined, rider: Rider = NOTHING): Promise<void> {
    const done = Promise.withResolvers<void>();
    const bytes = rider.sets.reduce((sum, { value }) => sum + value.length, item?.length ?? 0);
    this.#waiting.push({ item, rider, bytes, done });
    this.#bytes += bytes;
    while (this.#bytes > MOST_WAITING && this.#waiting.length > 1) this.#lose();
    // All of this turn go together.
    queueMicrotask(() => void this.#write().catch(() => {}));
    return done.promise;
  }

  /** Writes, also when there is nothing new. */
  renew(): Promise<void> {
    this.#isDue = true;
    return this.#write();
  }

  /** Says goodbye. */
  drain(): Promise<void> {
    this.#state = "draining";
    return this.renew();
  }

  /** Takes itself away: the others see at once that this node is gone. */
  async leave(): Promise<void> {
    await this.#writing?.catch(() => {});
    const { handle, keys } = this.#parts;
    if (this.#version === null) return;
    const key = keys.outbox(this.#node);
    const check = { key, versionstamp: this.#version };
    await handle.call(
      "leave the other nodes",
      (kv) =>
        kv.atomic().check(check).delete(key).delete(keys.node(this.#node))
          .set(keys.joined, pack(this.#epoch), { expireIn: EXPIRE }).commit(),
    );
  }

  /** What waits is nobody's any more. */
  close(): void {
    this.#refuse(new Error("Cannot send: the store was closed"));
  }

  #refuse(error: Error): void {
    this.#bytes = 0;
    for (const { done } of this.#waiting.splice(0)) done.reject(error);
  }

  #lose(): void {
    const lost = this.#waiting.shift();
    if (!lost) return;
    this.#bytes -= lost.bytes;
    if (lost.item) this.#ring.miss();
    lost.done.reject(new Error("Cannot send: too much waits for the store; it was let go"));
  }

  #write(): Promise<void> {
    return this.#writing ??= this.#writeAll().finally(() => this.#writing = undefined);
  }

  async #writeAll(): Promise<void> {
    while (this.#isDue || this.#waiting.length > 0) {
      this.#isDue = false;
      const batch = this.#batch();
      try {
        await this.#commit(batch.map(({ rider }) => rider));
        for (const { done } of batch) done.resolve();
      } catch (error) {
        // They stay in the ring, and go with the next that is written.
        for (const { done } of batch) done.reject(error);
        throw error;
      }
    }
  }

  /** Moves what fits from the waiting into the ring. */
  #batch(): Waiting[] {
    const batch: Waiting[] = [];
    const sum = { item: 0, all: 0, mutations: 0 };
    for (const waiting of this.#waiting) {
      const { item, rider, bytes } = waiting;
      sum.item += item?.length ?? 0;
      sum.all += bytes;
      sum.mutations += rider.sets.length + rider.deletes.length;
      const fits = sum.item <= RING.bytes && sum.all <= RIDER.bytes &&
        sum.mutations <= RIDER.mutations;
      if (!fits && batch.length > 0) break;
      batch.push(waiting);
      if (item) this.#ring.push(item);
      this.#bytes -= bytes;
    }
    this.#waiting.splice(0, batch.length);
    return batch;
  }

  async #commit(riders: readonly Rider[]): Promise<void> {
    const { handle, clock } = this.#parts;
    this.#ring.trim(clock.now());
    const { last } = this.#ring;
    for (let tries = 0; tries < TRIES; tries++) {
      const isRecord = this.#version === null || clock.now() - this.#recorded >= RECORD;
      const result = await handle.call(
        "write the node's outbox",
        (kv) => this.#operation(kv, isRecord, riders).commit(),
      );
      if (result.ok) {
        this.#version = result.versionstamp;
        this.#written = clock.now();
        this.#ring.written(last, this.#written);
        if (isRecord) this.#recorded = this.#written;
        return;
      }
      await this.#reread();
    }
    throw new Error("Cannot write the node's outbox: something else writes it all the time");
  }

  #operation(kv: Kv, isRecord: boolean, riders: readonly Rider[]): KvOperation {
    const { keys, clock, random } = this.#parts;
    const { first, items } = this.#ring;
    const record: OutboxRecord = {
      epoch: this.#epoch,
      state: this.#state,
      date: clock.date(),
      first,
      items,
    };
    const key = keys.outbox(this.#node);
    const expire = { expireIn: EXPIRE };
    const operation = kv.atomic()
      .check({ key, versionstamp: this.#version })
      .set(key, pack(record), expire);
    if (this.#version === null) operation.set(keys.joined, pack(random(8)), expire);
    if (isRecord) {
      const own: NodeRecord = {
        epoch: this.#epoch,
        started: this.#started,
        renewed: clock.date(),
      };
      operation.set(keys.node(this.#node), pack(own), expire);
    }
    for (const { sets, deletes } of riders) {
      for (const { key, value } of sets) operation.set(key, value);
      for (const key of deletes) operation.delete(key);
    }
    return operation;
  }

  /** The check failed: a write that was given up has landed, all was cleared, or it is another's. */
  async #reread(): Promise<void> {
    const { handle, keys, random } = this.#parts;
    const found = await handle.call(
      "read the node's outbox",
      (kv) => kv.get(keys.outbox(this.#node)),
    );
    const isNew = found.versionstamp === null && this.#version === null;
    if (isNew || outboxIn(found.value)?.epoch === this.#epoch) {
      this.#version = found.versionstamp;
      return;
    }
    this.#node = random(16);
    this.#epoch = random(16);
    this.#version = null;
    this.#ring = new Ring(RING);
    this.#isDue = true;
    const error = new Error("Cannot send: another process wrote under this node's name");
    this.#refuse(error);
    queueMicrotask(() => this.#parts.renamed());
    throw error;
  }
}

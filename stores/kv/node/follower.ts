/** Follower of the other nodes' outboxes: finds them, watches and polls them, judges their leases. */

import type { Clock } from "../../../server/world/mod.ts";
import { Leases, type LeasesOptions, type NodeChange } from "../../node/leases.ts";
import { Sequence } from "../../node/sequence.ts";
import type { Keys, KvEntry, KvHandle, KvKey } from "../handle/mod.ts";
import { outboxIn, type OutboxRecord } from "./outbox.ts";
import { Watches } from "./watches.ts";

/** What a follower needs, and whom it tells. */
export interface FollowerParts {
  readonly handle: KvHandle;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly leases: LeasesOptions;
  /** The name of this node: it does not follow itself. */
  own(): string;
  item(node: string, item: Uint8Array): void;
  gap(node: string): void;
  node(change: NodeChange): void;
  /** Others wrote what this version cannot read. */
  unknown(): void;
}

interface Peer {
  /** The versionstamp of what was read last. */
  version: string;
  sequence: Sequence | undefined;
}

/** By so much clocks may differ before somebody who lives is seen late: with the next heartbeat. */
const SLACK = 5_000;
/** Keys that one call takes. */
const AT_ONCE = 10;

/** Reads what the other nodes write. */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #leases: Leases;
  readonly #peers = new Map<string, Peer>();
  readonly #watches: Watches;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #joined = "";
  #hasStarted = false;

  /** Follows nobody yet. */
  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#leases = new Leases(parts.leases);
    this.#watches = new Watches({
      handle: parts.handle,
      clock: parts.clock,
      keys: () => this.#keys(),
      saw: (entries) => {
        // What fails here is tried again by the next read.
        if (this.#saw(entries) === "joined") void this.#joinedNow().catch(() => {});
      },
    });
  }

  /** The leases, as they were read. */
  get leases(): Leases {
    return this.#leases;
  }

  /** The versionstamp of a node's outbox, as it was read last. */
  versionOf(node: string): string | undefined {
    return this.#peers.get(node)?.version;
  }

  /**
   * Finds the nodes that are there, and follows them from now on. What those that come later have
   * sent before they are found is new.
   */
  async start(): Promise<void> {
    await this.#find();
    await this.read();
    this.#hasStarted = true;
  }

  /** Watches, besides being read. */
  watch(): void {
    this.#watches.open();
  }

  /** Watches no more: nothing of it keeps the process alive. */
  async unwatch(): Promise<void> {
    await this.#watches.close();
  }

  /** Reads all outboxes. */
  async read(): Promise<void> {
    const { handle } = this.#parts;
    const all = this.#keys();
    const reads: Promise<(readonly KvEntry[])>[] = [];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      reads.push(handle.call("read the other nodes", (kv) => kv.getMany(some)));
    }
    if (this.#saw((await Promise.all(reads)).flat()) === "joined") await this.#joinedNow();
  }

  /** Reads all outboxes from now on: those who ask while others are being read share the next one. */
  readAnew(): Promise<void> {
    return this.#next ??= (this.#reading ?? Promise.resolve()).then(() => {
      this.#next = undefined;
      const reading = this.read();
      this.#reading = reading.catch(() => {});
      return reading;
    });
  }

  /** Looks for nodes that are not known, and reads them. */
  async refresh(): Promise<void> {
    if (await this.#find()) await this.read();
  }

  /** Judges the leases: after they were read. */
  look(now: number): void {
    for (const change of this.#leases.look(now)) this.#parts.node(change);
  }

  /** A node that was cleared up is not read any more. */
  forget(node: string): void {
    if (!this.#peers.delete(node)) return;
    for (const change of this.#leases.left(node)) this.#parts.node(change);
    this.#watches.change();
  }

  #keys(): KvKey[] {
    const { keys } = this.#parts;
    return [keys.joined, ...[...this.#peers.keys()].map((node) => keys.outbox(node))];
  }

  /** Somebody has come: finds out who. */
  async #joinedNow(): Promise<void> {
    const before = this.#joined;
    try {
      await this.refresh();
    } catch (error) {
      // Looked at again with the next read.
      if (this.#joined === before) this.#joined = "";
      throw error;
    }
  }

  /** Looks for nodes that are not known; says whether there are any. */
  async #find(): Promise<boolean> {
    const { handle, keys, own } = this.#parts;
    const found = await handle.call("find the other nodes", async (kv) => {
      const ids: string[] = [];
      for await (const { key } of kv.list({ prefix: keys.nodes })) ids.push(String(key.at(-1)));
      return ids;
    });
    const others = found.filter((id) => id !== own() && !this.#peers.has(id));
    for (const id of others) this.#peers.set(id, { version: "", sequence: undefined });
    if (others.length > 0) this.#watches.change();
    return others.length > 0;
  }

  #saw(entries: readonly KvEntry[]): "joined" | "known" {
    let outcome: "joined" | "known" = "known";
    const { joined } = this.#parts.keys;
    for (const { key, value, versionstamp } of entries) {
      if (key.length === joined.length) {
        if (versionstamp === null || versionstamp <= this.#joined) continue;
        this.#joined = versionstamp;
        outcome = "joined";
      } else this.#read(String(key.at(-1)), value, versionstamp);
    }
    return outcome;
  }

  /** Whether somebody was dead before this node started, perhaps. */
  #looks({ date }: OutboxRecord): "fresh" | "old" {
    const { clock, leases: { timeout } } = this.#parts;
    return date !== undefined && clock.date() - date > timeout + SLACK ? "old" : "fresh";
  }

  #read(node: string, value: unknown, version: string | null): void {
    const peer = this.#peers.get(node);
    if (!peer || version === peer.version) return;
    if (version === null) {
      // Not yet read is not gone: its record and its outbox were written together.
      return this.forget(node);
    }
    // A watch may be behind a read.
    if (version < peer.version) return;
    peer.version = version;
    const record = outboxIn(value);
    if (!record) return this.#parts.unknown();
    const { epoch, state, first, items } = record;
    const looks = this.#hasStarted ? "fresh" : this.#looks(record);
    const changes = this.#leases.read(node, { epoch, state, version }, looks);
    // A new node first, then what it sent; one that is dead last.
    for (const change of changes) this.#parts.node(change);
    // Who was here before this node sent to those who listened then.
    const known = this.#hasStarted ? 0 : first + items.length - 1;
    peer.sequence ??= new Sequence(epoch, known);
    const { skip, isGap } = peer.sequence.take(epoch, first, items.length);
    if (isGap) this.#parts.gap(node);
    for (const item of items.slice(skip)) this.#parts.item(node, item);
  }
}

/** Connections of one room: by node, and by person; and what other nodes have to know of this one's. */

import type { PresenceChange, PresenceEntry } from "../../server/world/mod.ts";
import type { Fleeting, Part } from "./record.ts";

/** A connection, and until when it is kept where it is in its grace. */
export interface Kept extends Part {
  readonly node: string;
  entry: PresenceEntry;
  fleeting: Fleeting | undefined;
  grace: { readonly until: number; readonly was: PresenceEntry } | undefined;
}

/** The connections of one node. */
export interface Shard {
  version: number;
  /** `cleared`: nobody is there as of a version that is not known; only a read tells more. */
  state: "known" | "cleared";
  /** Set while the node drains: until when its people are kept. */
  until: number | undefined;
  readonly kept: Map<string, Kept>;
}

/** This process itself, among the nodes. */
export const OWN = "";

/** All connections of one room. */
export class Connections {
  readonly shards: Map<string, Shard> = new Map();
  readonly people: Map<string, Set<Kept>> = new Map();
  /** People of whom something may have changed. */
  readonly touched: Set<string> = new Set();
  /** What the others have to know of this process, by connection. */
  #changes = new Map<string, PresenceChange>();

  /** How many connections this process has here. */
  get own(): number {
    return this.shards.get(OWN)?.kept.size ?? 0;
  }

  /** The entries of this process. */
  entries(): PresenceEntry[] {
    return [...this.shards.get(OWN)?.kept.values() ?? []].map(({ entry }) => entry);
  }

  /** How much the others have to know yet. */
  get pending(): number {
    return this.#changes.size;
  }

  /** What the others have to know, once. */
  takeChanges(): PresenceChange[] {
    const changes = [...this.#changes.values()];
    this.#changes = new Map();
    return changes;
  }

  /** These were not told after all: what came meanwhile counts. */
  keepChanges(changes: readonly PresenceChange[]): void {
    const later = this.#changes;
    this.#changes = new Map();
    for (const change of [...changes, ...later.values()]) this.#change(change);
  }

  /** Everything has to be told anew. */
  changeAll(): void {
    this.#changes = new Map();
    for (const entry of this.entries()) this.#change({ type: "put", entry });
  }

  /** A connection is so. */
  put(node: string, entry: PresenceEntry): void {
    const shard = this.shardOf(node);
    const known = shard.kept.get(entry.connection);
    if (known && known.entry.user !== entry.user) this.remove(node, entry.connection);
    const kept = shard.kept.get(entry.connection);
    if (kept) kept.entry = entry;
    else this.#add({ node, entry, fleeting: undefined, grace: undefined }, shard);
    if (node === OWN) this.#change({ type: "put", entry });
    this.touched.add(entry.user);
  }

  /** A connection is there no more; what was kept of it. */
  remove(node: string, connection: string): Kept | undefined {
    const shard = this.shards.get(node);
    const kept = shard?.kept.get(connection);
    if (!shard || !kept) return undefined;
    shard.kept.delete(connection);
    kept.grace = undefined;
    kept.fleeting = undefined;
    const { user } = kept.entry;
    const person = this.people.get(user);
    person?.delete(kept);
    if (person?.size === 0) this.people.delete(user);
    if (node === OWN) this.#change({ type: "remove", connection });
    this.touched.add(user);
    return kept;
  }

  /** The shard of a node, made where it is not there. */
  shardOf(node: string): Shard {
    const known = this.shards.get(node);
    if (known) return known;
    const shard: Shard = { version: 0, state: "known", until: undefined, kept: new Map() };
    this.shards.set(node, shard);
    return shard;
  }

  /** A connection of this process. */
  ownOf(connection: string): Kept | undefined {
    return this.shards.get(OWN)?.kept.get(connection);
  }

  /** A connection of whichever process. */
  find(connection: string): Kept | undefined {
    for (const { kept } of this.shards.values()) {
      const found = kept.get(connection);
      if (found) return found;
    }
    return undefined;
  }

  #add(kept: Kept, shard: Shard): void {
    const { connection, user } = kept.entry;
    shard.kept.set(connection, kept);
    const person = this.people.get(user) ?? new Set();
    this.people.set(user, person.add(kept));
  }

  #change(change: PresenceChange): void {
    const connection = change.type === "put" ? change.entry.connection : change.connection;
    this.#changes.delete(connection);
    this.#changes.set(connection, change);
  }
}

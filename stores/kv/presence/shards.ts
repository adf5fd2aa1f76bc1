/** Shards of a node's rooms in Deno KV: written with the outbox, read by others. */

import type { PresenceChange, PresenceCommit, PresenceEntry } from "../../../server/world/mod.ts";
import { pack, unpack } from "../../node/pack.ts";
import { isEntry, isObject } from "../../node/presence_shape.ts";
import { digest, type Keys, type KvEntry, type KvKey } from "../handle/mod.ts";
import type { Rider } from "../node/mod.ts";

/** What stands under a node's shard of a room. */
interface ShardRecord {
  readonly epoch: string;
  readonly version: number;
  /** In how many chunks the entries lie; 0: they are here. */
  readonly chunks: number;
  readonly entries: readonly PresenceEntry[];
}

/** A shard as it was read. */
export interface ReadShard {
  readonly node: string;
  readonly epoch: string;
  readonly version: number;
  readonly entries: readonly PresenceEntry[];
}

/** So many entries are a chunk, about; so many at least make chunks fewer. */
const CHUNK = 16;
const FEWER = 4;
/** What one commit takes of them. */
const PART = { bytes: 400_000, mutations: 300 };

/** Changes in their order, as much of them in one rider as fits into a commit. */
class Parts {
  readonly riders: { sets: Rider["sets"][number][]; deletes: KvKey[] }[] = [
    { sets: [], deletes: [] },
  ];
  #bytes = 0;

  set(set: Rider["sets"][number]): void {
    this.#bytes += set.value.length;
    const rider = this.#next();
    rider.sets.push(set);
  }

  delete(key: KvKey): void {
    this.#next().deletes.push(key);
  }

  #next(): { sets: Rider["sets"][number][]; deletes: KvKey[] } {
    const last = this.riders.at(-1);
    const isFull = !last || last.sets.length + last.deletes.length >= PART.mutations ||
      (this.#bytes > PART.bytes && last.sets.length > 0);
    if (!isFull) return last;
    const next = { sets: [], deletes: [] };
    this.riders.push(next);
    this.#bytes = 0;
    return next;
  }
}

/** The shards that this node writes: which rooms, in how many chunks. */
export class OwnShards {
  readonly #keys: Keys;
  #chunks = new Map<string, number>();

  /** None yet. */
  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** Nothing is written under the node's new name. */
  reset(): void {
    this.#chunks = new Map();
  }

  /**
   * How to write what these commits changed: in parts, where it is much. A room's head, which has the
   * version, comes after its chunks.
   */
  write(node: string, epoch: string, batch: readonly PresenceCommit[]): readonly Rider[] {
    const parts = new Parts();
    for (const commit of batch) {
      const { sets, heads, deletes } = this.#room(node, epoch, commit);
      for (const set of [...sets, ...heads]) parts.set(set);
      for (const key of deletes) parts.delete(key);
    }
    return parts.riders;
  }

  /** How to take all of it away. */
  clear(node: string): readonly Rider[] {
    const parts = new Parts();
    for (const [hash, chunks] of this.#chunks) {
      const shard = this.#keys.shard(hash, node);
      parts.delete(shard);
      for (let at = 0; at < chunks; at++) parts.delete([...shard, at]);
      parts.delete([...this.#keys.roomsOf(node), hash]);
    }
    this.reset();
    return parts.riders;
  }

  #room(node: string, epoch: string, { room, version, changes, entries }: PresenceCommit) {
    const hash = digest(room);
    const shard = this.#keys.shard(hash, node);
    const index = [...this.#keys.roomsOf(node), hash];
    const all = entries();
    const before = this.#chunks.get(hash);
    const chunks = chunksFor(all.length, before ?? 0);
    const gone = Array.from(
      { length: Math.max(0, (before ?? 0) - chunks) },
      (_, at) => [...shard, chunks + at],
    );
    if (all.length === 0) {
      this.#chunks.delete(hash);
      const deletes = before === undefined ? [] : [shard, index, ...gone];
      return { sets: [], heads: [], deletes };
    }
    this.#chunks.set(hash, chunks);
    const record: ShardRecord = { epoch, version, chunks, entries: chunks === 0 ? all : [] };
    const heads = [{ key: shard, value: pack(record) }];
    if (before === undefined) heads.push({ key: index, value: pack(room) });
    const dirty = chunks === before
      ? new Set(changes.map((one) => placeOf(one, chunks)))
      : undefined;
    const places = Array.from({ length: chunks }, () => [] as PresenceEntry[]);
    for (const entry of all) places[placeIn(entry.connection, chunks)]?.push(entry);
    const sets = places.flatMap((some, at) =>
      dirty && !dirty.has(at) ? [] : [{ key: [...shard, at], value: pack(some) }]
    );
    return { sets, heads, deletes: gone };
  }
}

/** The shards among these entries, which stand below the key of one room in their order. */
export function shardsIn(found: readonly KvEntry[]): ReadShard[] {
  const shards = new Map<string, { record: ShardRecord; entries: PresenceEntry[] }>();
  for (const { key, value } of found) {
    const [, , , node, place] = key;
    const content = unpack(value);
    if (place === undefined) {
      if (isShard(content)) {
        shards.set(String(node), { record: content, entries: content.entries.filter(isEntry) });
      }
      continue;
    }
    const shard = shards.get(String(node));
    if (shard && Number(place) < shard.record.chunks && Array.isArray(content)) {
      shard.entries.push(...content.filter(isEntry));
    }
  }
  return [...shards].map(([node, { record: { epoch, version }, entries }]) => ({
    ...{ node, epoch, version, entries },
  }));
}

function isShard(value: unknown): value is ShardRecord {
  if (!isObject(value)) return false;
  const { epoch, version, chunks, entries } = value;
  return typeof epoch === "string" && Number.isFinite(version) && Number.isFinite(chunks) &&
    Array.isArray(entries);
}

function chunksFor(count: number, before: number): number {
  if (before > 0 && count <= before * CHUNK * 1.5 && count >= before * FEWER) return before;
  if (count <= CHUNK) return 0;
  return 2 ** Math.ceil(Math.log2(count / CHUNK));
}

function placeOf(change: PresenceChange, chunks: number): number {
  return placeIn(change.type === "put" ? change.entry.connection : change.connection, chunks);
}

/** Connections are random: any mixture of their letters will do. */
function placeIn(connection: string, chunks: number): number {
  let place = 0;
  for (let i = 0; i < connection.length; i++) {
    place = (Math.imul(place, 31) + connection.charCodeAt(i)) >>> 0;
  }
  return chunks === 0 ? 0 : place % chunks;
}

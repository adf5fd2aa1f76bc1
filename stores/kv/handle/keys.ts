/** Keys of Deno KV: where everything of a prefix lies. */

import type { KvKey } from "./port.ts";

/** The keys below one prefix: two apps on one store have one each. */
export class Keys {
  readonly #prefix: string;

  /** `djust` unless an app says otherwise. */
  constructor(prefix: string = "djust") {
    this.#prefix = prefix;
  }

  /** All nodes: one small record each. */
  get nodes(): KvKey {
    return [this.#prefix, "node"];
  }

  /** One node's record. */
  node(id: string): KvKey {
    return [this.#prefix, "node", id];
  }

  /** Changes when a node comes: the others look at the records again. */
  get joined(): KvKey {
    return [this.#prefix, "joined"];
  }

  /** All outboxes. */
  get outboxes(): KvKey {
    return [this.#prefix, "outbox"];
  }

  /** One node's outbox: its lease, and the latest of what it sent. */
  outbox(id: string): KvKey {
    return [this.#prefix, "outbox", id];
  }

  /** All snapshots. */
  get states(): KvKey {
    return [this.#prefix, "state"];
  }

  /** A snapshot's header, by the hash of its key. */
  state(hash: string): KvKey {
    return [this.#prefix, "state", hash];
  }

  /** A chunk of a snapshot that does not fit beside its header. */
  chunk(hash: string, index: number): KvKey {
    return [this.#prefix, "state", hash, index];
  }

  /** All session fields. */
  get visitors(): KvKey {
    return [this.#prefix, "session"];
  }

  /** A visitor's epoch; their scopes are below. */
  visitor(hash: string): KvKey {
    return [this.#prefix, "session", hash];
  }

  /** All shards of all rooms. */
  get rooms(): KvKey {
    return [this.#prefix, "room"];
  }

  /** All shards of a room. */
  room(hash: string): KvKey {
    return [this.#prefix, "room", hash];
  }

  /** A node's shard of a room; its chunks are below. */
  shard(hash: string, node: string): KvKey {
    return [this.#prefix, "room", hash, node];
  }

  /** The rooms in which a node has shards: for whoever clears up behind it. */
  roomsOf(node: string): KvKey {
    return [this.#prefix, "in", node];
  }

  /** All locks. */
  get locks(): KvKey {
    return [this.#prefix, "lock"];
  }

  /** A lock of a room's part. */
  lock(room: string, part: string): KvKey {
    return [this.#prefix, "lock", room, part];
  }
}

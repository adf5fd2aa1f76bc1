/** Presence store within one process: the default, and the pattern for others. */

import { SystemClock } from "../../platform/mod.ts";
import type {
  PresenceCast,
  PresenceCommit,
  PresenceEntry,
  PresenceHolder,
  PresenceListener,
  PresenceLock,
  PresenceLockOptions,
  PresenceNode,
  PresenceShard,
  PresenceStore,
} from "./presence_store.ts";

/** A lock that is held. */
interface Held {
  readonly holder: PresenceHolder;
  readonly node: MemoryNode;
  readonly token: number;
  readonly until: number;
}

/** What the nodes of one store share. */
interface Shared {
  readonly nodes: Set<MemoryNode>;
  readonly locks: Map<string, Held>;
  /** The token of the latest lock, whichever it was: the next one of each is higher. */
  token: number;
  now(): number;
}

class MemoryPresence implements PresenceStore {
  readonly tick = 100;
  readonly cursors = 50;
  readonly spans = "process";
  readonly #shared: Shared;
  #count = 0;

  constructor(now: () => number) {
    this.#shared = { nodes: new Set(), locks: new Map(), token: 0, now };
  }

  start(listener: PresenceListener): PresenceNode {
    const { nodes } = this.#shared;
    const node = new MemoryNode(`memory-${++this.#count}`, listener, this.#shared);
    for (const other of nodes) {
      other.tell(() => other.listener.node(node.id, "up"));
      node.tell(() => listener.node(other.id, "up"));
      if (other.isDraining) node.tell(() => listener.node(other.id, "draining"));
    }
    nodes.add(node);
    return node;
  }
}

/** One hub that shares a store with others of its process. */
class MemoryNode implements PresenceNode {
  readonly id: string;
  readonly listener: PresenceListener;
  isDraining = false;
  readonly #shared: Shared;
  readonly #followed = new Set<string>();
  readonly #shards = new Map<string, { version: number; entries: Map<string, PresenceEntry> }>();
  #isClosed = false;

  constructor(id: string, listener: PresenceListener, shared: Shared) {
    this.id = id;
    this.listener = listener;
    this.#shared = shared;
  }

  /** Later, and in order: a listener is never called from within a call of its own. */
  tell(run: () => void): void {
    queueMicrotask(() => {
      if (!this.#isClosed) run();
    });
  }

  commit(batch: readonly PresenceCommit[]): void {
    for (const { room, version, changes, entries } of batch) {
      const all = structuredClone(entries());
      if (all.length === 0) this.#shards.delete(room);
      else {
        this.#shards.set(room, {
          version,
          entries: new Map(all.map((entry) => [entry.connection, entry])),
        });
      }
      const copy = structuredClone(changes);
      this.#others(room, (other) => other.listener.changed(room, this.id, version, copy));
    }
  }

  read(room: string): readonly PresenceShard[] {
    const found: PresenceShard[] = [];
    for (const node of this.#shared.nodes) {
      const shard = node.#shards.get(room);
      if (node === this || !shard) continue;
      const { version, entries } = shard;
      const state = node.isDraining ? "draining" : "up";
      found.push({
        node: node.id,
        state,
        version,
        entries: structuredClone([...entries.values()]),
      });
    }
    return found;
  }

  follow(room: string): void {
    this.#followed.add(room);
  }

  unfollow(room: string): void {
    this.#followed.delete(room);
  }

  cast(room: string, cast: PresenceCast): void {
    const copy = structuredClone(cast);
    this.#others(room, (other) => other.listener.cast(room, this.id, copy));
  }

  lock(room: string, part: string, options: PresenceLockOptions): PresenceLock {
    const shared = this.#shared;
    const { holder, ttl, over = [] } = options;
    const key = keyOf(room, part);
    const held = this.#held(key);
    const isOwn = held?.holder.connection === holder.connection;
    if (held && !isOwn && !over.includes(held.holder.connection)) {
      return { ok: false, heldBy: held.holder };
    }
    const token = held && isOwn ? held.token : ++shared.token;
    shared.locks.set(key, { holder: { ...holder }, node: this, token, until: shared.now() + ttl });
    return { ok: true, token };
  }

  renew(
    room: string,
    part: string,
    { connection, token, ttl }: { connection: string; token: number; ttl: number },
  ): boolean {
    const key = keyOf(room, part);
    const held = this.#held(key);
    if (held?.holder.connection !== connection || held.token !== token) return false;
    this.#shared.locks.set(key, { ...held, until: this.#shared.now() + ttl });
    return true;
  }

  unlock(
    room: string,
    part: string,
    { connection, token }: { connection: string; token: number },
  ): boolean {
    const key = keyOf(room, part);
    const held = this.#held(key);
    if (held?.holder.connection !== connection || held.token !== token) return false;
    // It may have moved to another node with its page.
    if (held.node !== this) return false;
    return this.#shared.locks.delete(key);
  }

  drain(): void {
    if (this.isDraining) return;
    this.isDraining = true;
    this.#all((other) => other.listener.node(this.id, "draining"));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#shared.nodes.delete(this);
    this.#all((other) => other.listener.node(this.id, "down"));
    for (const [key, held] of this.#shared.locks) {
      if (held.node === this) this.#shared.locks.delete(key);
    }
  }

  #others(room: string, run: (other: MemoryNode) => void): void {
    this.#all(run, (other) => other.#followed.has(room));
  }

  #all(run: (other: MemoryNode) => void, where: (other: MemoryNode) => boolean = () => true): void {
    for (const other of this.#shared.nodes) {
      if (other !== this && where(other)) other.tell(() => run(other));
    }
  }

  #held(key: string): Held | undefined {
    const held = this.#shared.locks.get(key);
    if (held && held.until > this.#shared.now()) return held;
    this.#shared.locks.delete(key);
    return undefined;
  }
}

/** One text for two: no two pairs have the same. */
function keyOf(room: string, part: string): string {
  return `${room.length}:${room}${part}`;
}

/**
 * Who is where, within this process: the default. Hubs that are given one object see each other.
 *
 * @example
 * ```ts
 * import { memoryPresence } from "@djust/live/presence";
 *
 * const presence = memoryPresence();
 * ```
 *
 * @category Presence
 */
export function memoryPresence(options: { now?: () => number } = {}): PresenceStore {
  return new MemoryPresence(options.now ?? defaultNow());
}

/** Only the age of locks is counted with it; tests give their own. */
function defaultNow(): () => number {
  const clock = new SystemClock();
  return () => clock.now();
}

/** Node of presence over Redis: commits, reads, follows and tells. */

import type {
  PresenceCast,
  PresenceCommit,
  PresenceDelivery,
  PresenceEntry,
  PresenceListener,
  PresenceLock,
  PresenceLockOptions,
  PresenceNode,
  PresenceShard,
  StoreStatus,
} from "../../../server/world/mod.ts";
import type { LeaseTimes } from "../../node/lease_options.ts";
import { isEntry } from "../../node/presence_shape.ts";
import { listOf, type RedisConnection, textOf } from "../line/mod.ts";
import { type HeldLock, RedisLocks } from "./locks.ts";
import { NodeLease } from "./node_lease.ts";
import { keysOf } from "./node_keys.ts";
import { Posts } from "../posts/mod.ts";
import { packPresence } from "./presence_message.ts";
import { RoomChannels } from "./room_channels.ts";
import { COMMIT, READ_ROOM } from "./presence_scripts.ts";

/** A page that comes waits for who is there. */
const READ_PATIENCE = 3_000;

/** What a node is given. */
export interface PresenceNodeParts {
  readonly listener: PresenceListener;
  readonly lease: LeaseTimes;
  /** It has left. */
  ended(): Promise<void>;
}

/** One hub among those that share a Redis. */
export class RedisPresenceNode implements PresenceNode {
  readonly #connection: RedisConnection;
  readonly #parts: PresenceNodeParts;
  readonly #lease: NodeLease;
  readonly #locks: RedisLocks;
  readonly #posts: Posts<PresenceCast>;
  readonly #rooms: RoomChannels;
  /** The id that the listener knows: what is committed under one begins with version 1. */
  #id: string;
  #commits = 0;
  #state: "open" | "closed" = "open";

  /** Begins with {@linkcode start}. */
  constructor(connection: RedisConnection, parts: PresenceNodeParts) {
    this.#connection = connection;
    this.#parts = parts;
    this.#locks = new RedisLocks(connection);
    const { listener } = parts;
    this.#lease = new NodeLease(connection, {
      node: (node, state) => this.#tell(() => listener.node(node, state)),
      renewed: (node) =>
        new Promise((resolve) =>
          this.#tell(() => {
            this.#id = node;
            resolve(listener.renewed(node));
          })
        ),
    }, parts.lease);
    this.#id = this.#lease.id;
    this.#posts = new Posts({
      connection,
      channelOf: (room) => this.#rooms.channelOf(room),
      pack: (place, cast) => packPresence({ type: "cast", node: this.id, place, cast }),
    });
    this.#rooms = new RoomChannels(connection, {
      isHeard: (node) => this.#lease.saw(node),
      tell: (run) => this.#tell(() => run(listener)),
    });
  }

  /** See {@link PresenceNode.id}. */
  get id(): string {
    return this.#id;
  }

  /** Messages that could not be read. */
  get unread(): number {
    return this.#rooms.unread;
  }

  /** Joins the others. */
  start(): Promise<void> {
    return this.#lease.start();
  }

  /** See {@link PresenceNode.commit}: a room is a step of its own, and all are sent at once. */
  async commit(batch: readonly PresenceCommit[]): Promise<void> {
    const done = batch.map((commit) => this.#commit(commit));
    const failed = (await Promise.allSettled(done)).find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
  }

  /** See {@link PresenceNode.read}. */
  async read(room: string): Promise<readonly PresenceShard[]> {
    const reply = await READ_ROOM.run(this.#connection, [this.#keyOf(room)], [], READ_PATIENCE);
    const shards = shardsOf(listOf(reply));
    const lease = this.#lease;
    for (const node of shards.keys()) if (lease.isOwn(node)) shards.delete(node);
    // Before it is asked who lives: who is told to be down meanwhile is so after this.
    const { peers } = lease;
    const states = await lease.statesOf([...new Set([...shards.keys(), ...peers])]);
    const found = [...shards].flatMap(([node, { version, entries }]) => {
      const state = states.get(node);
      return state ? [{ node, state, version, entries }] : [];
    });
    // A read calls nobody dead, the lease does. Who is not to be found in a Redis that may have
    // forgotten them stays as they are known: anything is newer than this.
    const kept = peers
      .filter((node) => !states.has(node) || (!shards.has(node) && !lease.isTrusted))
      .map((node) => ({ node, state: "up", version: 0, entries: [] }) as const);
    return [...found, ...kept];
  }

  /** See {@link PresenceNode.follow}. */
  follow(room: string): Promise<void> {
    return this.#rooms.follow(room);
  }

  /** See {@link PresenceNode.unfollow}. */
  unfollow(room: string): void {
    this.#rooms.unfollow(room);
  }

  /** See {@link PresenceNode.cast}. */
  cast(room: string, cast: PresenceCast, delivery: PresenceDelivery): void {
    const sent = delivery === "reliable" ? this.#posts.send(room, cast) : this.#drop(room, cast);
    // The connection tells of the outage, and the posts of what is lost.
    sent.catch(() => {});
  }

  /** See {@link PresenceNode.lock}. */
  async lock(room: string, part: string, options: PresenceLockOptions): Promise<PresenceLock> {
    const found = await this.#locks.lock(this.#lease.id, room, part, options);
    if (found) return found;
    // Its lease has run out, or Redis has forgotten it.
    await this.#lease.renew();
    const again = await this.#locks.lock(this.#lease.id, room, part, options);
    if (again) return again;
    throw new Error(`Cannot lock "${part}": Redis does not know this process; try again`);
  }

  /** See {@link PresenceNode.renew}. */
  renew(room: string, part: string, held: HeldLock & { ttl: number }): Promise<boolean> {
    return this.#locks.renew(room, part, held);
  }

  /** See {@link PresenceNode.unlock}. */
  unlock(room: string, part: string, held: HeldLock): Promise<boolean> {
    return this.#locks.unlock(this.#lease.id, room, part, held);
  }

  /** See {@link PresenceNode.drain}. */
  drain(): Promise<void> {
    return this.#lease.drain();
  }

  /** See {@link PresenceNode.close}. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#posts.close();
    await this.#rooms.close();
    try {
      await this.#lease.close();
    } finally {
      await this.#parts.ended();
    }
  }

  /** See {@link PresenceNode.status}. */
  status(): StoreStatus {
    return this.#connection.status();
  }

  async #commit({ room, version, changes, entries }: PresenceCommit): Promise<void> {
    const node = this.#id;
    if (node !== this.#lease.id) {
      throw new Error(`Cannot commit to "${room}": this process is another node; it is sent again`);
    }
    const message = packPresence({ type: "changed", node, version, changes });
    const applied = changes.flatMap((change) =>
      change.type === "put"
        ? [change.entry.connection, JSON.stringify(change.entry)]
        : [change.connection, ""]
    );
    const size = entries().length === 0 ? "empty" : "full";
    const channel = this.#rooms.channelOf(room);
    const [, , record] = keysOf(this.#connection, node);
    const number = ++this.#commits;
    const { epoch, committed } = this.#lease;
    const about = [node, epoch, version, number, room, channel, message, size, committed];
    const keys = [this.#keyOf(room), record];
    const reply = await COMMIT.run(this.#connection, keys, [...about, ...applied]);
    if (textOf(reply) === "done") return this.#lease.commits(node, number);
    // It was cleared as if it were dead: it says that it lives, and commits everything again.
    if (textOf(reply) === "unknown") await this.#lease.renew();
    throw new Error(
      `Cannot commit to "${room}": Redis did not know this process; it is sent again`,
    );
  }

  async #drop(room: string, cast: PresenceCast): Promise<void> {
    const message = packPresence({ type: "drop", node: this.id, cast });
    await this.#connection.send(["PUBLISH", this.#rooms.channelOf(room), message]);
  }

  /** Later, and in order: a listener is never called from within a call of its own. */
  #tell(run: () => void): void {
    queueMicrotask(() => {
      if (this.#state === "open") run();
    });
  }

  #keyOf(room: string): string {
    return this.#connection.key("room", room);
  }
}

/** The shards of a room, by their nodes. A connection without its node's version is no more. */
function shardsOf(
  flat: readonly unknown[],
): Map<string, { version: number; entries: PresenceEntry[] }> {
  const shards = new Map<string, { version: number; entries: PresenceEntry[] }>();
  const found: [field: string, value: string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    found.push([textOf(flat[i]) ?? "", textOf(flat[i + 1]) ?? ""]);
  }
  for (const [field, value] of found) {
    if (field.startsWith("v")) shards.set(field.slice(1), { version: Number(value), entries: [] });
  }
  for (const [field, value] of found) {
    if (!field.startsWith("c")) continue;
    const shard = shards.get(field.slice(1, field.indexOf(":")));
    const entry = entryIn(value);
    if (entry) shard?.entries.push(entry);
  }
  return shards;
}

/** One that cannot be read must not keep the others from being seen. */
function entryIn(text: string): PresenceEntry | undefined {
  try {
    const entry: unknown = JSON.parse(text);
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

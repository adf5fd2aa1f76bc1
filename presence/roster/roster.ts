/** Roster of one room: its people over tabs and processes, as a function of what happened and when. */

import type {
  PresenceChange,
  PresenceEntry,
  PresenceSelection,
  PresenceStatus,
} from "../../server/world/mod.ts";
import { Connections, type Kept, OWN } from "./connections.ts";
import { Quiet, type QuietWhy } from "./quiet.ts";
import type { Presence } from "./record.ts";
import { type Taken, Told } from "./told.ts";

/** The most connections of a room in one process. */
export const MOST = 10_000;
/** For how long the people of a node that drains are kept. */
export const DRAIN_GRACE = 10_000;
/** For how long somebody types after a key. */
export const TYPING = 5_000;

/** Who is in one room. It knows no clock: times are monotonic milliseconds that it is given. */
export class Roster {
  readonly #connections = new Connections();
  readonly #told = new Told(this.#connections);
  readonly #graces = new Set<Kept>();
  readonly #typing = new Set<Kept>();
  readonly #quiet = new Quiet();

  /** How many people there are. */
  get count(): number {
    return this.#connections.people.size;
  }

  /** How many people there were when it was told last. */
  get shown(): number {
    return this.#told.count;
  }

  /** How many connections this process has here. */
  get own(): number {
    return this.#connections.own;
  }

  /** What of it goes to other processes. */
  get shard(): Pick<
    Connections,
    "pending" | "entries" | "takeChanges" | "keepChanges" | "changeAll"
  > {
    return this.#connections;
  }

  /** Whether there is room for one more of this process. */
  get isFull(): boolean {
    return this.own >= MOST;
  }

  /** A connection came, or came again. The same person's that is in its grace is its predecessor. */
  join(entry: PresenceEntry): void {
    let { joinedAt } = entry;
    this.back(entry.connection);
    for (const kept of [...this.#connections.people.get(entry.user) ?? []]) {
      if (kept.node !== OWN || !kept.grace || kept.entry.connection === entry.connection) continue;
      joinedAt = Math.min(joinedAt, kept.entry.joinedAt);
      this.leave(kept.entry.connection);
    }
    this.#connections.put(OWN, joinedAt === entry.joinedAt ? entry : { ...entry, joinedAt });
  }

  /** Something of a connection is another. */
  change(
    connection: string,
    more: Partial<Omit<PresenceEntry, "connection" | "user" | "location">> & {
      readonly location?: PresenceEntry["location"] | undefined;
    },
  ): void {
    const kept = this.#connections.ownOf(connection);
    if (!kept) return;
    const { location = kept.entry.location, ...rest } = more;
    const { location: _was, ...entry } = kept.entry;
    const next = { ...entry, ...rest };
    const isGone = "location" in more && more.location === undefined;
    this.#connections.put(OWN, location && !isGone ? { ...next, location } : next);
  }

  /** Another status, in its grace too; false where it is the same. */
  setStatus(connection: string, status: PresenceStatus): boolean {
    const kept = this.#connections.ownOf(connection);
    if (!kept || kept.entry.status === status) return false;
    if (!kept.grace) this.#connections.put(OWN, { ...kept.entry, status });
    else kept.grace = { ...kept.grace, was: { ...kept.grace.was, status } };
    return true;
  }

  /** A connection left, and will not be back. */
  leave(connection: string): void {
    const kept = this.#connections.remove(OWN, connection);
    if (kept) this.#graces.delete(kept);
  }

  /**
   * The line of a connection is gone; it may be back until then. `closed`: by the page itself, which
   * nobody has to see. `lost`: others see that it is reconnecting.
   */
  lose(connection: string, how: "closed" | "lost", until: number): void {
    const kept = this.#connections.ownOf(connection);
    if (!kept) return;
    // Those of other nodes do not count: a third may not know of them yet, and would see a leave.
    const others = [...this.#connections.people.get(kept.entry.user) ?? []]
      .filter(({ node }) => node === OWN);
    const isAlone = others.every((other) => other === kept || other.grace);
    if (how === "closed" && !isAlone) return this.leave(connection);
    const was = kept.grace?.was ?? kept.entry;
    if (how === "lost") this.#connections.put(OWN, { ...was, status: "reconnecting" });
    kept.grace = { until, was };
    kept.fleeting = undefined;
    this.#typing.delete(kept);
    this.#graces.add(kept);
    this.#touch(kept);
  }

  /** The line of a connection is back; false where it has left meanwhile. */
  back(connection: string): boolean {
    const kept = this.#connections.ownOf(connection);
    if (!kept?.grace) return kept !== undefined;
    const { was } = kept.grace;
    kept.grace = undefined;
    this.#graces.delete(kept);
    this.#connections.put(OWN, was);
    return true;
  }

  /** Of whom a connection is, wherever; undefined where it is not there. */
  find(connection: string): PresenceEntry | undefined {
    return this.#connections.find(connection)?.entry;
  }

  /** Whether a connection is in this process. After a restore another node may still have it, too. */
  isOwn(connection: string): boolean {
    return this.#connections.ownOf(connection) !== undefined;
  }

  /** Connections of a person whose line is lost: what was theirs may be taken over. */
  lostOf(user: string): string[] {
    return [...this.#connections.people.get(user) ?? []]
      .filter(({ entry, grace }) => grace || entry.status === "reconnecting")
      .map(({ entry }) => entry.connection);
  }

  /** A connection types. */
  type(connection: string, field: string | undefined, now: number): void {
    const kept = this.#connections.find(connection);
    if (!kept) return;
    const { typing: _was, ...fleeting } = kept.fleeting ?? {};
    this.#typing.delete(kept);
    if (field === undefined) kept.fleeting = fleeting;
    else {
      kept.fleeting = { ...fleeting, typing: { field, until: now + TYPING } };
      this.#typing.add(kept);
    }
    this.#touch(kept);
  }

  /** A connection selects something, or nothing. */
  select(connection: string, selection: PresenceSelection | undefined): void {
    const kept = this.#connections.find(connection);
    if (!kept) return;
    const { selection: _was, ...fleeting } = kept.fleeting ?? {};
    kept.fleeting = selection ? { ...fleeting, selection } : fleeting;
    this.#touch(kept);
  }

  /** All of another node, as it was read; an older one than what is known changes nothing. */
  read(node: string, version: number, entries: readonly PresenceEntry[]): void {
    const shard = this.#connections.shards.get(node);
    if (version === 0 || (shard && shard.version > version)) return;
    const left = new Set(shard?.kept.keys());
    for (const entry of entries) {
      left.delete(entry.connection);
      this.#put(node, entry);
    }
    for (const connection of left) this.#connections.remove(node, connection);
    Object.assign(this.#connections.shardOf(node), { version, state: "known" });
  }

  /** Another node has nobody here any more; one that drains still has its time. */
  clear(node: string): void {
    const shard = this.#connections.shards.get(node);
    if (!shard || shard.until !== undefined) return;
    // Commits from before it was empty may come yet.
    shard.state = "cleared";
    for (const connection of [...shard.kept.keys()]) this.#connections.remove(node, connection);
  }

  /** A commit of another node. `gap`: one before it is missing, and it has to be read. */
  apply(
    node: string,
    version: number,
    changes: readonly PresenceChange[],
  ): "applied" | "old" | "gap" {
    const { version: known = 0, state } = this.#connections.shards.get(node) ?? {};
    if (version <= known) return "old";
    if (version !== known + 1 || state === "cleared") return "gap";
    for (const change of changes) {
      if (change.type === "put") this.#put(node, change.entry);
      else this.#connections.remove(node, change.connection);
    }
    this.#connections.shardOf(node).version = version;
    return "applied";
  }

  /** Other nodes that are known here. */
  get nodes(): string[] {
    return [...this.#connections.shards.keys()].filter((node) => node !== OWN);
  }

  /** A node says that it goes: its people may be back elsewhere. */
  drain(node: string, now: number): void {
    const shard = this.#connections.shards.get(node);
    if (shard) shard.until ??= now + DRAIN_GRACE;
  }

  /** A node is down: its people leave, but for one that has said so, whose people have their time. */
  down(node: string, now: number): void {
    const shard = this.#connections.shards.get(node);
    if (!shard || (shard.until !== undefined && shard.until > now)) return;
    const users = new Set([...shard.kept.values()].map(({ entry }) => entry.user));
    if (shard.until === undefined) this.#quiet.down(node, users, now);
    for (const { entry } of [...shard.kept.values()]) {
      this.#connections.remove(node, entry.connection);
      if (shard.until === undefined) this.hush(entry.user, now, "left");
    }
    this.#connections.shards.delete(node);
  }

  /** Where somebody is not there, they may come without a word for a while. */
  hush(user: string, now: number, why: QuietWhy): void {
    if (!this.#connections.people.has(user)) this.#quiet.hush(user, now, why);
  }

  /** What is over by now is taken away. */
  expire(now: number): void {
    for (const kept of this.#graces) {
      if (!kept.grace) this.#graces.delete(kept);
      else if (kept.grace.until <= now) this.leave(kept.entry.connection);
    }
    for (const [node, { until }] of [...this.#connections.shards]) {
      if (until !== undefined && until <= now) this.down(node, now);
    }
    for (const kept of this.#typing) {
      if (!kept.fleeting?.typing) this.#typing.delete(kept);
      else if (kept.fleeting.typing.until <= now) {
        this.type(kept.entry.connection, undefined, now);
      }
    }
    this.#quiet.expire(now);
  }

  /** When something is over next; undefined where nothing waits. */
  get deadline(): number | undefined {
    const all = [
      ...[...this.#graces].map(({ grace }) => grace?.until ?? Infinity),
      ...[...this.#typing].map(({ fleeting }) => fleeting?.typing?.until ?? Infinity),
      ...[...this.#connections.shards.values()].map(({ until }) => until ?? Infinity),
    ];
    const next = all.reduce((least, one) => Math.min(least, one), Infinity);
    return next === Infinity ? undefined : next;
  }

  /** What changed since the last call; undefined where nothing did. Who came and left is not in it. */
  take(): Taken | undefined {
    return this.#told.take((user) => this.#quiet.take(user));
  }

  /** Everybody as told last, in the order in which they came; of a large room the first. */
  list(): readonly Presence[] {
    return this.#told.list();
  }

  /** The same, all of them. */
  all(): readonly Presence[] {
    return this.#told.all();
  }

  /** Somebody, as told last. */
  record(user: string): Presence | undefined {
    return this.#told.record(user);
  }

  #put(node: string, entry: PresenceEntry): void {
    if (!this.#connections.people.has(entry.user)) this.#quiet.comes(node, entry.user);
    this.#connections.put(node, entry);
  }

  #touch({ entry: { user } }: Kept): void {
    this.#connections.touched.add(user);
  }
}

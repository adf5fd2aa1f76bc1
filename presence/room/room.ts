/** Room of one process: its roster, those who listen, and what is told to all members at once. */

import type { Json } from "../../protocol/mod.ts";
import type {
  PresenceCast,
  PresenceDelivery,
  PresenceRecord,
  PresenceSelection,
} from "../../server/world/mod.ts";
import {
  checkedLocation,
  checkedMeta,
  type JsonObject,
  listedOf,
  MOST,
  type Presence,
  Roster,
  type Taken,
} from "../roster/mod.ts";

/** For how long somebody whose page was closed may come back: a reload. */
export const CLOSED_GRACE = 3_000;
/** For how long somebody whose line was lost may. */
export const LOST_GRACE = 10_000;

/** Who hears of a room. */
export interface RoomListener {
  /** Somebody came, left or changed: once a tick. */
  changed?(taken: Taken): void;
  /** A broadcast, for members. */
  broadcast?(event: string, payload: Json): void;
}

/** Who takes what is cast in a room: `node` is undefined for this process. */
export type CastTaker = (data: Json | Uint8Array, node: string | undefined) => void;

/** What a room needs of the rooms it is one of. */
export interface RoomHost {
  now(): number;
  date(): number;
  /** Something changed: it is told with the next tick. */
  wake(room: Room): void;
  /** Nobody is in it or listens any more. */
  emptied(room: Room): void;
  /** Tells the other processes. */
  cast(room: Room, cast: PresenceCast, delivery: PresenceDelivery): void;
}

/** One who comes. */
export interface Joining {
  readonly connection: string;
  readonly user: string;
  readonly meta: JsonObject;
  /** When they came first, where they are back. */
  readonly joinedAt?: number;
}

/** Whom some see of a room. */
export interface Seen {
  /** Of many the first. */
  readonly list: readonly Presence[];
  readonly count: number;
}

/** One room in this process. */
export class Room {
  readonly key: string;
  readonly roster: Roster = new Roster();
  /** The version of its last commit; and what it waits for, see `exchange.ts`. */
  version: number;
  /** Commits that came while it is read; undefined where it is not. */
  arrived: (() => void)[] | undefined;
  /** Whether it was read once: who came before is no news. */
  isKnown = false;
  /** Whether its reading has to begin anew. */
  isStale = false;
  readonly #host: RoomHost;
  readonly #listeners = new Set<RoomListener>();
  readonly #takers = new Map<string, Set<CastTaker>>();
  #filtered = new WeakMap<object, Map<string, Seen>>();

  /** A room in which nobody is; its commits go on from this version. */
  constructor(key: string, host: RoomHost, version: number) {
    this.key = key;
    this.#host = host;
    this.version = version;
  }

  /** Whether anybody of this process is in it, or listens. */
  get isUsed(): boolean {
    return this.#listeners.size > 0 || this.#takers.size > 0 || this.roster.own > 0;
  }

  /** Listens; returns how to stop. */
  listen(listener: RoomListener): () => void {
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener)) this.#check();
    };
  }

  /** Takes what is cast under this kind; returns how to stop. */
  onCast(kind: string, taker: CastTaker): () => void {
    const takers = this.#takers.get(kind) ?? new Set();
    this.#takers.set(kind, takers.add(taker));
    return () => {
      takers.delete(taker);
      if (takers.size === 0 && this.#takers.get(kind) === takers) this.#takers.delete(kind);
      this.#check();
    };
  }

  /** Tells those who take this kind, here and in other processes. */
  cast(kind: string, data: Json | Uint8Array, delivery: PresenceDelivery): void {
    this.#take(kind, data, undefined);
    this.#host.cast(this, { kind, data }, delivery);
  }

  /** Somebody comes; throws where the room is full. */
  join({ connection, user, meta, joinedAt }: Joining): void {
    const now = this.#host.date();
    if (this.roster.isFull && !this.roster.find(connection)) {
      throw new RangeError(
        `Cannot join the room "${this.key}": ${MOST} connections are in it already; ` +
          `spread people over several rooms`,
      );
    }
    this.roster.join({
      connection,
      user,
      joinedAt: joinedAt ?? now,
      updatedAt: now,
      status: "active",
      meta: checkedMeta(meta),
    });
    this.#wake();
  }

  /** Another meta. */
  update(connection: string, meta: unknown): void {
    this.roster.change(connection, { meta: checkedMeta(meta), updatedAt: this.#host.date() });
    this.#wake();
  }

  /** Another status. */
  status(connection: string, status: "active" | "idle" | "away"): void {
    if (this.roster.setStatus(connection, status)) this.#wake();
  }

  /** Where they are; undefined: nowhere. */
  locate(connection: string, location: unknown): void {
    this.roster.change(connection, {
      location: location === undefined ? undefined : checkedLocation(location),
      updatedAt: this.#host.date(),
    });
    this.#wake();
  }

  /** They type in this field; undefined: no longer. */
  type(connection: string, field: string | undefined): void {
    if (!this.roster.find(connection)) return;
    this.roster.type(connection, field, this.#host.now());
    this.#host.cast(this, { kind: "typing", data: [connection, field ?? null] }, "reliable");
    this.#wake();
  }

  /** They select this; undefined: nothing. */
  select(connection: string, selection: PresenceSelection | undefined): void {
    if (!this.roster.find(connection)) return;
    this.roster.select(connection, selection);
    const data: Json = selection ? [connection, ...valuesOf(selection)] : [connection];
    this.#host.cast(this, { kind: "selection", data }, "reliable");
    this.#wake();
  }

  /** They leave, for good or for a moment. */
  leave(connection: string, how: "now" | "closed" | "lost"): void {
    const now = this.#host.now();
    if (how === "now") this.roster.leave(connection);
    else this.roster.lose(connection, how, now + (how === "lost" ? LOST_GRACE : CLOSED_GRACE));
    this.#wake();
    this.#check();
  }

  /** Their line is back; false where they have left meanwhile. */
  back(connection: string): boolean {
    const isThere = this.roster.back(connection);
    if (isThere) this.#wake();
    return isThere;
  }

  /** Fires an event in the pages of all members. */
  broadcast(event: string, payload: Json): void {
    this.#broadcast(event, payload);
    this.#host.cast(this, { kind: "broadcast", data: [event, payload] }, "reliable");
  }

  /** Everybody, as told last. */
  list(): readonly Presence[] {
    return this.roster.list();
  }

  /** Those for whom this holds, in a large room too: asked once for all that ask alike. */
  visible(
    asker: object,
    role: string,
    isVisible: (record: PresenceRecord) => boolean,
  ): Seen {
    const byRole = this.#filtered.get(asker) ?? new Map<string, Seen>();
    this.#filtered.set(asker, byRole);
    const known = byRole.get(role);
    if (known) return known;
    const found = Object.freeze(this.roster.all().filter((record) => isVisible(record)));
    const seen: Seen = { list: listedOf(found), count: found.length };
    byRole.set(role, seen);
    return seen;
  }

  /** The tick: tells what changed since the last one. */
  tell(): void {
    const now = this.#host.now();
    this.roster.expire(now);
    const taken = this.roster.take();
    if (taken) {
      this.#filtered = new WeakMap();
      for (const listener of [...this.#listeners]) listener.changed?.(taken);
    }
    this.#check();
  }

  /** Another process has cast something. What is of no shape is none of ours. */
  took({ kind, data }: PresenceCast, node: string): void {
    if (kind === "broadcast" && Array.isArray(data) && typeof data[0] === "string") {
      return this.#broadcast(data[0], data[1] ?? null);
    }
    if (Array.isArray(data) && typeof data[0] === "string") {
      const [connection, first, start, end] = data;
      if (kind === "typing") {
        const field = typeof first === "string" ? first : undefined;
        this.roster.type(connection, field, this.#host.now());
        return this.#wake();
      }
      if (kind === "selection") {
        const isOne = typeof first === "string" && typeof start === "number" &&
          typeof end === "number";
        this.roster.select(connection, isOne ? { anchor: first, start, end } : undefined);
        return this.#wake();
      }
    }
    this.#take(kind, data, node);
  }

  /** One of another process may have changed something. */
  touched(): void {
    this.#wake();
  }

  #broadcast(event: string, payload: Json): void {
    for (const listener of [...this.#listeners]) listener.broadcast?.(event, payload);
  }

  #take(kind: string, data: Json | Uint8Array, node: string | undefined): void {
    for (const taker of [...this.#takers.get(kind) ?? []]) taker(data, node);
  }

  #wake(): void {
    this.#host.wake(this);
  }

  #check(): void {
    if (!this.isUsed) this.#host.emptied(this);
  }
}

function valuesOf({ anchor, start, end }: PresenceSelection): [string, number, number] {
  return [anchor, start, end];
}

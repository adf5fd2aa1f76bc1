/** Rooms of one hub: made when somebody comes, told of their changes once a tick, kept with a store. */

import {
  type HubPart,
  type HubPartHost,
  memoryPresence,
  type PresenceCast,
  type PresenceDelivery,
  type PresencePort,
  type PresenceRoom,
  type PresenceStore,
  type StoreStatus,
} from "../../server/world/mod.ts";
import { Exchange } from "./exchange.ts";
import { outerRoom } from "./outer_room.ts";
import { Room, type RoomHost } from "./room.ts";

/** For how long a room in which nobody is is followed: people come back. */
const VACANT = 30_000;
/** So many of them: whoever asks for rooms that nobody is in ends the waiting of the first. */
const MOST_VACANT = 1_000;

/** How presence is, as `hub.stats()` tells it. */
export interface PresenceStats {
  readonly rooms: number;
  /** Connections of this process. */
  readonly connections: number;
  /** How the store is: while it is away, people of other processes are as they were last. */
  readonly store: StoreStatus;
}

/** The rooms of one hub. */
export class Rooms implements PresencePort {
  readonly name = "presence";
  readonly exchange: Exchange;
  readonly #host: HubPartHost;
  readonly #store: PresenceStore;
  /** Without a store that was given nobody else can be in a room. */
  readonly #isAlone: boolean;
  readonly #rooms = new Map<string, Room>();
  readonly #woken = new Set<Room>();
  readonly #timed = new Set<Room>();
  readonly #vacant = new Map<Room, () => void>();
  readonly #roomHost: RoomHost;
  #stopTick: (() => void) | undefined;
  #stopAlarm: (() => void) | undefined;
  /** The highest version of a room that was forgotten: one that comes again goes on from it. */
  #highest = 0;
  #isClosed = false;

  /** No rooms yet. */
  constructor(host: HubPartHost) {
    this.#host = host;
    this.#isAlone = host.presence === undefined;
    this.#store = host.presence ?? memoryPresence({ now: () => host.now() });
    this.exchange = new Exchange(host, this.#store, {
      all: () => this.#rooms.values(),
      find: (key) => this.#rooms.get(key),
    });
    this.#roomHost = {
      now: () => host.now(),
      date: () => host.date(),
      wake: (room) => this.#wake(room),
      emptied: (room) => this.#emptied(room),
      cast: (room, cast, delivery) => this.#cast(room, cast, delivery),
    };
  }

  /** Random, for a connection: never used twice. */
  connection(): string {
    return this.#host.random(12);
  }

  /** Milliseconds since 1970. */
  date(): number {
    return this.#host.date();
  }

  /** Monotonic milliseconds. */
  now(): number {
    return this.#host.now();
  }

  /** Runs once after `ms`. */
  timer(ms: number, run: () => void): () => void {
    return this.#host.timer(Math.max(0, ms), run, { unref: true });
  }

  /** Milliseconds in which changes are gathered. */
  get tick(): number {
    return this.#store.tick;
  }

  /** Milliseconds between pointers that cross processes; undefined where they do not. */
  get cursors(): number | undefined {
    return this.#isAlone ? undefined : this.#store.cursors;
  }

  /** How the store is. */
  get status(): StoreStatus {
    return this.exchange.status;
  }

  /** A room, made where it is not there. */
  room(key: string): Room {
    const known = this.#rooms.get(key);
    if (known) return known;
    const room = new Room(key, this.#roomHost, this.#highest);
    this.#rooms.set(key, room);
    if (!this.#isAlone) this.exchange.follow(room);
    return room;
  }

  /** A room that is looked into from outside; forgotten again where nobody comes. */
  visit(key: string): Room | undefined {
    const known = this.#rooms.get(key);
    if (known || this.#isAlone) return known;
    const room = this.room(key);
    this.#emptied(room);
    return room;
  }

  /** A room that is there. */
  find(key: string): Room | undefined {
    return this.#rooms.get(key);
  }

  /** Code of the app failed that listened to a room: nobody else is kept from hearing. */
  report(room: string, error: unknown): void {
    this.#host.observe({ type: "failure", phase: "presence", request: room, error });
  }

  /** See {@link PresencePort}. */
  presence(key: string): PresenceRoom {
    return outerRoom(this, key);
  }

  /** See `HubExtension`. */
  readonly start = (): void => this.exchange.start();

  /** See `HubExtension`. */
  readonly drain = (): Promise<void> => this.exchange.drain();

  /** See `HubExtension`. */
  readonly stats = (): PresenceStats => {
    let connections = 0;
    for (const { roster } of this.#rooms.values()) connections += roster.own;
    return { rooms: this.#rooms.size, connections, store: this.status };
  };

  /** See `HubExtension`. */
  readonly close = async (): Promise<void> => {
    this.#isClosed = true;
    this.#stopTick?.();
    this.#stopAlarm?.();
    for (const cancel of this.#vacant.values()) cancel();
    this.#vacant.clear();
    this.#rooms.clear();
    await this.exchange.close();
  };

  #cast(room: Room, cast: PresenceCast, delivery: PresenceDelivery): void {
    if (!this.#isAlone) this.exchange.cast(room, cast, delivery);
  }

  #wake(room: Room): void {
    if (this.#isClosed) return;
    this.#woken.add(room);
    this.#stopTick ??= this.#host.timer(this.tick, () => this.#tick(), { unref: true });
  }

  #tick(): void {
    this.#stopTick = undefined;
    const woken = [...this.#woken];
    this.#woken.clear();
    for (const room of woken) {
      room.tell();
      // Nobody else has to know.
      if (this.#isAlone) room.roster.shard.takeChanges();
      if (room.roster.deadline === undefined) this.#timed.delete(room);
      else this.#timed.add(room);
    }
    if (!this.#isAlone) this.exchange.send(woken);
    this.#setAlarm();
  }

  /** Wakes rooms when something in them is over. */
  #setAlarm(): void {
    this.#stopAlarm?.();
    this.#stopAlarm = undefined;
    let next = Infinity;
    for (const { roster } of this.#timed) next = Math.min(next, roster.deadline ?? Infinity);
    if (next === Infinity) return;
    const now = this.#host.now();
    this.#stopAlarm = this.#host.timer(Math.max(0, next - now), () => this.#alarm(), {
      unref: true,
    });
  }

  #alarm(): void {
    this.#stopAlarm = undefined;
    const now = this.#host.now();
    for (const room of [...this.#timed]) {
      if ((room.roster.deadline ?? Infinity) <= now) this.#wake(room);
    }
    if (!this.#stopTick) this.#setAlarm();
  }

  #emptied(room: Room): void {
    if (this.#vacant.has(room) || this.#isClosed) return;
    if (this.#isAlone) return this.#forget(room);
    const cancel = this.#host.timer(VACANT, () => this.#vacated(room), { unref: true });
    this.#vacant.set(room, cancel);
    const [first] = this.#vacant.keys();
    // One that has something to tell yet would wait anew, behind all others.
    const isOver = this.#vacant.size > MOST_VACANT && first?.roster.shard.pending === 0;
    if (isOver) this.#vacated(first);
  }

  /** It was vacant for long enough. */
  #vacated(room: Room): void {
    this.#vacant.get(room)?.();
    this.#vacant.delete(room);
    if (room.isUsed) return;
    // While the store is away the others do not know yet that the last one left.
    if (room.roster.shard.pending > 0) this.#emptied(room);
    else this.#forget(room);
  }

  #forget(room: Room): void {
    // What it has to tell yet, the tick tells.
    if (this.#woken.has(room) || this.#rooms.get(room.key) !== room) return;
    this.#rooms.delete(room.key);
    this.#timed.delete(room);
    this.#highest = Math.max(this.#highest, room.version);
    this.exchange.unfollow(room);
  }
}

/** What makes the presence of a hub: brought by the mixin, and by stores as their `part`. */
export const roomsPart: HubPart<Rooms> = { make: (host) => new Rooms(host) };

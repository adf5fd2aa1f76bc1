/** Member of a room whose page is a view: its wish to be there, its room, and what it says. */

import { partOf, type TerminateReason } from "../../server/view/mod.ts";
import type { PresenceLock } from "../../server/world/mod.ts";
import { checkHooks } from "./hooks.ts";
import type { Happenings, PresentView } from "./happenings.ts";
import {
  checkedEvent,
  HeldLocks,
  jsonOf,
  type KeptLock,
  type Room,
  type Rooms,
  roomsPart,
} from "../room/mod.ts";
import { checkedLocation, checkedMeta, type JsonObject, type Presence } from "../roster/mod.ts";
import { leavingOf } from "./leaving.ts";
import type { MemberData } from "./member_data.ts";
import { Sight } from "./sight.ts";
import { checkRoom, noRoom, roomKeyOf, userIdOf } from "./view_ids.ts";
import { WordChannel } from "./word_channel.ts";

/** A room that a view looks into, and may be in. */
interface Visit {
  readonly room: Room;
  readonly user: string;
  readonly locks: HeldLocks;
  readonly stop: () => void;
}

/** A view, as a member of at most one room. */
export class ViewMember {
  readonly #sight: Sight;
  readonly #view: PresentView;
  /** All rooms of its hub. */
  readonly rooms: Rooms;
  readonly #words: WordChannel;
  #connection: string;
  #joinedAt: number | undefined;
  #meta: JsonObject | undefined;
  /** What a snapshot said it held, until it is in its room. */
  #kept: KeptLock[] = [];
  /** Where in the room it says it is. */
  location: JsonObject | undefined;
  #phase: "new" | "live" | "lost" | "ended" = "new";
  #visit: Visit | undefined;

  /** In no room yet. */
  constructor(view: PresentView) {
    const rooms = partOf(view, roomsPart);
    if (!rooms) {
      throw new Error(
        `Cannot use the presence of "${view.constructor.name}": it is kept by no hub that has one; ` +
          `give the view to live() as a route, or { use: [presence] } to live()`,
      );
    }
    checkHooks(view);
    this.#view = view;
    this.rooms = rooms;
    this.#connection = rooms.connection();
    this.#sight = new Sight(view);
    this.#words = new WordChannel(view, () => this.#present());
  }

  /** What the view is to be called for. */
  get happenings(): Happenings {
    return this.#sight.happenings;
  }

  /** Its own meta. */
  get meta(): JsonObject | undefined {
    return this.#meta;
  }

  /** Whether other processes cannot be seen just now. */
  get isDegraded(): boolean {
    return this.rooms.status.state === "degraded";
  }

  /** Its id in rooms. */
  get user(): string {
    return this.#visit?.user ?? userIdOf(this.#view, this.#connection);
  }

  /** Its connection, which is random. */
  get connection(): string {
    return this.#connection;
  }

  /** The room it is in or looks into, once a line is there. */
  get room(): Room | undefined {
    this.look();
    return this.#visit?.room;
  }

  /** Wants to be in the room, as this; again: another meta. */
  track(meta: unknown): void {
    checkRoom(this.#view);
    this.#meta = checkedMeta(meta);
    this.look();
    this.#put();
  }

  /** Another meta, in part. */
  update(meta: unknown): void {
    if (!this.#meta) {
      throw new Error(`Cannot update the presence: nobody is tracked; call trackPresence() first`);
    }
    this.track({ ...this.#meta, ...checkedMeta(meta) });
  }

  /** Does not want to be there any more. */
  untrack(): void {
    this.#meta = undefined;
    this.#joinedAt = undefined;
    this.#visit?.locks.end();
    this.#visit?.room.leave(this.#connection, "now");
    this.#enter(this.#visit?.room.key);
  }

  /** Everybody it sees. */
  list(): readonly Presence[] {
    return this.#sight.people(this.room ?? this.#peek());
  }

  /** How many people it sees. */
  count(): number {
    return this.#sight.count(this.room ?? this.#peek());
  }

  /** Tells all members. */
  broadcast(event: unknown, payload: unknown): void {
    const name = checkedEvent(event);
    this.#required(`broadcast "${name}"`).broadcast(name, jsonOf(name, payload));
  }

  /** Where in the room it is; undefined: nowhere. */
  locate(location: unknown): void {
    this.location = location === undefined ? undefined : checkedLocation(location);
    this.look();
    const present = this.#present();
    present?.room.locate(present.connection, this.location);
  }

  /** Types, or no longer does. */
  type(field: string | undefined): void {
    const present = this.#present();
    present?.room.type(present.connection, field);
  }

  /** Tries for a lock. */
  async lock(part: string, ttl: number | undefined): Promise<PresenceLock> {
    this.#required(`lock "${part}"`);
    const locks = this.#visit?.locks;
    if (!locks || !this.#meta) {
      throw new Error(`Cannot lock "${part}": nobody is tracked; call trackPresence() first`);
    }
    return await locks.lock(part, ttl);
  }

  /** Lets a lock go. */
  async unlock(part: string): Promise<boolean> {
    return await this.#visit?.locks.unlock(part) ?? false;
  }

  /** A line is there for the first time. */
  connected(): void {
    this.#phase = "live";
    this.look();
  }

  /** The line went. */
  disconnected(): void {
    if (this.#phase !== "live") return;
    this.#phase = "lost";
    if (this.#meta) this.#visit?.room.leave(this.#connection, "lost");
  }

  /** The line is back. */
  reconnected(): void {
    if (this.#phase !== "lost") return;
    this.#phase = "live";
    this.look();
    if (this.#meta && !this.#visit?.room.back(this.#connection)) this.#put();
  }

  /** The view ends. */
  ended(reason: TerminateReason): void {
    const wasLost = this.#phase === "lost";
    this.#phase = "ended";
    this.happenings.end();
    const visit = this.#visit;
    this.#visit = undefined;
    if (!visit) return;
    // The page is, or will be, in another process.
    const isMoving = reason === "replaced" || reason === "drained";
    this.#kept = [...visit.locks.end(isMoving ? "moves" : "free")];
    const how = leavingOf(reason, wasLost ? "lost" : "there");
    if (how) visit.room.leave(this.#connection, how);
    visit.stop();
  }

  /** Looks where it is to be: its key may be another by now. */
  look(): void {
    if (this.#phase !== "live") return;
    const key = roomKeyOf(this.#view);
    if (key !== this.#visit?.room.key) this.#enter(key);
  }

  /** For a snapshot. */
  snapshot(): MemberData | undefined {
    if (!this.#meta) return undefined;
    const locks = this.#visit?.locks.kept ?? this.#kept;
    return {
      connection: this.#connection,
      joinedAt: this.#joinedAt ?? this.rooms.date(),
      meta: this.#meta,
      ...(this.location && { location: this.location }),
      ...(locks.length > 0 && { locks }),
    };
  }

  /** From one. */
  restore({ connection, joinedAt, meta, location, locks = [] }: MemberData): void {
    this.#connection = connection;
    this.#joinedAt = joinedAt;
    this.#meta = checkedMeta(meta);
    this.location = location;
    this.#kept = [...locks];
  }

  /** At a paint there is no line: it looks into a room that is there, and leaves no trace. */
  #peek(): Room | undefined {
    const key = this.#phase === "new" ? roomKeyOf(this.#view) : undefined;
    return key === undefined ? undefined : this.rooms.find(key);
  }

  /** Leaves where it is, and enters this room, or none. */
  #enter(key: string | undefined): void {
    const left = this.#visit;
    // What the view itself may throw comes first: it would leave a room in which nobody is.
    const before = this.#sight.people(left?.room);
    const user = userIdOf(this.#view, this.#connection);
    const room = key === undefined ? undefined : this.rooms.room(key);
    if (left && left.room !== room) {
      left.locks.end();
      if (this.#meta) left.room.leave(this.#connection, "now");
      this.#joinedAt = undefined;
    }
    left?.stop();
    this.#visit = room && {
      room,
      user,
      locks: new HeldLocks(this.rooms, {
        room,
        holder: { connection: this.#connection, user },
        lost: (part) => this.happenings.add([{ type: "lock", part }]),
      }),
      stop: room.listen({
        changed: (taken) => {
          this.#visit?.locks.look();
          this.#words.peers(taken.count > 1);
          this.#sight.changed(taken, user);
        },
        broadcast: (event, payload) => {
          if (this.#meta) this.#view.pushEvent(event, payload);
        },
      }),
    };
    this.#put();
    this.#visit?.locks.regain(this.#kept.splice(0));
    if (left && left.room !== room) this.#sight.moved(before, this.#sight.people(room), user);
  }

  /** Is in its room, as it wants to be. */
  #put(): void {
    const [meta, visit] = [this.#meta, this.#visit];
    if (!meta || !visit || this.#phase !== "live") return;
    const { room, user } = visit;
    const connection = this.#connection;
    // A page that was at another process meanwhile may be back in the grace of when it went.
    if (room.back(connection)) return room.update(connection, meta);
    const joinedAt = this.#joinedAt ??= this.rooms.date();
    room.join({ connection, user, meta, joinedAt });
    if (this.location) room.locate(connection, this.location);
    this.#words.open(room);
  }

  /** Its room and connection, where it is in one. */
  #present(): { readonly room: Room; readonly connection: string } | undefined {
    const room = this.#phase === "live" && this.#meta ? this.#visit?.room : undefined;
    return room && { room, connection: this.#connection };
  }

  #required(what: string): Room {
    const { room } = this;
    if (room) return room;
    throw noRoom(what, this.#phase === "new" ? "new" : "seen");
  }
}

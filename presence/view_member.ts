/** Member of a room whose page is a view: its wish to be there, its room, and what it says. */

import { isRendering, partOf, tenantOf, type TerminateReason } from "../server/view/mod.ts";
import type { PresenceLock } from "../server/world/mod.ts";
import { Happenings, type PresentView } from "./happenings.ts";
import { HeldLocks } from "./held_locks.ts";
import { checkedKey, keyOf, tenantKey } from "./key.ts";
import { checkedLocation, checkedMeta, type JsonObject } from "./meta.ts";
import { checkedEvent, jsonOf } from "./outer_room.ts";
import type { Presence } from "./record.ts";
import type { Room } from "./room.ts";
import type { Taken } from "./roster.ts";
import { presencePart, type Rooms } from "./rooms.ts";
import { userIdOf } from "./user_id.ts";
import { WordChannel } from "./word_channel.ts";

/** What a snapshot keeps. */
export interface MemberData {
  readonly connection: string;
  readonly joinedAt: number;
  readonly meta: JsonObject;
  readonly location?: JsonObject;
}

/** A room that a view looks into, and may be in. */
interface Visit {
  readonly room: Room;
  readonly user: string;
  readonly locks: HeldLocks;
  readonly stop: () => void;
}

/** A view, as a member of at most one room. */
export class ViewMember {
  readonly happenings: Happenings;
  readonly #view: PresentView;
  readonly #rooms: Rooms;
  readonly #words: WordChannel;
  #connection: string;
  #joinedAt: number | undefined;
  #meta: JsonObject | undefined;
  #location: JsonObject | undefined;
  #phase: "new" | "live" | "lost" | "ended" = "new";
  #visit: Visit | undefined;
  /** Whether a render has read who is there: then it renders for every change, for good. */
  #isReader = false;

  /** In no room yet. */
  constructor(view: PresentView) {
    const rooms = partOf(view, presencePart);
    if (!rooms) {
      throw new Error(
        `Cannot use the presence of "${view.constructor.name}": it is kept by no hub that has one; ` +
          `give the view to live() as a route, or { use: [presence] } to live()`,
      );
    }
    this.#view = view;
    this.#rooms = rooms;
    this.#connection = rooms.connection();
    this.happenings = new Happenings(view);
    this.#words = new WordChannel(view, () => this.#present());
  }

  /** Its own meta. */
  get meta(): JsonObject | undefined {
    return this.#meta;
  }

  /** Whether other processes cannot be seen just now. */
  get isDegraded(): boolean {
    return this.#rooms.status.state === "degraded";
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
    this.#enter(this.#visit?.room);
  }

  /** Everybody it sees. */
  list(): readonly Presence[] {
    if (isRendering(this.#view)) this.#isReader = true;
    const room = this.room ?? this.#peek();
    return room ? this.#seen(room) : [];
  }

  /** How many people it sees. */
  count(): number {
    const all = this.list();
    const view = this.#view;
    const room = this.#visit?.room ?? this.#peek();
    return room && !view.presenceVisible ? room.roster.shown : all.length;
  }

  /** Tells all members. */
  broadcast(event: unknown, payload: unknown): void {
    const name = checkedEvent(event);
    const room = this.#required(`broadcast "${name}"`);
    room.broadcast(name, jsonOf(name, payload));
  }

  /** Where in the room it is; undefined: nowhere. */
  locate(location: unknown): void {
    this.#location = location === undefined ? undefined : checkedLocation(location);
    this.look();
    const present = this.#present();
    present?.room.locate(present.connection, this.#location);
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
    visit.locks.end();
    const how = leavingOf(reason);
    // One whose line was lost has its time already.
    if (how === "now" || !wasLost) visit.room.leave(this.#connection, how);
    visit.stop();
  }

  /** Looks where it is to be: its key may be another by now. */
  look(): void {
    if (this.#phase !== "live") return;
    const key = this.#key();
    if (key === this.#visit?.room.key) return;
    this.#enter(key === undefined ? undefined : this.#rooms.room(key));
  }

  /** For a snapshot. */
  snapshot(): MemberData | undefined {
    if (!this.#meta) return undefined;
    return {
      connection: this.#connection,
      joinedAt: this.#joinedAt ?? this.#rooms.date(),
      meta: this.#meta,
      ...(this.#location && { location: this.#location }),
    };
  }

  /** From one. */
  restore({ connection, joinedAt, meta, location }: MemberData): void {
    this.#connection = connection;
    this.#joinedAt = joinedAt;
    this.#meta = checkedMeta(meta);
    this.#location = location;
  }

  #key(): string | undefined {
    const view = this.#view;
    const key = view.getPresenceKey
      ? checkedKey(view.getPresenceKey())
      : keyOf(view.presenceKey, view);
    return key === undefined ? undefined : tenantKey(tenantOf(view), key);
  }

  /** At a paint there is no line: it looks into a room that is there, and leaves no trace. */
  #peek(): Room | undefined {
    const key = this.#phase === "new" ? this.#key() : undefined;
    return key === undefined ? undefined : this.#rooms.find(key);
  }

  /** Leaves where it is, and enters this room, or none. */
  #enter(room: Room | undefined): void {
    const left = this.#visit;
    const before = left ? this.#seen(left.room) : [];
    if (left && left.room !== room) {
      left.locks.end();
      if (this.#meta) left.room.leave(this.#connection, "now");
    }
    left?.stop();
    const user = userIdOf(this.#view, this.#connection);
    this.#visit = room && {
      room,
      user,
      locks: new HeldLocks(this.#rooms, {
        room,
        holder: { connection: this.#connection, user },
        lost: (part) => this.happenings.add([{ type: "lock", part }]),
      }),
      stop: room.listen({
        changed: (taken) => this.#changed(taken),
        broadcast: (event, payload) => {
          if (this.#meta) this.#view.pushEvent(event, payload);
        },
      }),
    };
    this.#put();
    if (!left || left.room === room) return;
    if (this.#isReader && !isRendering(this.#view)) this.happenings.render();
    this.#tellMove(before, room ? this.#seen(room) : []);
  }

  /** Who is in both rooms has neither left nor come. */
  #tellMove(before: readonly Presence[], after: readonly Presence[]): void {
    const [was, is] = [before, after].map((all) => new Set(all.map(({ id }) => id)));
    const own = this.user;
    this.happenings.add([
      ...before.filter(({ id }) => id !== own && !is?.has(id))
        .map((person) => ({ type: "leave", person }) as const),
      ...after.filter(({ id }) => id !== own && !was?.has(id))
        .map((person) => ({ type: "join", person }) as const),
    ]);
  }

  /** Is in its room, as it wants to be. */
  #put(): void {
    const meta = this.#meta;
    const visit = this.#visit;
    if (!meta || !visit || this.#phase !== "live") return;
    const { room, user } = visit;
    const connection = this.#connection;
    if (room.roster.find(connection)) return room.update(connection, meta);
    const joinedAt = this.#joinedAt ??= this.#rooms.date();
    room.join({ connection, user, meta, joinedAt });
    if (this.#location) room.locate(connection, this.#location);
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
    throw new Error(
      `Cannot ${what}: the view is in no room; ${
        this.#phase === "new"
          ? "it has no line yet, do it in connected() or in a handler"
          : 'set presenceKey = "…", and the fields that are in it'
      }`,
    );
  }

  #seen(room: Room): readonly Presence[] {
    const view = this.#view;
    if (!view.presenceVisible) return room.list();
    const role = view.presenceRole?.() ?? "";
    return room.visible(
      view.constructor,
      role,
      (person) => view.presenceVisible?.(role, person as Presence) === true,
    );
  }

  #changed({ joins, leaves, updates, count }: Taken): void {
    this.#words.peers(count > 1);
    if (this.#isReader) this.happenings.render();
    const role = this.#view.presenceRole?.() ?? "";
    const own = this.user;
    const all = { join: joins, leave: leaves, update: updates };
    for (const type of ["join", "leave", "update"] as const) {
      const people = all[type].filter((person) =>
        person.id !== own && (this.#view.presenceVisible?.(role, person) ?? true)
      );
      this.happenings.add(people.map((person) => ({ type, person })));
    }
  }
}

/** How somebody leaves whose view ends so. */
function leavingOf(reason: TerminateReason): "now" | "closed" | "lost" {
  switch (reason) {
    case "disconnected":
    case "unclaimed":
      return "now";
    case "left":
    case "replaced":
    case "timeout":
    case "failed":
      return "closed";
    case "drained":
    case "expired":
    case "evicted":
      return "lost";
    default:
      return reason satisfies never;
  }
}

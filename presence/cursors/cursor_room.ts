/** Room of cursors: takes what its pages say, and tells all of them in one frame a tick. */

import {
  CURSOR_SHOWN,
  type CursorDown,
  type CursorMove,
  type CursorNews,
  type CursorUp,
  moveOf,
  type Mover,
  OWN_SLOT,
} from "../../protocol/mod.ts";
import { Audience } from "./audience.ts";
import { FarCasts, type FarHost } from "./far_casts.ts";
import { FarMovers } from "./far_movers.ts";
import { Follows } from "./follows.ts";
import { Movement } from "./movement.ts";
import { Readers } from "./readers.ts";
import { movesOf, type Sighting, sightingsOf } from "./sightings.ts";
import { type CursorGuest, type CursorUser, reactionsOf, Seat } from "./seat.ts";

/** What a room of cursors needs. */
export interface CursorRoomHost {
  /** Tells it from other rooms of the process. */
  readonly number: number;
  /** Monotonic milliseconds. */
  now(): number;
  /** Runs once after `ms`; returns how to cancel. */
  after(ms: number, run: () => void): () => void;
  /** Whether viewers of a role see somebody. Default: all see all. */
  readonly isVisible?: ((role: string, user: CursorUser) => boolean) | undefined;
  /** Where the room spans nodes: how to reach the others. */
  readonly far?: FarHost | undefined;
}

/** Numbers of movers are two bytes. */
const MOST_SEATS = 0x1_0000;

/** A mover, as news name one. */
type Pair = readonly [slot: number, index: number];

/** One room, in this process. */
export class CursorRoom {
  readonly #host: CursorRoomHost;
  readonly #audience: Audience;
  readonly #follows: Follows;
  readonly #far = new FarMovers();
  readonly #movement: Movement;
  readonly #casts: FarCasts;
  readonly #readers: Readers;
  #spotlight: Pair | undefined;

  constructor(host: CursorRoomHost) {
    this.#host = host;
    const after = (ms: number, run: () => void) => host.after(ms, run);
    this.#movement = new Movement({
      after,
      tell: (slot, moves) => this.#audience.tell({ type: "moves", slot, moves }),
    });
    this.#audience = new Audience({
      sees: (role, user) => this.#sees(role, user),
      userOf: (mover) => this.#userOf(mover),
    });
    this.#casts = new FarCasts(host.far, after);
    this.#readers = new Readers(this.#seats, after);
    this.#follows = new Follows(this.#seats, {
      seen: (mover, role) => {
        const user = this.#userOf(mover);
        return user && this.#sees(role, user) ? user : undefined;
      },
      isAsking: (index) => isSame(this.#spotlight, [OWN_SLOT, index]),
      isWatched: (user, index) => this.#far.isWatched(user, index),
      watch: (watched) => this.#casts.tell({ type: "news", news: { watched } }),
    });
  }

  get #seats(): ReadonlyMap<number, Seat> {
    return this.#audience.seats;
  }

  /** See {@link CursorRoomHost}. */
  get number(): number {
    return this.#host.number;
  }

  /** Whether nobody of this process is here. */
  get isEmpty(): boolean {
    return this.#seats.size === 0;
  }

  /** What may be thrown here: what the first page has that throws anything. */
  get reactions(): readonly string[] {
    return this.#audience.reactions;
  }

  /** Somebody sits down. */
  join(guest: CursorGuest): Seat {
    let index = this.#seats.size;
    // The first that is free, from where it likely is.
    while (this.#seats.has(index)) index = (index + 1) % MOST_SEATS;
    const seat = new Seat(index, guest, this.#host.now());
    this.#audience.add(seat);
    this.#tell({ type: "news", news: { who: [seat.person] } }, seat);
    this.#tellPeers();
    return seat;
  }

  /** Somebody left. */
  leave(seat: Seat): void {
    if (!this.#audience.delete(seat)) return;
    const { index } = seat;
    this.#movement.drop([[OWN_SLOT, index]]);
    this.#casts.drop(index);
    this.#follows.forget([seat.mover]);
    if (isSame(this.#spotlight, [OWN_SLOT, index])) this.spotlight(null);
    this.#tell({ type: "news", news: { gone: [[OWN_SLOT, index]] } });
    this.#tellPeers();
    this.#readers.tell();
    if (this.isEmpty) { for (const one of [this.#movement, this.#casts, this.#readers]) one.end(); }
  }

  /** Their page cannot be reached: their cursor is nowhere. */
  hide(seat: Seat): void {
    if (seat.move && seat.move.mode !== "hidden") this.move(seat, { ...seat.move, mode: "hidden" });
  }

  /** Who somebody is may have changed. */
  describe(seat: Seat): void {
    seat.user = seat.guest.person();
    const down = { type: "news", news: { who: [seat.person] } } as const;
    if (!this.#host.isVisible) return this.#tell(down, seat);
    // Told when the roster says who may see that.
    seat.isDescribed = true;
    this.#casts.tell(down);
  }

  /** The roster says something else of these people: others may see them from now on, or no longer. */
  usersChanged(users: ReadonlySet<string>): void {
    if (!this.#host.isVisible) return;
    this.#audience.look(users, this.#far.people);
    this.#tellPeers();
  }

  /** All that a page has to know, when its channel opens or it is behind no more. */
  newsFor(seat: Seat): CursorNews {
    const seats = [...this.#seats.values()].filter((one) => one !== seat);
    seat.hasPeers = this.#hasPeers(seat);
    return this.#audience.newsFor(seat, {
      all: true,
      peers: seat.hasPeers,
      who: [...seats.map(({ person }) => person), ...this.#far.people],
      followed: seat.isFollowed,
      ...this.#spotlight && { spotlight: this.#spotlight },
    });
  }

  /** A page is behind no more: all that it has to know, and who moved meanwhile. */
  catchUp(seat: Seat): void {
    const since = this.#host.now() - CURSOR_SHOWN;
    const recent = this.cursorsFor(seat.guest.role).filter((one) => one.movedAt > since);
    seat.news(this.newsFor(seat));
    for (const down of movesOf(recent)) seat.tell(down);
  }

  /** A page says something. */
  take(seat: Seat, up: CursorUp): void {
    const { mover, guest: { options } } = seat;
    switch (up.type) {
      case "move":
        return this.move(seat, up.move);
      case "anchor":
        if (!seat.may("anchor", this.#host.now()) || !seat.name(up.place, up.name)) return;
        return this.#tell({
          type: "news",
          news: { anchor: [mover.slot, mover.index, up.place, up.name] },
        });
      case "chat":
        if (!options.chat || !seat.may("chat", this.#host.now())) return;
        return this.#tell({ type: "chat", mover, text: up.text });
      case "react":
        return this.react(seat, up.reaction);
      case "follow":
        return seat.may("follow", this.#host.now()) ? this.#follows.set(seat, up.mover) : undefined;
      case "view":
        if (!seat.isFollowed || !seat.may("view", this.#host.now())) return;
        if (this.#far.isWatched(seat.user.user, seat.index)) this.#casts.view(seat.index, up.move);
        return this.#follows.tell(mover, { type: "view", mover, move: up.move });
      default:
        return up satisfies never;
    }
  }

  /** A cursor is somewhere else: the latest one goes with the next tick. */
  move(seat: Seat, { place, x, y, mode }: CursorMove): void {
    const { laser } = seat.guest.options;
    const checked = moveOf(place, x, y, mode === "laser" && !laser ? "plain" : mode);
    if (!checked || !this.#seats.has(seat.index)) return;
    seat.move = checked;
    seat.movedAt = this.#host.now();
    seat.guest.moved?.(checked);
    this.#movement.put(OWN_SLOT, [{ index: seat.index, ...checked }]);
    this.#casts.move(seat.index, checked);
    this.#readers.tell();
  }

  /** Something is thrown, by a page or by the view itself. */
  react(seat: Seat, reaction: number): void {
    const { guest: { options }, mover } = seat;
    if (!(reaction < reactionsOf(options).length) || !seat.may("react", this.#host.now())) return;
    this.#tell({ type: "react", mover, reaction });
  }

  /** Somebody asks all to follow, or nobody does any more. */
  spotlight(seat: Seat | null): void {
    this.#spotlight = seat ? [OWN_SLOT, seat.index] : undefined;
    this.#tell({ type: "news", news: { spotlight: this.#spotlight ?? null } });
    this.#follows.look();
  }

  /** Where cursors are, as viewers of a role see them; who is nowhere is left out. */
  cursorsFor(role: string): Sighting[] {
    return [...sightingsOf(this.#seats.values()), ...this.#far.cursors].filter(({ user, move }) =>
      move.mode !== "hidden" && this.#sees(role, user)
    );
  }

  /** Another node said something. */
  farTold(node: string, data: Uint8Array): void {
    const now = this.#host.now();
    const heard = this.#far.take(node, data, now);
    if (!heard) return;
    if (this.#far.asks(node, now)) this.farCame();
    if (heard.type === "view") return this.#follows.tell(heard.mover, heard);
    if (heard.type === "moves") {
      this.#movement.put(heard.slot, heard.moves);
      return this.#readers.tell();
    }
    if (heard.type !== "news") return void this.#audience.tell(heard);
    const { ask, ...news } = heard.news;
    if (ask) this.#casts.tell({ type: "news", news: this.#all });
    if (Object.keys(news).length > 0) this.#audience.tell({ type: "news", news });
    this.#learned(news);
  }

  #learned({ gone = [], spotlight }: CursorNews): void {
    if (spotlight !== undefined) this.#spotlight = spotlight ?? undefined;
    this.#movement.drop(gone);
    this.#follows.forget(gone.map(([slot, index]) => ({ slot, index })));
    this.#tellPeers();
  }

  /** Other nodes have to know who is here, and to say who is there. */
  farCame(): void {
    this.#casts.tell({ type: "news", news: { ...this.#all, ask: true } });
  }

  get #all(): CursorNews {
    const who = [...this.#seats.values()].map(({ person }) => person);
    const { watched } = this.#follows;
    const spotlight = this.#spotlight?.[0] === OWN_SLOT && { spotlight: this.#spotlight };
    return { all: true, who, watched, ...spotlight };
  }

  /** A person has left, wherever they were. */
  userLeft(user: string): void {
    // Of this node: their line is lost for longer than the grace. They sit down again when it is back.
    for (const seat of [...this.#seats.values()]) if (seat.user.user === user) this.leave(seat);
    const gone = this.#far.forgetUser(user);
    if (gone.length === 0) return;
    const isOver = gone.some((pair) => isSame(this.#spotlight, pair));
    const news: CursorNews = { gone, ...isOver && { spotlight: null } };
    this.#audience.tell({ type: "news", news });
    this.#learned(news);
    this.#readers.tell();
  }

  /** To all who see it, here and at other nodes. */
  #tell(down: CursorDown, but?: Seat): void {
    this.#audience.tell(down, but);
    this.#casts.tell(down);
  }

  #userOf({ slot, index }: Mover): CursorUser | undefined {
    return slot === OWN_SLOT ? this.#seats.get(index)?.user : this.#far.userOf(slot, index);
  }

  #tellPeers(): void {
    for (const seat of this.#seats.values()) {
      const peers = this.#hasPeers(seat);
      if (peers === seat.hasPeers) continue;
      seat.hasPeers = peers;
      seat.news({ peers });
    }
  }

  #hasPeers(seat: Seat): boolean {
    return this.#far.people.length > 0 || this.#audience.hasPeers(seat);
  }

  #sees(role: string, user: CursorUser): boolean {
    return this.#host.isVisible?.(role, user) ?? true;
  }
}

const isSame = (one: Pair | undefined, [slot, index]: Pair): boolean =>
  one?.[0] === slot && one[1] === index;

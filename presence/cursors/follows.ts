/** Follows of a room: who follows whom, so that only a page that is followed tells what it shows. */

import {
  ChannelData,
  type CursorDown,
  encodeCursorDown,
  type Mover,
  OWN_SLOT,
} from "../../protocol/mod.ts";
import type { CursorUser, Seat } from "./seat.ts";

/** Movers of other nodes that pages of this one follow: by their ids, as slots are each node's own. */
export type Watched = readonly (readonly [user: string, index: number])[];

/** What follows need to know. */
export interface FollowsHost {
  /** Who a mover is, as viewers of a role see them; undefined for nobody whom they see. */
  seen(mover: Mover, role: string): CursorUser | undefined;
  /** Whether this one asks all to follow. */
  isAsking(index: number): boolean;
  /** Whether a page of another node follows somebody of this one. */
  isWatched(user: string, index: number): boolean;
  /** Other nodes have to know whom pages of this one follow there. */
  watch(watched: Watched): void;
}

/** Who follows whom among these seats, and whom of other nodes. */
export class Follows {
  readonly #seats: ReadonlyMap<number, Seat>;
  readonly #host: FollowsHost;
  #told = "[]";

  constructor(seats: ReadonlyMap<number, Seat>, host: FollowsHost) {
    this.#seats = seats;
    this.#host = host;
  }

  /** Whom pages of this node follow at others. */
  get watched(): Watched {
    const users = new Map<string, readonly [user: string, index: number]>();
    for (const { following, guest } of this.#seats.values()) {
      if (!following || following.slot === OWN_SLOT) continue;
      const user = this.#host.seen(following, guest.role)?.user;
      if (user !== undefined) users.set(`${following.index} ${user}`, [user, following.index]);
    }
    return [...users.values()];
  }

  /** Whom somebody follows from now on: another whom they see. */
  set(seat: Seat, mover: Mover | undefined): void {
    const isOther = mover && !(mover.slot === OWN_SLOT && mover.index === seat.index) &&
      this.#host.seen(mover, seat.guest.role) !== undefined;
    seat.following = isOther ? mover : undefined;
    this.look();
  }

  /** These left: nobody follows them. */
  forget(movers: readonly Mover[]): void {
    for (const one of this.#seats.values()) {
      if (movers.some((mover) => isSame(one.following, mover))) one.following = undefined;
    }
    this.look();
  }

  /** To those who follow. */
  tell(mover: Mover, down: CursorDown): void {
    const data = new ChannelData(encodeCursorDown(down));
    for (const one of this.#seats.values()) {
      if (isSame(one.following, mover)) one.guest.tell?.(data);
    }
  }

  /** Tells who is followed, where that is another than before. */
  look(): void {
    const all = [...this.#seats.values()];
    const followed = new Set(
      all.flatMap(({ following }) => following?.slot === OWN_SLOT ? [following.index] : []),
    );
    for (const seat of all) {
      const { index, guest: { options } } = seat;
      // Whom a page follows is its own word: what another shows is told where that one's view lets it.
      const isOpen = options.follow === true || this.#host.isAsking(index);
      const isFollowed = isOpen &&
        (followed.has(index) || this.#host.isWatched(seat.user.user, index));
      if (isFollowed === seat.isFollowed) continue;
      seat.isFollowed = isFollowed;
      seat.news({ followed: isFollowed });
    }
    const { watched } = this;
    const text = JSON.stringify(watched);
    if (text === this.#told) return;
    this.#told = text;
    this.#host.watch(watched);
  }
}

const isSame = (one: Mover | undefined, { slot, index }: Mover): boolean =>
  one?.slot === slot && one.index === index;

/** Follows of a room: who follows whom, so that only a page that is followed tells what it shows. */

import {
  ChannelData,
  type CursorDown,
  encodeCursorDown,
  type Mover,
  OWN_SLOT,
} from "../../protocol/mod.ts";
import type { Seat } from "./seat.ts";

/** Who follows whom among these seats. */
export class Follows {
  readonly #seats: ReadonlyMap<number, Seat>;

  constructor(seats: ReadonlyMap<number, Seat>) {
    this.#seats = seats;
  }

  /** Whom somebody follows from now on. Those of other nodes cannot be followed. */
  set(seat: Seat, mover: Mover | undefined): void {
    const isOther = mover?.slot === OWN_SLOT && mover.index !== seat.index;
    seat.following = isOther ? mover.index : undefined;
    this.#tellFollowed();
  }

  /** Somebody left: nobody follows them, and they nobody. */
  forget(seat: Seat): void {
    seat.following = undefined;
    for (const one of this.#seats.values()) {
      if (one.following === seat.index) one.following = undefined;
    }
    this.#tellFollowed();
  }

  /** To those who follow. */
  tell(seat: Seat, down: CursorDown): void {
    const data = new ChannelData(encodeCursorDown(down));
    for (const one of this.#seats.values()) {
      if (one.following === seat.index) one.guest.tell(data);
    }
  }

  #tellFollowed(): void {
    const followed = new Set([...this.#seats.values()].map(({ following }) => following));
    for (const seat of this.#seats.values()) {
      const isFollowed = followed.has(seat.index);
      if (isFollowed === seat.isFollowed) continue;
      seat.isFollowed = isFollowed;
      seat.news({ followed: isFollowed });
    }
  }
}

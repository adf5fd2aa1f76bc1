/** Audience of a room of cursors: the seats, by what their roles see. */

import { ChannelData, type CursorDown, encodeCursorDown, type Mover } from "../../protocol/mod.ts";
import { type CursorUser, reactionsOf, type Seat } from "./seat.ts";

/** What an audience needs to know. */
export interface AudienceHost {
  /** Whether viewers of a role see somebody. */
  sees(role: string, user: CursorUser): boolean;
  /** Who a mover is; undefined for nobody known. */
  userOf(mover: Mover): CursorUser | undefined;
}

/** All who sit in one room. */
export class Audience {
  readonly seats: Map<number, Seat> = new Map();
  readonly #host: AudienceHost;
  /** How many viewers there are of each role. */
  readonly #roles = new Map<string, number>();

  constructor(host: AudienceHost) {
    this.#host = host;
  }

  /** Somebody sits down. */
  add(seat: Seat): void {
    const { role, tell } = seat.guest;
    this.seats.set(seat.index, seat);
    if (tell) this.#roles.set(role, (this.#roles.get(role) ?? 0) + 1);
  }

  /** Somebody left; false where they had. */
  delete(seat: Seat): boolean {
    const { index, guest: { role, tell } } = seat;
    if (seat.hasLeft) return false;
    seat.hasLeft = true;
    this.seats.delete(index);
    if (!tell) return true;
    const left = (this.#roles.get(role) ?? 1) - 1;
    if (left > 0) this.#roles.set(role, left);
    else this.#roles.delete(role);
    return true;
  }

  /** What the first page throws that throws anything. */
  get reactions(): readonly string[] {
    for (const { guest: { tell, options } } of this.seats.values()) {
      if (tell && options.reactions) return reactionsOf(options);
    }
    return [];
  }

  /** Whether somebody else is there who would see them. */
  hasPeers({ user, guest }: Seat): boolean {
    for (const [role, count] of this.#roles) {
      const others = guest.tell && role === guest.role ? count - 1 : count;
      if (others > 0 && this.#host.sees(role, user)) return true;
    }
    return false;
  }

  /**
   * Tells all: one message for each role, and the same one for all who see all of it. Gives the size
   * of the largest.
   */
  tell(down: CursorDown, but?: Seat): number {
    const byRole = new Map<string, ChannelData | undefined>();
    let whole: ChannelData | undefined;
    let size = 0;
    for (const seat of this.seats.values()) {
      const { role } = seat.guest;
      if (seat === but || !seat.guest.tell) continue;
      if (!byRole.has(role)) {
        const seen = this.#asSeen(down, role);
        const data = seen && (seen === down && whole || new ChannelData(encodeCursorDown(seen)));
        if (seen === down) whole = data;
        size = Math.max(size, data?.size ?? 0);
        byRole.set(role, data);
      }
      const data = byRole.get(role);
      if (data) seat.guest.tell?.(data);
    }
    return size;
  }

  /** What a role sees of a message; the message itself where that is all. */
  #asSeen(down: CursorDown, role: string): CursorDown | undefined {
    const sees = (mover: Mover): boolean => {
      const user = this.#host.userOf(mover);
      return !user || this.#host.sees(role, user);
    };
    switch (down.type) {
      case "moves": {
        const { slot } = down;
        const moves = down.moves.filter(({ index }) => sees({ slot, index }));
        if (moves.length === down.moves.length) return down;
        return moves.length > 0 ? { ...down, moves } : undefined;
      }
      case "news": {
        const { who, anchor, spotlight } = down.news;
        const [slot, index] = anchor ?? spotlight ?? [];
        if (slot !== undefined && index !== undefined && !sees({ slot, index })) return undefined;
        const seen = who?.filter((person) => this.#host.sees(role, person));
        if (!seen || seen.length === who?.length) return down;
        return { ...down, news: { ...down.news, who: seen } };
      }
      case "chat":
      case "react":
      case "view":
        return sees(down.mover) ? down : undefined;
      default:
        return down satisfies never;
    }
  }
}

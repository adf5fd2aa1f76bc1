/** Audience of a room of cursors: the seats, by what their roles see. */

import {
  ChannelData,
  type CursorDown,
  type CursorNews,
  type CursorPerson,
  encodeCursorDown,
  type Mover,
  OWN_SLOT,
} from "../../protocol/mod.ts";
import { Known } from "./known.ts";
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
  readonly #known: Known;

  constructor(host: AudienceHost) {
    this.#host = host;
    this.#known = new Known((role, user) => host.sees(role, user));
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
    else {
      this.#roles.delete(role);
      this.#known.forget(role);
    }
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

  /** All that a seat's page has to know, of those whom it sees. */
  newsFor({ guest: { role } }: Seat, news: CursorNews): CursorNews {
    return this.#known.welcome(role, news);
  }

  /** Something of these users is another: who sees them from now on, or no longer, is told. */
  look(users: ReadonlySet<string>, far: readonly CursorPerson[]): void {
    const seats = [...this.seats.values()].filter(({ user }) => users.has(user.user));
    const people = [
      ...seats.map(({ person }) => person),
      ...far.filter(({ user }) => users.has(user)),
    ];
    const described = new Set(seats.flatMap((seat) => seat.isDescribed ? [seat.index] : []));
    for (const seat of seats) seat.isDescribed = false;
    const isDescribed = ({ slot, index }: CursorPerson): boolean =>
      slot === OWN_SLOT && described.has(index);
    for (const role of this.#roles.keys()) {
      const news = this.#known.changed(role, people, isDescribed);
      const data = news && new ChannelData(encodeCursorDown({ type: "news", news }));
      if (!data) continue;
      for (const { guest } of this.seats.values()) if (guest.role === role) guest.tell?.(data);
    }
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
        const news = this.#known.news(role, down.news);
        return news === down.news ? down : news && { ...down, news };
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

/** Cursor of a member without a page: it points, speaks and throws, and looks at nothing. */

import { byteLength, CURSOR_LIMITS, type CursorMove, moveOf, PLACE } from "../../protocol/mod.ts";
import type { PresencePoint } from "../../server/world/mod.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import type { CursorRoom, CursorUser, Seat } from "../cursors/mod.ts";
import { cursorsOf } from "./room_link.ts";

/** Whose it is, and where. */
export interface BotCursorHost {
  readonly rooms: Rooms;
  readonly room: Room;
  person(): CursorUser;
}

/** A bot's cursor. It sits down when it is needed first. */
export class BotCursor {
  readonly #host: BotCursorHost;
  #sitting: { readonly cursors: CursorRoom; readonly seat: Seat } | undefined;
  #hasLeft = false;

  constructor(host: BotCursorHost) {
    this.#host = host;
  }

  /** Points there, or nowhere. */
  point(at: PresencePoint | undefined): void {
    if (at === undefined) {
      if (this.#sitting) this.#sitting.cursors.hide(this.#sitting.seat);
      return;
    }
    const { x, y, anchor, unit = "fraction" } = at;
    const move = moveOf(unit === "px" ? PLACE.pixels : PLACE.container, x, y);
    if (!move || (unit === "px" && anchor !== undefined)) {
      throw new TypeError(
        `Cannot point at ${JSON.stringify(at)}: give { x: 0.5, y: 0.5, anchor: "intro" }, ` +
          `or { x: 120, y: 80, unit: "px" } without an anchor`,
      );
    }
    const sitting = this.#sit();
    if (!sitting) return;
    const { cursors, seat } = sitting;
    cursors.move(seat, anchor === undefined ? move : this.#at(anchor, move, sitting));
  }

  /** Says this. */
  say(text: unknown): void {
    if (typeof text !== "string") throw new TypeError(`Cannot say ${typeof text}; give a text`);
    const sitting = this.#sit();
    if (sitting) sitting.cursors.take(sitting.seat, { type: "chat", text });
  }

  /** Throws one of the reactions that pages of the room have. */
  react(reaction: string): void {
    const sitting = this.#sit();
    if (!sitting) return;
    const { cursors, seat } = sitting;
    const known = cursors.reactions;
    const at = known.indexOf(reaction);
    if (at >= 0) return cursors.react(seat, at);
    // Where no page is there is nobody to see it.
    if (known.length === 0) return;
    throw new RangeError(
      `Cannot throw ${JSON.stringify(reaction)}: pages of the room have ${known.join(" ")}`,
    );
  }

  /** Who it is, or where it reads, is another. */
  described(): void {
    if (this.#sitting) this.#sitting.cursors.describe(this.#sitting.seat);
  }

  /** It leaves. */
  leave(): void {
    this.#hasLeft = true;
    const { rooms, room } = this.#host;
    if (this.#sitting) this.#sitting.cursors.leave(this.#sitting.seat);
    this.#sitting = undefined;
    cursorsOf(rooms).left(room);
  }

  #sit(): { readonly cursors: CursorRoom; readonly seat: Seat } | undefined {
    if (this.#hasLeft) return undefined;
    const { rooms, room, person } = this.#host;
    if (this.#sitting) return this.#sitting;
    const cursors = cursorsOf(rooms).of(room, undefined);
    const seat = cursors.join({
      person,
      role: "",
      options: {
        chat: true,
        get reactions() {
          return cursors.reactions;
        },
      },
      isReader: false,
      changed() {},
    });
    return this.#sitting = { cursors, seat };
  }

  /** The place of an anchor, named where it is new. */
  #at(
    anchor: string,
    move: CursorMove,
    { cursors, seat }: { readonly cursors: CursorRoom; readonly seat: Seat },
  ): CursorMove {
    const { anchors, anchor: bytes } = CURSOR_LIMITS;
    if (anchor === "" || byteLength(anchor) > bytes) {
      throw new RangeError(
        `Cannot point at the anchor ${JSON.stringify(anchor)}: give a name of 1 to ${bytes} bytes`,
      );
    }
    const known = seat.anchors.indexOf(anchor);
    const place = (known < 0 ? seat.anchors.length : known) + 1;
    if (place > anchors) {
      throw new RangeError(
        `Cannot point at the anchor "${anchor}": ${anchors} are named already; leave, and join anew`,
      );
    }
    if (known < 0) cursors.take(seat, { type: "anchor", place, name: anchor });
    return { ...move, place };
  }
}

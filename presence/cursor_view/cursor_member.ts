/** Member of a room of cursors whose page is a view: sits down with its presence, and stands up. */

import { type CursorMove, moveOf, PLACE } from "../../protocol/mod.ts";
import { isRendering, type LetterAnswer, type LiveView } from "../../server/view/mod.ts";
import type { JsonObject } from "../roster/mod.ts";
import { cursorsOf, type Room, type Rooms, type Visible } from "../room/mod.ts";
import { checkCursorHooks, type CursorHooks, type CursorPosition } from "./cursor_hooks.ts";
import { personOf, reactionsOf } from "../cursors/mod.ts";
import { Sitting } from "./sitting.ts";

/** A view that has cursors. */
export type CursorView = LiveView & CursorHooks;

/** Where a view is in presence. */
export interface Membership {
  readonly rooms: Rooms;
  readonly room: Room;
  readonly user: string;
  /** What the view said of its visitor. */
  readonly meta: JsonObject;
  /** Where in the room it is. */
  readonly place: JsonObject | undefined;
  readonly role: string;
  readonly isVisible?: Visible | undefined;
}

/** What wakes a view: its visitor moved, or others did and it reads that. */
export class CursorLetter {
  readonly type: "moved" | "read";

  constructor(type: "moved" | "read") {
    this.type = type;
  }
}

/** One view's cursors. */
export class CursorMember {
  readonly #view: CursorView;
  #membership: Membership | undefined;
  #sitting: Sitting | undefined;
  #isReader = false;
  /** Where its own visitor is, until the view was called for it. */
  #moved: CursorMove | undefined;

  constructor(view: CursorView) {
    checkCursorHooks(view);
    this.#view = view;
  }

  /** Presence is in this room now, or in none. */
  enter(membership: Membership | undefined): void {
    const before = this.#membership;
    const isThere = membership?.room === before?.room && membership?.role === before?.role;
    if (isThere && this.#sitting?.seat.hasLeft !== true) {
      if (membership && isOther(membership, before)) {
        this.#membership = membership;
        if (this.#sitting) this.#sitting.room.describe(this.#sitting.seat);
      }
      return;
    }
    this.#leave();
    this.#membership = membership;
    // What it read was of another room.
    if (this.#isReader && before) this.#post("read");
    if (!membership) return;
    const { rooms, room, role, isVisible } = membership;
    const view = this.#view;
    this.#sitting = new Sitting({
      view,
      name: room.key,
      room: cursorsOf(rooms).of(room, isVisible),
      role,
      options: view.cursors ?? {},
      person: () => personOf(this.#membership ?? membership),
      isReader: () => this.#isReader,
      moved: (move) => this.#heard(move),
      changed: () => void this.#post("read"),
    });
  }

  /** The view ends. */
  end(): void {
    this.#leave();
    this.#membership = undefined;
  }

  /** A letter of its own came: whether the view is another. */
  take({ type }: CursorLetter): LetterAnswer | Promise<LetterAnswer> {
    if (type === "read") return "changed";
    const move = this.#moved;
    this.#moved = undefined;
    if (!move || !this.#view.handleCursorMove) return "unchanged";
    const called: unknown = this.#view.handleCursorMove(move.x, move.y);
    return called instanceof Promise ? called.then(() => "changed") : "changed";
  }

  /** A place that the view gives, in pixels; refused where it is none. */
  move(x: unknown, y: unknown): void {
    const move = moveOf(PLACE.pixels, x, y);
    if (move && this.#sitting) this.#sitting.room.move(this.#sitting.seat, move);
  }

  /** Where cursors are. Who reads that in a render is rendered again when they moved. */
  positions(): Record<string, CursorPosition> {
    if (isRendering(this.#view)) this.#isReader = true;
    const found: Record<string, CursorPosition> = Object.create(null);
    const at = this.#sitting?.room.cursorsFor(this.#membership?.role ?? "") ?? [];
    // Of several tabs the one that moved last counts.
    at.sort((one, other) => one.movedAt - other.movedAt);
    for (const { user: { user, meta }, move: { x, y, place }, anchor } of at) {
      const unit = place === PLACE.pixels ? "px" : "fraction";
      found[user] = { x, y, unit, ...anchor && { anchor }, meta: meta as JsonObject };
    }
    return found;
  }

  /** Throws something where its visitor points. */
  react(reaction: string): void {
    const known = reactionsOf(this.#view.cursors ?? {});
    const at = known.indexOf(reaction);
    if (at < 0) {
      throw new RangeError(
        known.length > 0
          ? `Cannot throw ${JSON.stringify(reaction)}: it is none of ${known.join(" ")}; ` +
            `add it to cursors = { reactions: [ … ] }`
          : `Cannot throw ${JSON.stringify(reaction)}: the view has no reactions; ` +
            `write cursors = { reactions: true }`,
      );
    }
    if (this.#sitting) this.#sitting.room.react(this.#sitting.seat, at);
  }

  /** Asks all others to follow; or no longer. */
  spotlight(isOn: boolean): void {
    if (this.#sitting) this.#sitting.room.spotlight(isOn ? this.#sitting.seat : null);
  }

  #leave(): void {
    const membership = this.#membership;
    this.#sitting?.end();
    this.#sitting = undefined;
    if (membership) cursorsOf(membership.rooms).left(membership.room);
  }

  /** One letter at a time: the latest place counts. */
  #heard(move: CursorMove): void {
    if (!this.#view.handleCursorMove || move.mode === "hidden") return;
    const isWaiting = this.#moved !== undefined;
    this.#moved = move;
    if (!isWaiting && !this.#post("moved")) this.#moved = undefined;
  }

  /** Wakes the view; false where its mailbox is full: the next move tries again. */
  #post(type: CursorLetter["type"]): boolean {
    try {
      this.#view.send(new CursorLetter(type));
      return true;
    } catch {
      // Whoever moved is somebody else, who can do nothing about it.
      return false;
    }
  }
}

const isOther = (now: Membership, before: Membership | undefined): boolean =>
  now.meta !== before?.meta || now.place !== before?.place;

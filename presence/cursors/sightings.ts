/** Sightings of cursors: where all of a room are, for views that read them and pages that were behind. */

import type { CursorDown, CursorMove, Mover } from "../../protocol/mod.ts";
import type { CursorUser, Seat } from "./seat.ts";

/** Where somebody's cursor is. */
export interface Sighting {
  readonly mover: Mover;
  readonly user: CursorUser;
  readonly move: CursorMove;
  readonly movedAt: number;
  /** The name of the anchor; empty for the container. */
  readonly anchor: string;
}

/** The cursors of these seats. */
export function sightingsOf(seats: Iterable<Seat>): Sighting[] {
  return [...seats].flatMap(({ mover, user, move, movedAt, anchors }) =>
    move ? [{ mover, user, move, movedAt, anchor: anchors[move.place - 1] ?? "" }] : []
  );
}

/** As pages are told: one message for each node. */
export function movesOf(sightings: readonly Sighting[]): CursorDown[] {
  const slots = new Set(sightings.map(({ mover }) => mover.slot));
  return [...slots].map((slot) => ({
    type: "moves",
    slot,
    moves: sightings.filter(({ mover }) => mover.slot === slot)
      .map(({ mover: { index }, move }) => ({ index, ...move })),
  }));
}

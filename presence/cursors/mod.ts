/**
 * Cursors of one room: its seats, what moves, who sees whom, and what crosses from other nodes.
 *
 * @module
 */

export { CursorRoom } from "./cursor_room.ts";
export { personOf } from "./person.ts";
export {
  type CursorOptions,
  type CursorUser,
  MOST_REACTIONS,
  reactionsOf,
  type Seat,
} from "./seat.ts";

/** Being together: chat, reactions, light and follow at the cursors of a room, where a view asked for them. */

import type { CursorDetail, CursorDown } from "../../protocol/mod.ts";
import type { Drawn } from "./overlay.ts";
import type { PageRoom } from "./page_room.ts";

/** What a room has besides cursors. */
export interface Companions {
  /** Whether one's own cursor is a light now. */
  readonly isLaser: boolean;
  /** Whether something moves, so that it has to be drawn again. */
  readonly isBusy: boolean;
  take(down: CursorDown): void;
  draw(shown: readonly Drawn[], now: number): void;
}

/** Makes it for one room. */
export function together(
  _room: PageRoom,
  _use: Pick<CursorDetail, "use" | "reactions">,
): Companions {
  return { isLaser: false, isBusy: false, take() {}, draw() {} };
}

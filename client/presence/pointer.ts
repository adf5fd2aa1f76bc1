/** Pointer of a page: where it is, told at most every tick, the last place always. */

import { CURSOR_LIMITS, type CursorMove, encodeMove } from "../../protocol/mod.ts";
import { hidden, targetOf } from "../platform/mod.ts";
import { paced } from "./paced.ts";
import type { Point } from "./anchors.ts";
import type { PageRoom } from "./page_room.ts";

const NOWHERE = encodeMove({ place: 0, x: 0, y: 0, mode: "hidden" });

/** The pointer of one page. */
export class Pointer {
  readonly #room: PageRoom;
  /** Where it was last, and over what, while that is known. */
  point: Point | undefined;
  #target: Element | undefined;
  /** A place that a script gave. */
  #given: CursorMove | undefined;
  #told = NOWHERE;
  /** It is elsewhere: said at once, or when a tick has passed since it was said last. */
  readonly #moved: () => void;

  constructor(room: PageRoom) {
    const { window, clock } = room.page;
    const { document } = window;
    this.#room = room;
    this.#moved = paced(clock, CURSOR_LIMITS.tick, () => this.#say());
    room.hear(document, "pointermove pointerdown", (event) => {
      const { clientX, clientY } = event as PointerEvent;
      this.point = [clientX, clientY];
      // Without a container only scripts say where the cursor is.
      if (room.anchors) this.#given = undefined;
      this.#target = targetOf(event);
      this.#moved();
    });
    // What lies under it is another.
    room.hear(document, "scroll", () => {
      this.#target = undefined;
      if (this.point) this.#moved();
    });
    room.hear(document, "pointerout", (event) => {
      const { relatedTarget, pointerType } = event as PointerEvent;
      // A finger that is lifted stays where it was, until it fades.
      if (!relatedTarget && pointerType === "mouse") this.#leave();
    });
    // What happens at an element passes here, too.
    room.hear(window, "blur", ({ target }) => target === window && this.#leave());
    room.hear(document, "visibilitychange", () => hidden(document) && this.#leave());
  }

  /** A script says where it is. */
  give(move: CursorMove): void {
    this.#given = move;
    this.#moved();
  }

  /** Somebody came who has to be told, or what the cursor does is another. */
  again(): void {
    if (!this.point && !this.#given) return;
    // The same place is told once more; that it is nowhere is not.
    if (!this.#room.quiet.isHidden) this.#told = NOWHERE;
    this.#moved();
  }

  #leave(): void {
    this.point = undefined;
    this.#moved();
  }

  #say(): void {
    const { crowd, quiet, page } = this.#room;
    if (!crowd.told.peers) return;
    const { point } = this;
    const move = quiet.isHidden ? undefined : this.#given ?? (point && this.#room.placeOf(
      this.#target ?? page.window.document.elementFromPoint(...point),
      point,
    ));
    const bytes = move ? encodeMove(move) : NOWHERE;
    if (String(this.#told) === String(bytes)) return;
    this.#told = bytes;
    this.#room.send(bytes);
  }
}

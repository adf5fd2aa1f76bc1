/** Pointer of a page: where it is, told at most every tick, the last place always. */

import { CURSOR_LIMITS, type CursorMove } from "../../protocol/mod.ts";
import { addEventListener, type Clock, hidden, type Page, targetOf } from "../platform/mod.ts";

/** What a pointer needs. */
export interface PointerHost {
  readonly window: Page;
  readonly clock: Clock;
  /** Whether anybody is told. */
  isHeard(): boolean;
  /** Whether the visitor shows no cursor. */
  isHidden(): boolean;
  /** Whether there is a container: else only scripts say where the cursor is. */
  hasContainer(): boolean;
  /** Where a point of the window is; undefined outside of the container. */
  placeOf(target: Element, point: readonly [x: number, y: number]): CursorMove | undefined;
  send(move: CursorMove): void;
  /** Nothing is listened to any more. */
  readonly over: AbortSignal;
}

const NOWHERE: CursorMove = { place: 0, x: 0, y: 0, mode: "hidden" };

/** The pointer of one page. */
export class Pointer {
  readonly #host: PointerHost;
  /** Where it was last, and over what, while that is known. */
  #point: readonly [x: number, y: number] | undefined;
  #target: Element | undefined;
  /** A place that a script gave. */
  #given: CursorMove | undefined;
  #last = NOWHERE;
  #isWaiting = false;
  #isDirty = false;

  constructor(host: PointerHost) {
    this.#host = host;
    const { document } = host.window;
    const listen = (target: EventTarget, types: string, run: (event: Event) => void): void => {
      for (const type of types.split(" ")) {
        addEventListener(target, type, run, { passive: true, capture: true, signal: host.over });
      }
    };
    listen(document, "pointermove pointerdown", (event) => {
      const { clientX, clientY } = event as PointerEvent;
      this.#point = [clientX, clientY];
      if (host.hasContainer()) this.#given = undefined;
      this.#target = targetOf(event);
      this.#moved();
    });
    // What lies under it is another.
    listen(document, "scroll", () => {
      this.#target = undefined;
      if (this.#point) this.#moved();
    });
    const left = (): void => {
      this.#point = undefined;
      this.#moved();
    };
    listen(document, "pointerout", (event) => {
      const { relatedTarget, pointerType } = event as PointerEvent;
      // A finger that is lifted stays where it was, until it fades.
      if (!relatedTarget && pointerType === "mouse") left();
    });
    // What happens at an element passes here, too.
    listen(host.window, "blur", ({ target }) => target === host.window && left());
    listen(document, "visibilitychange", () => hidden(document) && left());
  }

  /** The point in the window, while there is one. */
  get point(): readonly [x: number, y: number] | undefined {
    return this.#point;
  }

  /** A script says where it is. */
  give(move: CursorMove): void {
    this.#given = move;
    this.#moved();
  }

  /** Somebody came who has to be told, or what the cursor does is another. */
  again(): void {
    if (!this.#point && !this.#given) return;
    // The same place is told once more; that it is nowhere is not.
    if (!this.#host.isHidden()) this.#last = NOWHERE;
    this.#moved();
  }

  /** It is elsewhere: said at once, or when a tick has passed since it was said last. */
  #moved(): void {
    this.#isDirty = true;
    if (!this.#isWaiting) this.#flush();
  }

  #flush(): void {
    const { clock } = this.#host;
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#isWaiting = true;
    clock.after(CURSOR_LIMITS.tick, () => {
      this.#isWaiting = false;
      this.#flush();
    });
    this.#say();
  }

  #say(): void {
    const { window: { document } } = this.#host;
    if (!this.#host.isHeard()) return;
    const isHidden = this.#host.isHidden();
    const point = isHidden ? undefined : this.#point;
    const given = isHidden ? undefined : this.#given;
    const target = point && !given && (this.#target ?? document.elementFromPoint(...point));
    const move = given ?? (point && target && this.#host.placeOf(target, point) || NOWHERE);
    const last = this.#last;
    const isSame = move.place === last.place && move.x === last.x && move.y === last.y &&
      move.mode === last.mode;
    if (isSame || (move.mode === "hidden" && last.mode === "hidden")) return;
    this.#last = move;
    this.#host.send(move);
  }
}

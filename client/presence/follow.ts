/** Follow: scrolls along with somebody else until one does anything oneself. */

import { encodeTogether } from "../../protocol/mod.ts";
import { addEventListener } from "../platform/mod.ts";
import type { Other } from "./crowd.ts";
import type { PageRoom, Point } from "./page_room.ts";
import type { Panel } from "./panel.ts";

/** A followed page tells what it shows at most so often, the last time always. */
const EVERY = 100;
/** What of the window counts as its edge. */
const EDGE = 0.1;

/** Whom one follows, and what followers are told. */
export class Follow {
  readonly #room: PageRoom;
  readonly #panel: Panel;
  #key: number | undefined;
  #takeBar: (() => void) | undefined;
  #takeInvitation: (() => void) | undefined;
  #invitedBy: number | undefined;
  #isPaced = false;

  constructor(room: PageRoom, panel: Panel) {
    this.#room = room;
    this.#panel = panel;
    const { document } = room.page.window;
    const end = (event: Event): void => {
      // The click that started it, and the bar's own, do not.
      if (event.isTrusted && event.type !== "pointerdown") this.stop();
    };
    const options = { passive: true, capture: true, signal: room.over };
    for (const type of ["wheel", "touchmove"]) addEventListener(document, type, end, options);
    addEventListener(document, "scroll", () => this.show(), options);
    addEventListener(room.page.window, "resize", () => this.show(), options);
  }

  /** Somebody of this id, who is not oneself. */
  find(user: string): [key: number, Other] | undefined {
    return [...this.#room.crowd.others].filter(([, { person }]) => person.user === user)
      .sort(([, one], [, other]) => other.movedAt - one.movedAt)[0];
  }

  /** Follows somebody. */
  start(key: number): void {
    const other = this.#room.crowd.others.get(key);
    if (!other) return;
    this.stop();
    this.#key = key;
    const { person: { slot, index, name, color } } = other;
    this.#room.send(encodeTogether({ type: "follow", mover: { slot, index } }));
    this.#takeBar = this.#panel.bar(`Following ${name || "somebody"}`, color, {
      Stop: () => this.stop(),
    });
    this.jump(other);
  }

  /** Follows nobody any more. */
  stop(): void {
    if (this.#key === undefined) return;
    this.#key = undefined;
    this.#takeBar?.();
    this.#room.send(encodeTogether({ type: "follow", mover: undefined }));
  }

  /** Goes to where somebody points, once. */
  jump(other: Other): void {
    const point = this.#room.pointOf(other);
    if (point) this.#reveal(point);
  }

  /** Who is there, or who invites, may be another. */
  told(): void {
    const { others, spotlight } = this.#room.crowd;
    if (this.#key !== undefined && !others.has(this.#key)) this.stop();
    this.show();
    if (spotlight === this.#invitedBy) return;
    this.#invitedBy = spotlight;
    this.#takeInvitation?.();
    const other = spotlight === undefined ? undefined : others.get(spotlight);
    if (!other || spotlight === undefined) return;
    const { name, color } = other.person;
    const take = this.#takeInvitation = this.#panel.bar(
      `${name || "Somebody"} asks you to follow`,
      color,
      {
        Follow: () => {
          take();
          this.start(spotlight);
        },
        "Not now": () => take(),
      },
    );
  }

  /** Whom one follows shows this point in the middle, or points there. */
  seen(key: number, point: Point): void {
    if (key === this.#key) this.#reveal(point);
  }

  /** Tells followers what this page shows. */
  show(): void {
    const { crowd, anchors, page: { window, clock } } = this.#room;
    if (!crowd.isFollowed || this.#isPaced || !anchors) return;
    this.#isPaced = true;
    clock.after(EVERY, () => {
      this.#isPaced = false;
      const middle = [window.innerWidth / 2, window.innerHeight / 2] as const;
      const move = anchors.placeOf(anchors.container, middle, () => {});
      if (move && crowd.isFollowed) this.#room.send(encodeTogether({ type: "view", move }));
    });
  }

  /** Scrolls, only where the point is out of sight. */
  #reveal([x, y]: Point): void {
    const { page: { window }, isCalm, anchors } = this.#room;
    const { innerWidth, innerHeight } = window;
    const isIn = (at: number, all: number): boolean => at >= all * EDGE && at <= all * (1 - EDGE);
    if (isIn(x, innerWidth) && isIn(y, innerHeight)) return;
    const by = {
      left: isIn(x, innerWidth) ? 0 : x - innerWidth / 2,
      top: isIn(y, innerHeight) ? 0 : y - innerHeight / 2,
      behavior: isCalm ? "instant" : "smooth",
    } as const;
    anchors?.container.scrollBy?.(by);
    window.scrollBy(by);
  }
}

/** Follow: scrolls along with somebody else until one does anything oneself. */

import { encodeFollow, encodeView } from "../../protocol/mod.ts";
import { keyOf, type Other } from "./crowd.ts";
import { paced } from "./paced.ts";
import type { Point } from "./anchors.ts";
import type { PageRoom } from "./page_room.ts";
import type { Panel } from "./panel.ts";

/** A followed page tells what it shows at most so often, the last time always. */
const EVERY = 100;
/** What of the window counts as its edge. */
const EDGE = 0.1;

/** The middle of a window. */
export const middleOf = ({ innerWidth, innerHeight }: Window): Point => [
  innerWidth / 2,
  innerHeight / 2,
];

/** Whom one follows, and what followers are told. */
export class Follow {
  readonly #room: PageRoom;
  readonly #panel: Panel;
  #key: number | undefined;
  #takeBar: (() => void) | undefined;
  #takeInvitation: (() => void) | undefined;
  #invitedBy: number | undefined;
  /** Tells followers what this page shows. */
  readonly show: () => void;

  constructor(room: PageRoom, panel: Panel) {
    this.#room = room;
    this.#panel = panel;
    const { window, clock } = room.page;
    this.show = paced(clock, EVERY, () => {
      const { crowd, anchors } = room;
      const move = crowd.told.followed && anchors?.placeOf(anchors.container, middleOf(window));
      if (move) room.send(encodeView(move));
    });
    // The click that started it, and the bar's own, do not.
    room.hear(window.document, "wheel touchmove", ({ isTrusted }) => isTrusted && this.stop());
    room.hear(window.document, "scroll", this.show);
    room.hear(window, "resize", this.show);
  }

  /** Somebody of this id, who is not oneself. */
  find(user: string | null): Other | undefined {
    return [...this.#room.crowd.others.values()].filter(({ person }) => person.user === user)
      .sort((one, other) => other.movedAt - one.movedAt)[0];
  }

  /** Follows somebody. */
  start(other: Other): void {
    const { person } = other;
    const { name, color } = person;
    this.stop();
    this.#key = keyOf(person);
    this.#room.send(encodeFollow(person));
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
    this.#room.send(encodeFollow());
  }

  /** Goes to where somebody points, once. */
  jump(other: Other): void {
    const point = this.#room.pointOf(other.drawn);
    if (point) this.#reveal(point);
  }

  /** Who is there, or who invites, may be another. */
  told(): void {
    const { others, told } = this.#room.crowd;
    if (this.#key !== undefined && !others.has(this.#key)) this.stop();
    this.show();
    const [slot = -1, index = 0] = told.spotlight ?? [];
    const key = keyOf({ slot, index });
    if (key === this.#invitedBy) return;
    this.#invitedBy = key;
    this.#takeInvitation?.();
    const other = others.get(key);
    if (!other) return;
    const { name, color } = other.person;
    const take = this.#takeInvitation = this.#panel.bar(
      `${name || "Somebody"} asks you to follow`,
      color,
      {
        Follow: () => {
          take();
          this.start(other);
        },
        "Not now": () => take(),
      },
    );
  }

  /** Whom one follows shows this point in the middle, or points there. */
  seen(key: number, point: Point): void {
    if (key === this.#key) this.#reveal(point);
  }

  /** Scrolls, only where the point is out of sight. */
  #reveal([x, y]: Point): void {
    const { page: { window }, isCalm, anchors } = this.#room;
    const by = (at: number, all: number): number =>
      at >= all * EDGE && at <= all * (1 - EDGE) ? 0 : at - all / 2;
    const left = by(x, window.innerWidth);
    const top = by(y, window.innerHeight);
    if (!left && !top) return;
    const options = { left, top, behavior: isCalm ? "instant" : "smooth" } as const;
    anchors?.container.scrollBy?.(options);
    window.scrollBy(options);
  }
}

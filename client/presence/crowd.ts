/** Crowd of a room: who else is there, where they point, and when they last moved. */

import type {
  CursorDown,
  CursorMove,
  CursorNews,
  CursorPerson,
  Mover,
} from "../../protocol/mod.ts";
import type { Glide } from "./glide.ts";

/** Somebody else. */
export interface Other {
  person: CursorPerson;
  move: CursorMove | undefined;
  /** When it last moved. */
  movedAt: number;
  /** Where it is drawn; undefined where this page has no such place. */
  drawn: Gliding | undefined;
}

/** A cursor on its way, in the numbers of an anchor: fractions of its box, or pixels. */
export interface Gliding {
  readonly glide: Glide;
  readonly element: Element;
  readonly isInPixels: boolean;
}

/** What is told of who is there. */
export type CrowdDown = Extract<CursorDown, { type: "moves" | "news" }>;

/** A mover as a key. */
export const keyOf = ({ slot, index }: Mover): number => slot << 16 | index;

/** Everybody else in one room. */
export class Crowd {
  readonly others: Map<number, Other> = new Map();
  /** Numbers of this page's own views. */
  readonly mine: Set<number> = new Set();
  hasPeers = false;
  isFollowed = false;
  spotlight: number | undefined;

  /** Takes what came; `moved` is told who moved, and how long they had not. */
  take(down: CrowdDown, now: number, moved: (other: Other, rested: number) => void): void {
    if (down.type === "news") this.learn(down.news);
    if (down.type !== "moves") return;
    const { slot } = down;
    for (const { index, ...move } of down.moves) {
      const other = this.others.get(keyOf({ slot, index }));
      if (!other) continue;
      const rested = now - other.movedAt;
      other.move = move;
      other.movedAt = now;
      moved(other, rested);
    }
  }

  /** Takes what is new of who is there. */
  learn(news: CursorNews): void {
    const { peers, who = [], all, gone = [], anchor, followed, spotlight } = news;
    const { others } = this;
    const came = new Set(who.map(keyOf));
    if (all) { for (const key of [...others.keys()]) if (!came.has(key)) others.delete(key); }
    for (const [slot, index] of gone) others.delete(keyOf({ slot, index }));
    for (const person of who) {
      const key = keyOf(person);
      const known = others.get(key);
      if (known) known.person = person;
      else if (!this.mine.has(key)) {
        others.set(key, { person, movedAt: -Infinity, move: undefined, drawn: undefined });
      }
    }
    if (anchor) {
      const [slot, index, place, name] = anchor;
      const other = others.get(keyOf({ slot, index }));
      const anchors = [...other?.person.anchors ?? []];
      anchors[place - 1] = name;
      if (other) other.person = { ...other.person, anchors };
    }
    this.hasPeers = peers ?? this.hasPeers;
    this.isFollowed = followed ?? this.isFollowed;
    if (spotlight !== undefined) {
      this.spotlight = spotlight ? keyOf({ slot: spotlight[0], index: spotlight[1] }) : undefined;
    }
  }
}

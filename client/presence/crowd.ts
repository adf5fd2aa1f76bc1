/** Crowd of a room: who else is there, where they point, and when they last moved. */

import type { CursorNews, CursorPerson, Mover } from "../../protocol/mod.ts";
import type { Glide } from "./glide.ts";

/** Somebody else. */
export interface Other {
  person: CursorPerson;
  /** Names of their anchors, from 1 on. */
  anchors: string[];
  /** When it last moved. */
  movedAt: number;
  /** What they said last, and when. */
  said?: string;
  saidAt?: number;
  /** Where it is drawn; undefined where it is nowhere, or this page has no such place. */
  drawn?: Gliding | undefined;
}

/** A point, in the numbers of an anchor: fractions of its box, or pixels. */
export interface Placed {
  readonly element: Element;
  readonly isInPixels: boolean;
  readonly x: number;
  readonly y: number;
}

/** A cursor on its way. */
export interface Gliding extends Glide, Omit<Placed, "x" | "y"> {
  readonly isLaser: boolean;
}

/** A mover as a key. */
export const keyOf = ({ slot, index }: Mover): number => slot << 16 | index;

/** Everybody else in one room. */
export class Crowd {
  readonly others: Map<number, Other> = new Map();
  /** Numbers of this page's own views. */
  readonly mine: Set<number> = new Set();
  /** What was told last of each thing. */
  readonly told: CursorNews = {};

  /** Takes what is new of who is there. */
  learn(news: CursorNews): void {
    const { who = [], all, gone = [], anchor } = news;
    const { others } = this;
    Object.assign(this.told, news);
    const came = new Set(who.map(keyOf));
    if (all) { for (const key of others.keys()) if (!came.has(key)) others.delete(key); }
    for (const [slot, index] of gone) others.delete(keyOf({ slot, index }));
    for (const person of who) {
      const key = keyOf(person);
      if (this.mine.has(key)) continue;
      const known = others.get(key) ?? { movedAt: -Infinity };
      others.set(key, Object.assign(known, { person, anchors: [...person.anchors] }));
    }
    if (anchor) {
      const [slot, index, place, name] = anchor;
      const other = others.get(keyOf({ slot, index }));
      if (other) other.anchors[place - 1] = name;
    }
  }
}

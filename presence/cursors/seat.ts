/** Seat of one view in a room of cursors: who moves, what they may, and how their page is told. */

import {
  ChannelData,
  CURSOR_LIMITS,
  type CursorDown,
  type CursorMove,
  type CursorNews,
  type CursorPerson,
  encodeCursorDown,
  type Json,
  type Mover,
  OWN_SLOT,
} from "../../protocol/mod.ts";
import { Bucket } from "../../server/world/mod.ts";

/** Who somebody is, as the roster says it. */
export interface CursorUser {
  readonly user: string;
  readonly name: string;
  readonly color: string;
  readonly meta: Json;
  /** At which part of the page they are. */
  readonly part?: string;
}

/**
 * What a view lets its page do besides moving.
 *
 * @category Presence
 */
export interface CursorOptions {
  /** `/` opens a bubble at the cursor. */
  readonly chat?: boolean;
  /** What may be thrown: `true` for the usual ones, or a list. */
  readonly reactions?: boolean | readonly string[];
  /** A held key makes the cursor a light. */
  readonly laser?: boolean;
  /** Others may be followed: their pages tell what they show, while somebody does. */
  readonly follow?: boolean;
  /** Elements with `dj-location` are outlined in the color of who is there (`setLocation`). */
  readonly locations?: boolean;
}

/** The reactions of who asks for no others. */
export const REACTIONS: readonly string[] = ["👍", "❤️", "🎉", "😂", "👏", "🔥", "👀", "🚀"];

/** The number of a reaction is one byte. */
export const MOST_REACTIONS = 255;

/** The list of reactions that a page may throw. */
export function reactionsOf({ reactions }: CursorOptions): readonly string[] {
  return typeof reactions === "object" ? reactions : reactions ? REACTIONS : [];
}

/** What a view brings into the room. */
export interface CursorGuest {
  /** Who it is; asked again whenever that changed. */
  person(): CursorUser;
  /** What kind of viewer: one frame is made for each. */
  readonly role: string;
  readonly options: CursorOptions;
  /**
   * Sends to its page; not where that is behind: it is told all once it is not. Absent: there is no
   * page, and nobody who sees anything.
   */
  tell?(data: ChannelData): void;
  /** Its page moved. */
  moved?(move: CursorMove): void;
  /** Others moved, and its render reads cursors: at most four times a second. */
  changed(): void;
  /** Whether its render has read cursors. */
  readonly isReader: boolean;
}

/** Changes of a bubble, and reactions, a second. */
const CHAT_RATE = 5;
const REACT_RATE = 3;
/** Views that a followed page may tell a second. */
const VIEW_RATE = 10;

/** Changes of whom one follows a second: each is told to others. */
const FOLLOW_RATE = 5;

/** Anchors that may be named a second, behind as many as there are places. */
const ANCHOR_RATE = 2;

/** What one may do so often. */
export type Paced = "chat" | "react" | "view" | "follow" | "anchor";

/** One seat. */
export class Seat {
  readonly index: number;
  readonly guest: CursorGuest;
  user: CursorUser;
  readonly anchors: string[] = [];
  move: CursorMove | undefined;
  /** When it moved last. */
  movedAt = 0;
  following: Mover | undefined;
  isFollowed = false;
  hasLeft = false;
  /** Whether it was described anew, and not everybody was told. */
  isDescribed = false;
  /** What its page was told last of whether it is alone. */
  hasPeers = false;
  readonly #buckets: Readonly<Record<Paced, Bucket>>;

  constructor(index: number, guest: CursorGuest, now: number) {
    this.index = index;
    this.guest = guest;
    this.user = guest.person();
    this.#buckets = {
      chat: new Bucket(CHAT_RATE, CHAT_RATE, now),
      react: new Bucket(REACT_RATE, REACT_RATE, now),
      view: new Bucket(VIEW_RATE, VIEW_RATE, now),
      follow: new Bucket(FOLLOW_RATE, 2 * FOLLOW_RATE, now),
      anchor: new Bucket(ANCHOR_RATE, CURSOR_LIMITS.anchors, now),
    };
  }

  /** As pages of this node see who sits here. */
  get mover(): Mover {
    return { slot: OWN_SLOT, index: this.index };
  }

  /** As pages draw who sits here. */
  get person(): CursorPerson {
    return { ...this.mover, ...this.user, anchors: this.anchors };
  }

  /** Whether it may be done now. */
  may(what: Paced, now: number): boolean {
    return this.#buckets[what].take(now);
  }

  /** Tells its page alone. */
  tell(down: CursorDown): void {
    this.guest.tell?.(new ChannelData(encodeCursorDown(down)));
  }

  /** Tells it this news. */
  news(news: CursorNews): void {
    this.tell({ type: "news", news });
  }

  /** The page gave an anchor a name; false where it may not, or nothing is new. */
  name(place: number, name: string): boolean {
    if (place > CURSOR_LIMITS.anchors || this.anchors[place - 1] === name) return false;
    // Places are given in order; what leaves one out makes no sense.
    if (place > this.anchors.length + 1) return false;
    this.anchors[place - 1] = name;
    return true;
  }
}

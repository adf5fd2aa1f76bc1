/** Cursors: their channel's name, where one is, and what pages say and are told of them. */

import type { Json } from "./message.ts";

/** The name of the channel. Its browser half is the module of this name. */
export const CURSORS = "cursors";

/** What may be at most. */
export const CURSOR_LIMITS = {
  /** Anchors that one mover has named. */
  anchors: 62,
  /** Bytes of an anchor's name. */
  anchor: 64,
  /** Characters of what is said at a cursor, and bytes. */
  chat: 140,
  chatBytes: 150,
  /** Milliseconds between two moves of a mover, and two frames of a room. */
  tick: 50,
} as const;

/** How long a cursor is shown that does not move, and what is said at it. */
export const CURSOR_SHOWN = 5_000;

/** Where x and y are fractions of the container itself, and where they are its pixels. */
export const PLACE = { container: 0, pixels: 63 } as const;

/** What a cursor does besides being somewhere: it points with light, or is nowhere. */
export type CursorMode = "plain" | "laser" | "hidden";

/** The largest number of pixels. */
const MOST_PIXELS = 0xffff;

/** Where a cursor is. */
export interface CursorMove {
  /** An anchor: 0 the container, 1 to 62 one that the mover named, 63 pixels of the container. */
  readonly place: number;
  /** From the left: 0 to 1 of the anchor's box; of pixels, so many. */
  readonly x: number;
  /** From the top. */
  readonly y: number;
  readonly mode: CursorMode;
}

/** Whose cursor it is: a mover's number, at the node of this slot. */
export interface Mover {
  readonly slot: number;
  readonly index: number;
}

/** One mover's latest move. */
export interface MovedTo extends CursorMove {
  readonly index: number;
}

/** What a page says. */
export type CursorUp =
  | { readonly type: "move"; readonly move: CursorMove }
  /** From now on `place` is the anchor of this name. */
  | { readonly type: "anchor"; readonly place: number; readonly name: string }
  | { readonly type: "chat"; readonly text: string }
  | { readonly type: "react"; readonly reaction: number }
  /** Whom it follows from now on; nobody, without one. */
  | { readonly type: "follow"; readonly mover: Mover | undefined }
  /** What its mover sees: the middle of the window, as a move; only while somebody follows. */
  | { readonly type: "view"; readonly move: CursorMove };

/** What a page is told. */
export type CursorDown =
  | { readonly type: "moves"; readonly slot: number; readonly moves: readonly MovedTo[] }
  /** Who is there: JSON, see {@link CursorNews}. */
  | { readonly type: "news"; readonly news: CursorNews }
  | { readonly type: "chat"; readonly mover: Mover; readonly text: string }
  | { readonly type: "react"; readonly mover: Mover; readonly reaction: number }
  | { readonly type: "view"; readonly mover: Mover; readonly move: CursorMove };

/** Who somebody is, as pages draw them. */
export interface CursorPerson {
  readonly slot: number;
  readonly index: number;
  readonly user: string;
  readonly name: string;
  readonly color: string;
  readonly meta: Json;
  /** At which part of the page they are. */
  readonly part?: string;
  /** Names of their anchors, from 1 on. */
  readonly anchors: readonly string[];
}

/** What changed among those who are there. Absent members did not change. */
export interface CursorNews {
  /** Whether somebody else is there: only then a page sends. */
  readonly peers?: boolean;
  /** These came, or are described anew. */
  readonly who?: readonly CursorPerson[];
  /** All others are gone: what went before is forgotten. */
  readonly all?: true;
  /** Between nodes: who hears it tells all of its own in turn. */
  readonly ask?: true;
  /** These are gone. */
  readonly gone?: readonly (readonly [slot: number, index: number])[];
  /** A mover named an anchor. */
  readonly anchor?: readonly [slot: number, index: number, place: number, name: string];
  /** Whether somebody follows whoever is told this: only then their page tells what it shows. */
  readonly followed?: boolean;
  /** This mover asks all to follow. */
  readonly spotlight?: readonly [slot: number, index: number] | null;
  /** Between nodes: whom pages of the speaking one follow elsewhere, all of them. */
  readonly watched?: readonly (readonly [user: string, index: number])[];
}

/** The slot of movers of the process that a page is at: others get one each where their frames come. */
export const OWN_SLOT = 0;

/** What the channel opens with. */
export interface CursorDetail {
  /** Which room of the server it is: views of one page may be in the same. */
  readonly room: number;
  /** The number of this view's own mover. */
  readonly me: number;
  /** What may be done besides moving. */
  readonly use: readonly ("chat" | "laser" | "follow" | "locations")[];
  /** What may be thrown. */
  readonly reactions: readonly string[];
  readonly news: CursorNews;
}

/** A number that can be shown: bounded to 0 and `most`; undefined for what is no finite number. */
export function bounded(value: unknown, most: number): number | undefined {
  return Number.isFinite(value) ? Math.min(Math.max(value as number, 0), most) : undefined;
}

/** A move that can be broadcast, of numbers that anybody gave; undefined where they are none. */
export function moveOf(
  place: number,
  x: unknown,
  y: unknown,
  mode: CursorMode = "plain",
): CursorMove | undefined {
  const most = place === PLACE.pixels ? MOST_PIXELS : 1;
  const [left, top] = [bounded(x, most), bounded(y, most)];
  return left === undefined || top === undefined ? undefined : { place, x: left, y: top, mode };
}

/** A text as it may be said at a cursor: bounded in characters and bytes, none cut in two. */
export function clipped(text: string): string {
  // deno-lint-ignore no-control-regex -- those are what is taken out
  const line = [...text.replace(/[\u0000-\u001f\u007f]/g, " ")].slice(0, CURSOR_LIMITS.chat).join(
    "",
  );
  // What does not fit as a whole is not written.
  const { read } = new TextEncoder().encodeInto(line, new Uint8Array(CURSOR_LIMITS.chatBytes));
  return line.slice(0, read);
}

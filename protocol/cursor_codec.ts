/** Codec of cursors: the bytes of what goes over their channel, both ways. */

import {
  clipped,
  CURSOR_LIMITS,
  type CursorDown,
  type CursorMode,
  type CursorMove,
  type CursorNews,
  type CursorUp,
  type MovedTo,
  type Mover,
  PLACE,
} from "./cursor.ts";

/** The largest fraction: all of a box. */
const WHOLE = 0xffff;

const MODES: readonly CursorMode[] = ["plain", "laser", "hidden"];

/** First bytes of what a page says. What is below them is a move: two bits of mode, six of place. */
const UP = { anchor: 0xc0, chat: 0xc1, react: 0xc2, follow: 0xc3, view: 0xc4 };
/** First bytes of what it is told. */
const DOWN = { moves: 0, news: 1, chat: 2, react: 3, view: 4 };

const MOVE_BYTES = 5;
const MOVED_BYTES = 7;

/** What a page does with moves, and with news of who is there. */
export interface CrowdReader {
  pointed(mover: Mover, move: CursorMove): void;
  learned(news: CursorNews): void;
}

/** What a page does with all else that it is told. */
export interface TogetherReader {
  spoke(mover: Mover, text: string): void;
  threw(mover: Mover, reaction: number): void;
  showed(mover: Mover, move: CursorMove): void;
}

/** Where a page's pointer is, as bytes; a byte may stand before it. */
export function encodeMove({ place, x, y, mode }: CursorMove, ...head: number[]): Uint8Array {
  const scale = scaleOf(place);
  const [left, top] = [Math.round(x * scale), Math.round(y * scale)];
  // Of a number an array of bytes keeps the lowest one.
  return Uint8Array.of(...head, MODES.indexOf(mode) << 6 | place, left >> 8, left, top >> 8, top);
}

/** A text behind some bytes. */
export const withText = (text: string, ...head: number[]): Uint8Array =>
  Uint8Array.of(...head, ...new TextEncoder().encode(text));

/** From now on `place` is the anchor of this name, as bytes. */
export const encodeAnchor = (place: number, name: string): Uint8Array =>
  withText(name, UP.anchor, place);

/** What is said at the cursor, as bytes. */
export const encodeChat = (text: string): Uint8Array => withText(clipped(text), UP.chat);

/** What is thrown, as bytes. */
export const encodeReaction = (reaction: number): Uint8Array => Uint8Array.of(UP.react, reaction);

/** Whom a page follows, as bytes. */
export const encodeFollow = (mover?: Mover): Uint8Array =>
  Uint8Array.of(UP.follow, ...(mover ? moverBytes(mover) : []));

/** What a page shows, as bytes. */
export const encodeView = (move: CursorMove): Uint8Array => encodeMove(move, UP.view);

/** What a page says, as bytes. */
export function encodeCursorUp(up: CursorUp): Uint8Array {
  switch (up.type) {
    case "move":
      return encodeMove(up.move);
    case "anchor":
      return encodeAnchor(up.place, up.name);
    case "chat":
      return encodeChat(up.text);
    case "react":
      return encodeReaction(up.reaction);
    case "follow":
      return encodeFollow(up.mover);
    case "view":
      return encodeView(up.move);
    default:
      return up satisfies never;
  }
}

/** What bytes of a page say; undefined where they say nothing that can be. */
export function decodeCursorUp(bytes: Uint8Array): CursorUp | undefined {
  const [type = 0, next = 0] = bytes;
  if (type < UP.anchor) {
    return bytes.length === MOVE_BYTES ? { type: "move", move: moveAt(bytes, 0) } : undefined;
  }
  switch (type) {
    case UP.anchor: {
      const name = checkedText(bytes, 2, CURSOR_LIMITS.anchor);
      if (!name || next < 1 || next > CURSOR_LIMITS.anchors) return undefined;
      return { type: "anchor", place: next, name };
    }
    case UP.chat: {
      const text = checkedText(bytes, 1, CURSOR_LIMITS.chatBytes);
      return text === undefined ? undefined : { type: "chat", text: clipped(text) };
    }
    case UP.react:
      return bytes.length === 2 ? { type: "react", reaction: next } : undefined;
    case UP.follow:
      if (bytes.length === 1) return { type: "follow", mover: undefined };
      return bytes.length === 4 ? { type: "follow", mover: moverAt(bytes, 1) } : undefined;
    case UP.view:
      return bytes.length === 1 + MOVE_BYTES && next < UP.anchor
        ? { type: "view", move: moveAt(bytes, 1) }
        : undefined;
    default:
      return undefined;
  }
}

/** What a page is told, as bytes. */
export function encodeCursorDown(down: CursorDown): Uint8Array {
  switch (down.type) {
    case "moves": {
      const bytes = new Uint8Array(2 + down.moves.length * MOVED_BYTES);
      bytes.set([DOWN.moves, down.slot]);
      down.moves.forEach((moved, at) => {
        bytes.set(encodeMove(moved, moved.index >> 8, moved.index), 2 + at * MOVED_BYTES);
      });
      return bytes;
    }
    case "news":
      return withText(JSON.stringify(down.news), DOWN.news);
    case "chat":
      return withText(clipped(down.text), DOWN.chat, ...moverBytes(down.mover));
    case "react":
      return Uint8Array.of(DOWN.react, ...moverBytes(down.mover), down.reaction);
    case "view":
      return encodeMove(down.move, DOWN.view, ...moverBytes(down.mover));
    default:
      return down satisfies never;
  }
}

/** Who is there and who moved, as a server of one's own tells it; nothing where bytes tell something else. */
export function readCrowd(bytes: Uint8Array, reader: CrowdReader): void {
  const [type, slot = 0] = bytes;
  if (type === DOWN.news) reader.learned(JSON.parse(textAt(bytes, 1)));
  if (type !== DOWN.moves) return;
  for (let at = 2; at < bytes.length; at += MOVED_BYTES) {
    reader.pointed({ slot, index: pairAt(bytes, at) }, moveAt(bytes, at + 2));
  }
}

/** What else such a server tells; nothing where bytes tell something else. */
export function readTogether(bytes: Uint8Array, reader: TogetherReader): void {
  const mover = moverAt(bytes, 1);
  const [type] = bytes;
  if (type === DOWN.chat) reader.spoke(mover, textAt(bytes, 4));
  if (type === DOWN.react) reader.threw(mover, bytes[4] ?? 0);
  if (type === DOWN.view) reader.showed(mover, moveAt(bytes, 4));
}

/** What bytes of a server tell; undefined where they tell nothing that can be. */
export function decodeCursorDown(bytes: Uint8Array): CursorDown | undefined {
  if (!isDown(bytes)) return undefined;
  const [, slot = 0] = bytes;
  const moves: MovedTo[] = [];
  let down: CursorDown = { type: "moves", slot, moves };
  readCrowd(bytes, {
    pointed: ({ index }, move) => void moves.push({ index, ...move }),
    learned: (news) => void (down = { type: "news", news }),
  });
  readTogether(bytes, {
    spoke: (mover, text) => void (down = { type: "chat", mover, text }),
    threw: (mover, reaction) => void (down = { type: "react", mover, reaction }),
    showed: (mover, move) => void (down = { type: "view", mover, move }),
  });
  return down;
}

/** Whether bytes can be read as something that a server tells. */
function isDown(bytes: Uint8Array): boolean {
  const [type] = bytes;
  const { length } = bytes;
  const isMove = (at: number): boolean => (bytes[at] ?? UP.anchor) < UP.anchor;
  switch (type) {
    case DOWN.moves:
      if (length < 2 || (length - 2) % MOVED_BYTES > 0) return false;
      return bytes.every((_, at) => (at - 4) % MOVED_BYTES !== 0 || isMove(at));
    case DOWN.news:
      return isNews(checkedText(bytes, 1, Infinity) ?? "");
    case DOWN.chat:
      return checkedText(bytes, 4, CURSOR_LIMITS.chatBytes) !== undefined;
    case DOWN.react:
      return length === 5;
    case DOWN.view:
      return length === 4 + MOVE_BYTES && isMove(4);
    default:
      return false;
  }
}

const scaleOf = (place: number): number => place === PLACE.pixels ? 1 : WHOLE;

/** A mode that is none, which only a page of another build can be told, is shown as nowhere. */
export function moveAt(bytes: Uint8Array, at: number): CursorMove {
  const head = bytes[at] ?? 0;
  const place = head & 0x3f;
  const scale = scaleOf(place);
  const mode = MODES[head >> 6] ?? "hidden";
  return { place, x: pairAt(bytes, at + 1) / scale, y: pairAt(bytes, at + 3) / scale, mode };
}

export const moverBytes = ({ slot, index }: Mover): number[] => [slot, index >> 8, index];

export const moverAt = (bytes: Uint8Array, at: number): Mover => ({
  slot: bytes[at] ?? 0,
  index: pairAt(bytes, at + 1),
});

export const pairAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0);

export const textAt = (bytes: Uint8Array, at: number): string =>
  new TextDecoder().decode(bytes.subarray(at));

function checkedText(bytes: Uint8Array, at: number, most: number): string | undefined {
  if (bytes.length < at || bytes.length - at > most) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(at));
  } catch {
    return undefined;
  }
}

function isNews(text: string): boolean {
  try {
    const news = JSON.parse(text);
    return typeof news === "object" && news !== null;
  } catch {
    return false;
  }
}

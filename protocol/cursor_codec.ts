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

/** Where a page's pointer is, as bytes: all that most pages say. */
export function encodePlace(up: Extract<CursorUp, { type: "move" | "anchor" }>): Uint8Array {
  return up.type === "move" ? moveBytes(up.move) : joined([UP.anchor, up.place], up.name);
}

/** What else a page says, where its view asked for that, as bytes. */
export function encodeTogether(
  up: Exclude<CursorUp, { type: "move" | "anchor" }>,
): Uint8Array {
  switch (up.type) {
    case "chat":
      return joined([UP.chat], clipped(up.text));
    case "react":
      return Uint8Array.of(UP.react, up.reaction);
    case "follow":
      return Uint8Array.of(UP.follow, ...(up.mover ? moverBytes(up.mover) : []));
    case "view":
      return Uint8Array.of(UP.view, ...moveBytes(up.move));
    default:
      return up satisfies never;
  }
}

/** What a page says, as bytes. */
export function encodeCursorUp(up: CursorUp): Uint8Array {
  switch (up.type) {
    case "move":
    case "anchor":
      return encodePlace(up);
    case "chat":
    case "react":
    case "follow":
    case "view":
      return encodeTogether(up);
    default:
      return up satisfies never;
  }
}

/** What bytes of a page say; undefined where they say nothing that can be. */
export function decodeCursorUp(bytes: Uint8Array): CursorUp | undefined {
  const [type = 0] = bytes;
  if (type < UP.anchor) {
    const move = readMove(bytes, 0);
    return move && bytes.length === MOVE_BYTES ? { type: "move", move } : undefined;
  }
  switch (type) {
    case UP.anchor: {
      const [, place = 0] = bytes;
      const name = textFrom(bytes, 2, CURSOR_LIMITS.anchor);
      if (!name || place < 1 || place > CURSOR_LIMITS.anchors) return undefined;
      return { type: "anchor", place, name };
    }
    case UP.chat: {
      const text = textFrom(bytes, 1, CURSOR_LIMITS.chatBytes);
      return text === undefined ? undefined : { type: "chat", text: clipped(text) };
    }
    case UP.react:
      return bytes.length === 2 ? { type: "react", reaction: bytes[1] as number } : undefined;
    case UP.follow:
      if (bytes.length === 1) return { type: "follow", mover: undefined };
      return bytes.length === 4 ? { type: "follow", mover: readMover(bytes, 1) } : undefined;
    case UP.view: {
      const move = bytes.length === 1 + MOVE_BYTES ? readMove(bytes, 1) : undefined;
      return move && { type: "view", move };
    }
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
        bytes.set([moved.index >> 8, moved.index & 0xff], 2 + at * MOVED_BYTES);
        bytes.set(moveBytes(moved), 4 + at * MOVED_BYTES);
      });
      return bytes;
    }
    case "news":
      return joined([DOWN.news], JSON.stringify(down.news));
    case "chat":
      return joined([DOWN.chat, ...moverBytes(down.mover)], clipped(down.text));
    case "react":
      return Uint8Array.of(DOWN.react, ...moverBytes(down.mover), down.reaction);
    case "view":
      return Uint8Array.of(DOWN.view, ...moverBytes(down.mover), ...moveBytes(down.move));
    default:
      return down satisfies never;
  }
}

/** Who is there and who moved; undefined where bytes tell something else, or nothing that can be. */
export function decodeCrowd(
  bytes: Uint8Array,
): Extract<CursorDown, { type: "moves" | "news" }> | undefined {
  const [type] = bytes;
  switch (type) {
    case DOWN.moves: {
      if (bytes.length < 2 || (bytes.length - 2) % MOVED_BYTES > 0) return undefined;
      const moves: MovedTo[] = [];
      for (let at = 2; at < bytes.length; at += MOVED_BYTES) {
        const move = readMove(bytes, at + 2);
        if (move) moves.push({ index: readPair(bytes, at), ...move });
      }
      return { type: "moves", slot: bytes[1] as number, moves };
    }
    case DOWN.news: {
      const news = jsonFrom(bytes, 1);
      return news ? { type: "news", news } : undefined;
    }
    default:
      return undefined;
  }
}

/** What else a page is told; undefined where bytes tell something else, or nothing that can be. */
export function decodeTogether(
  bytes: Uint8Array,
): Exclude<CursorDown, { type: "moves" | "news" }> | undefined {
  const [type] = bytes;
  switch (type) {
    case DOWN.chat: {
      const text = textFrom(bytes, 4, CURSOR_LIMITS.chatBytes);
      return text === undefined ? undefined : { type: "chat", mover: readMover(bytes, 1), text };
    }
    case DOWN.react:
      if (bytes.length !== 5) return undefined;
      return { type: "react", mover: readMover(bytes, 1), reaction: bytes[4] as number };
    case DOWN.view: {
      const move = bytes.length === 4 + MOVE_BYTES ? readMove(bytes, 4) : undefined;
      return move && { type: "view", mover: readMover(bytes, 1), move };
    }
    default:
      return undefined;
  }
}

/** What bytes of a server tell; undefined where they tell nothing that can be. */
export function decodeCursorDown(bytes: Uint8Array): CursorDown | undefined {
  const [type] = bytes;
  switch (type) {
    case DOWN.moves:
    case DOWN.news:
      return decodeCrowd(bytes);
    case DOWN.chat:
    case DOWN.react:
    case DOWN.view:
      return decodeTogether(bytes);
    default:
      return undefined;
  }
}

function moveBytes({ place, x, y, mode }: CursorMove): Uint8Array {
  const scale = place === PLACE.pixels ? 1 : WHOLE;
  const [left, top] = [Math.round(x * scale), Math.round(y * scale)];
  const head = MODES.indexOf(mode) << 6 | place;
  return Uint8Array.of(head, left >> 8, left & 0xff, top >> 8, top & 0xff);
}

function readMove(bytes: Uint8Array, at: number): CursorMove | undefined {
  const head = bytes[at];
  const mode = MODES[(head ?? 0xff) >> 6];
  if (head === undefined || !mode || bytes.length < at + MOVE_BYTES) return undefined;
  const place = head & 0x3f;
  const scale = place === PLACE.pixels ? 1 : WHOLE;
  return { place, x: readPair(bytes, at + 1) / scale, y: readPair(bytes, at + 3) / scale, mode };
}

const moverBytes = ({ slot, index }: Mover): number[] => [slot, index >> 8, index & 0xff];

const readMover = (bytes: Uint8Array, at: number): Mover => ({
  slot: bytes[at] ?? 0,
  index: readPair(bytes, at + 1),
});

const readPair = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0);

function joined(head: readonly number[], text: string): Uint8Array {
  const rest = new TextEncoder().encode(text);
  const bytes = new Uint8Array(head.length + rest.length);
  bytes.set(head);
  bytes.set(rest, head.length);
  return bytes;
}

function textFrom(bytes: Uint8Array, at: number, most: number): string | undefined {
  if (bytes.length < at || bytes.length - at > most) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(at));
  } catch {
    return undefined;
  }
}

function jsonFrom(bytes: Uint8Array, at: number): CursorNews | undefined {
  try {
    const news = JSON.parse(textFrom(bytes, at, Infinity) ?? "");
    return typeof news === "object" && news !== null ? news : undefined;
  } catch {
    return undefined;
  }
}

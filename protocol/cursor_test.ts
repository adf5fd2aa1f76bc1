import assert from "node:assert/strict";
import { type Random, seedFrom, size } from "../tests/seed.ts";
import {
  clipped,
  CURSOR_LIMITS,
  type CursorDown,
  type CursorMove,
  type CursorUp,
  moveOf,
  PLACE,
} from "./cursor.ts";
import {
  decodeCursorDown,
  decodeCursorUp,
  encodeCursorDown,
  encodeCursorUp,
} from "./cursor_codec.ts";

/** What the header of a WebSocket takes besides: the page's has a mask. */
const header = (bytes: Uint8Array, mask: 0 | 4): number =>
  (bytes.length + 1 > 125 ? 4 : 2) + mask + 1 + bytes.length;

const TEXTS = ["", "hello", "grüße", "🎉🎉", "x".repeat(140)];

function anyMove(random: Random): CursorMove {
  const place = random.pick([PLACE.container, 1, 30, 62, PLACE.pixels]);
  const most = place === PLACE.pixels ? 1 : 0xffff;
  const at = () => random.integer(0, 0xffff) / most;
  return { place, x: at(), y: at(), mode: random.pick(["plain", "laser", "hidden"]) };
}

const anyMover = (random: Random) => ({
  slot: random.integer(0, 255),
  index: random.integer(0, 0xffff),
});

function anyUp(random: Random): CursorUp {
  return random.pick<CursorUp>([
    { type: "move", move: anyMove(random) },
    { type: "anchor", place: random.integer(1, 62), name: random.pick(["a", "intro", "ä-1"]) },
    { type: "chat", text: random.pick(TEXTS) },
    { type: "react", reaction: random.integer(0, 255) },
    { type: "follow", mover: anyMover(random) },
    { type: "follow", mover: undefined },
    { type: "view", move: anyMove(random) },
  ]);
}

function anyDown(random: Random): CursorDown {
  const moves = Array.from({ length: random.integer(0, 40) }, () => ({
    index: random.integer(0, 0xffff),
    ...anyMove(random),
  }));
  const mover = anyMover(random);
  return random.pick<CursorDown>([
    { type: "moves", slot: mover.slot, moves },
    { type: "news", news: { peers: true, gone: [[1, 2]] } },
    { type: "chat", mover, text: random.pick(TEXTS) },
    { type: "react", mover, reaction: random.integer(0, 255) },
    { type: "view", mover, move: anyMove(random) },
  ]);
}

Deno.test("decodeCursorUp() and decodeCursorDown() give back what was encoded", () => {
  const random = seedFrom("cursors, both ways");
  for (let round = 0; round < size(2_000, 100_000); round++) {
    const [up, down] = [anyUp(random), anyDown(random)];
    assert.deepEqual(decodeCursorUp(encodeCursorUp(up)), up);
    assert.deepEqual(decodeCursorDown(encodeCursorDown(down)), down);
  }
});

Deno.test("bytes of anybody's throw nothing, and what is read of them can be said again", () => {
  const random = seedFrom("cursors, any bytes");
  for (let round = 0; round < size(5_000, 500_000); round++) {
    const bytes = Uint8Array.from(
      { length: random.integer(0, 12) },
      () => random.pick([random.integer(0, 255), random.integer(0xc0, 0xc5), 0]),
    );
    const up = decodeCursorUp(bytes);
    if (up?.type === "move") {
      const { move: { x, y, place } } = up;
      const most = place === PLACE.pixels ? 0xffff : 1;
      assert(x >= 0 && x <= most && y >= 0 && y <= most, `${x} ${y}`);
      assert.deepEqual(encodeCursorUp(up), bytes);
    }
    decodeCursorDown(bytes);
  }
});

Deno.test("a move has at most 15 bytes, a mover 16, five of them at most 10 each, with headers", () => {
  const move: CursorMove = { place: 62, x: 1, y: 0.5, mode: "laser" };
  assert.equal(header(encodeCursorUp({ type: "move", move }), 4), 12);
  const frame = (count: number): number => {
    const moves = Array.from({ length: count }, (_, index) => ({ index, ...move }));
    return header(encodeCursorDown({ type: "moves", slot: 255, moves }), 0);
  };
  assert.equal(frame(1), 12);
  for (const count of [5, 6, 17, 18, 19, 50, 1_000]) assert(frame(count) / count <= 10);
  // 50 movers at 20 Hz.
  assert(frame(50) * 20 <= 10_000, `${frame(50) * 20} bytes a second`);
});

Deno.test("a change of what is said has at most 160 bytes, a reaction 12, with headers", () => {
  const mover = { slot: 1, index: 2 };
  for (const text of ["🎉".repeat(200), "x".repeat(200), "ä".repeat(200)]) {
    const up = encodeCursorUp({ type: "chat", text });
    assert(header(up, 4) <= 160, `${header(up, 4)}`);
    assert(header(encodeCursorDown({ type: "chat", mover, text }), 0) <= 160);
    assert.deepEqual(decodeCursorUp(up), { type: "chat", text: clipped(text) });
  }
  assert(header(encodeCursorUp({ type: "react", reaction: 7 }), 4) <= 12);
  assert(header(encodeCursorDown({ type: "react", mover, reaction: 7 }), 0) <= 12);
});

Deno.test("clipped() cuts no character in two, and leaves no line and no control in a text", () => {
  assert.equal(clipped("a\nb\u0000c"), "a b c");
  assert.equal([...clipped("x".repeat(500))].length, CURSOR_LIMITS.chat);
  assert(!clipped("🎉".repeat(200)).includes("\ufffd"));
  assert.equal(clipped("🎉".repeat(200)).length % 2, 0);
});

Deno.test("moveOf() bounds numbers, and refuses what is none", () => {
  assert.deepEqual(moveOf(0, -3, 7), { place: 0, x: 0, y: 1, mode: "plain" });
  assert.deepEqual(moveOf(PLACE.pixels, 1e9, 12), { place: 63, x: 65_535, y: 12, mode: "plain" });
  for (const value of [NaN, Infinity, -Infinity, "1", null, undefined, {}, [1], 1n]) {
    assert.equal(moveOf(0, value, 0), undefined, String(value));
    assert.equal(moveOf(0, 0, value), undefined, String(value));
  }
});

Deno.test("an anchor without a name, of a place that is none, or too long a name, is none", () => {
  for (
    const bytes of [
      [0xc0, 1],
      [0xc0, 0, 65],
      [0xc0, 63, 65],
      [0xc0, 1, 0xff],
      [0xc0, 1, ...new Array(65).fill(65)],
      [],
      [0xc9],
      [0xc0],
    ]
  ) assert.equal(decodeCursorUp(Uint8Array.from(bytes)), undefined, bytes.join());
});

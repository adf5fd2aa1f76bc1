/** The ring: exact replays or none, bounded, and a ledger of what was answered. */

import assert from "node:assert/strict";
import { seedFrom, size } from "../tests/seed.ts";
import { Ring } from "./ring.ts";

Deno.test("after() gives the frames after a number, or nothing at all", () => {
  const ring = new Ring({ ringFrames: 3, ringBytes: 1_000 });
  for (const text of ["1", "2", "3", "4"]) ring.add(text, 1);
  assert.equal(ring.after(0), undefined);
  assert.deepEqual(ring.after(1), ["2", "3", "4"]);
  assert.deepEqual(ring.after(4), []);
  assert.equal(ring.after(5), undefined);
  assert.equal(ring.knows(0), true);
  assert.equal(ring.knows(5), false);
});

Deno.test("bytes bound the ring too", () => {
  const ring = new Ring({ ringFrames: 100, ringBytes: 10 });
  ring.add("12345", 1);
  ring.add("123456", 1);
  assert.equal(ring.bytes, 6);
  ring.add("x".repeat(11), 1);
  assert.equal(ring.bytes, 0);
  assert.deepEqual(ring.rewind(1), { answers: 2, apart: [] });
  assert.equal(ring.last, 1);
});

Deno.test("load() goes on where ledger was read", () => {
  const ring = new Ring({ ringFrames: 10, ringBytes: 1_000 });
  ring.add("1", 1);
  ring.add("2", 0, 7);
  ring.add("3", 2);
  ring.acked(1);
  const copy = new Ring({ ringFrames: 10, ringBytes: 1_000 });
  copy.load(structuredClone(ring.ledger));
  assert.equal(copy.last, 3);
  assert.equal(copy.after(2), undefined);
  assert.deepEqual(copy.after(3), []);
  assert.deepEqual(copy.rewind(1), { answers: 2, apart: [7] });
});

Deno.test("against a plain list: replays are exact, nothing is answered twice or never", () => {
  const random = seedFrom("ring");
  for (let round = 0; round < size(300, 10_000); round++) {
    const limits = { ringFrames: random.integer(1, 8), ringBytes: random.integer(5, 40) };
    const ring = new Ring(limits);
    let sent: { text: string; answers: number; apart: number }[] = [];
    let acked = 0;
    for (let step = 0; step < 60; step++) {
      switch (random.integer(0, 3)) {
        case 0:
        case 1: {
          const text = "x".repeat(random.integer(1, 12)) + step;
          const apart = random.chance(0.2) ? step + 1 : 0;
          const answers = apart ? 0 : random.integer(0, 3);
          ring.add(text, answers, apart);
          sent.push({ text, answers, apart });
          break;
        }
        case 2:
          acked = random.integer(acked, sent.length);
          ring.acked(acked);
          break;
        case 3: {
          const got = random.integer(acked, sent.length);
          const frames = ring.after(got);
          const missing = sent.slice(got);
          if (frames) assert.deepEqual(frames, missing.map((frame) => frame.text));
          else {
            assert(
              missing.length > limits.ringFrames ||
                missing.reduce((sum, { text }) => sum + text.length, 0) > limits.ringBytes,
            );
            const answered = ring.rewind(got);
            assert.equal(answered.answers, missing.reduce((sum, { answers }) => sum + answers, 0));
            assert.deepEqual(
              answered.apart,
              missing.map(({ apart }) => apart).filter((number) => number > 0),
            );
            sent = sent.slice(0, got);
            acked = got;
          }
          break;
        }
      }
      assert.equal(ring.last, sent.length);
      assert(ring.bytes <= limits.ringBytes);
    }
  }
});

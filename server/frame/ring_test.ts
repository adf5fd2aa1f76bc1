/** The ring: exact replays or none, bounded. */

import assert from "node:assert/strict";
import { seedFrom, size } from "../../tests/seed.ts";
import { Ring } from "./ring.ts";

Deno.test("after() gives the frames after a number, or nothing at all", () => {
  const ring = new Ring({ ringFrames: 3, ringBytes: 1_000 });
  for (const text of ["1", "2", "3", "4"]) ring.add(text);
  assert.equal(ring.after(0), undefined);
  assert.deepEqual(ring.after(1), ["2", "3", "4"]);
  assert.deepEqual(ring.after(4), []);
  assert.equal(ring.after(5), undefined);
  assert.equal(ring.knows(0), true);
  assert.equal(ring.knows(5), false);
});

Deno.test("bytes bound the ring too", () => {
  const ring = new Ring({ ringFrames: 100, ringBytes: 10 });
  ring.add("12345");
  ring.add("123456");
  assert.equal(ring.bytes, 6);
  ring.add("x".repeat(11));
  assert.equal(ring.bytes, 0);
  assert.equal(ring.last, 3);
  assert.equal(ring.knows(0), true);
});

Deno.test("restart() goes on as if so many frames had been sent, and keeps none", () => {
  const ring = new Ring({ ringFrames: 10, ringBytes: 1_000 });
  ring.add("1");
  ring.restart(7);
  assert.equal(ring.bytes, 0);
  assert.deepEqual([6, 7, 8].map((got) => ring.knows(got)), [false, true, false]);
  ring.add("8");
  assert.deepEqual(ring.after(7), ["8"]);
});

Deno.test("against a plain list: replays are exact, or there is no room for them", () => {
  const random = seedFrom("ring");
  for (let round = 0; round < size(300, 10_000); round++) {
    const limits = { ringFrames: random.integer(1, 8), ringBytes: random.integer(5, 40) };
    const ring = new Ring(limits);
    const sent: string[] = [];
    let acked = 0;
    for (let step = 0; step < 60; step++) {
      switch (random.integer(0, 3)) {
        case 0:
        case 1: {
          const text = "x".repeat(random.integer(1, 12)) + step;
          ring.add(text);
          sent.push(text);
          break;
        }
        case 2:
          acked = random.integer(acked, sent.length);
          ring.acked(acked);
          break;
        case 3: {
          const got = random.integer(0, sent.length);
          const missing = sent.slice(got);
          const frames = ring.after(got);
          assert.equal(ring.knows(got), got >= acked);
          if (frames) assert.deepEqual(frames, missing);
          else {
            const isFull = missing.length > limits.ringFrames ||
              missing.join("").length > limits.ringBytes;
            assert(got < acked || isFull);
          }
          break;
        }
      }
      assert.equal(ring.last, sent.length);
      assert(ring.bytes <= limits.ringBytes);
    }
  }
});

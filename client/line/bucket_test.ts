/** A bucket of tokens: never faster than the server, and never slower than it has to be. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { Bucket } from "./bucket.ts";

function setUp() {
  const clock = new ManualClock();
  const bucket = new Bucket({ now: () => clock.now(), after: (ms, run) => clock.timer(ms, run) });
  /** How many go at once. */
  const drain = (): number => {
    let count = 0;
    while (count < 1_000 && bucket.take() === 0) count++;
    return count;
  };
  return { clock, bucket, drain };
}

Deno.test("a bucket holds half of the burst, however long nothing was taken", () => {
  const { clock, bucket, drain } = setUp();
  bucket.fill(10, 8);
  assert.equal(drain(), 4);
  clock.skip(60_000);
  assert.equal(drain(), 4);
});

Deno.test("a bucket fills by its rate, and says how long to wait", () => {
  const { clock, bucket, drain } = setUp();
  bucket.fill(10, 8);
  drain();
  assert.equal(bucket.take(), 100);
  clock.skip(40);
  assert.equal(Math.round(bucket.take()), 60);
  clock.skip(60);
  assert.equal(bucket.take(), 0);
  assert.equal(bucket.take(), 100);
});

Deno.test("a bucket of the smallest burst lets one through at a time", () => {
  const { clock, bucket, drain } = setUp();
  bucket.fill(10, 1);
  assert.equal(drain(), 1);
  clock.skip(100);
  assert.equal(drain(), 1);
});

Deno.test("fill() keeps the size that was told, and counts from now on", () => {
  const { clock, bucket, drain } = setUp();
  bucket.fill(10, 8);
  drain();
  clock.skip(60_000);
  bucket.fill();
  assert.equal(drain(), 4);
  assert.equal(bucket.take(), 100);
});

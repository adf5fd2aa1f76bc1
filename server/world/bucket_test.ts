import assert from "node:assert/strict";
import { seedFrom } from "../../tests/seed.ts";
import { Bucket } from "./bucket.ts";

Deno.test("Bucket.take() gives the burst, then the rate", () => {
  const bucket = new Bucket(50, 100, 0);
  for (let i = 0; i < 100; i++) assert(bucket.take(0));
  assert(!bucket.take(0));
  assert(!bucket.take(19));
  assert(bucket.take(20));
  assert(!bucket.take(20));
});

Deno.test("Bucket.owe() says how long to wait, and gives nothing until then", () => {
  const bucket = new Bucket(50, 100, 0);
  assert.equal(bucket.owe(100, 0), 0);
  assert.equal(bucket.owe(25, 0), 500);
  assert.equal(bucket.take(500), false);
  assert.equal(bucket.take(520), true);
});

Deno.test("Bucket never holds more than its burst, however long nothing was taken", () => {
  const bucket = new Bucket(50, 3, 0);
  for (let i = 0; i < 3; i++) assert(bucket.take(1e9));
  assert(!bucket.take(1e9));
});

Deno.test("Bucket takes nothing back when the clock does", () => {
  const bucket = new Bucket(1, 2, 1_000_000);
  assert(bucket.take(0));
  assert(bucket.take(0));
  assert(!bucket.take(0));
});

Deno.test("Bucket.isFull() is true once everything has come back", () => {
  const bucket = new Bucket(10, 5, 0);
  bucket.take(0);
  assert(!bucket.isFull(99));
  assert(bucket.isFull(100));
});

Deno.test("Bucket.take() never gives more than burst + rate · time, whatever the clock does", () => {
  const random = seedFrom("bucket");
  for (let run = 0; run < 200; run++) {
    const rate = random.integer(1, 100);
    const burst = random.integer(1, 100);
    const bucket = new Bucket(rate, burst, 0);
    let now = 0;
    let forward = 0;
    let taken = 0;
    for (let step = 0; step < 200; step++) {
      const by = random.integer(-5, 40);
      now += by;
      forward += Math.max(0, by);
      if (bucket.take(now)) taken++;
      assert(taken <= burst + rate * forward / 1_000 + 1e-6);
    }
  }
});

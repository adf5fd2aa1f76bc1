/** The seeded generator repeats itself. */

import assert from "node:assert/strict";
import { full, randomOf, seedFrom, size } from "./seed.ts";

Deno.test("randomOf() gives the same numbers for the same seed", () => {
  const [a, b] = [randomOf(7), randomOf(7)];
  const numbers = Array.from({ length: 100 }, () => a.next());
  assert.deepEqual(Array.from({ length: 100 }, () => b.next()), numbers);
  assert(numbers.every((number) => number >= 0 && number < 1));
  assert.equal(new Set(numbers).size, 100);
});

Deno.test("randomOf() gives other numbers for another seed", () => {
  assert.notEqual(randomOf(7).next(), randomOf(8).next());
});

Deno.test("integer() reaches both ends and nothing beyond", () => {
  const random = randomOf(1);
  const seen = new Set(Array.from({ length: 300 }, () => random.integer(-1, 2)));
  assert.deepEqual([...seen].sort((a, b) => a - b), [-1, 0, 1, 2]);
});

Deno.test("shuffle() keeps every item and leaves its argument alone", () => {
  const list = Array.from({ length: 20 }, (_, index) => index);
  const shuffled = randomOf(3).shuffle(list);
  assert.notDeepEqual(shuffled, list);
  assert.deepEqual(shuffled.toSorted((a, b) => a - b), list);
});

Deno.test("seedFrom() obeys DJUST_SEED and refuses what is no number", () => {
  const before = Deno.env.get("DJUST_SEED");
  try {
    Deno.env.set("DJUST_SEED", "42");
    assert.equal(seedFrom("seed test").next(), randomOf(42).next());
    Deno.env.set("DJUST_SEED", "many");
    assert.throws(() => seedFrom("seed test"), /DJUST_SEED is "many"/);
    Deno.env.delete("DJUST_SEED");
    assert(Number.isInteger(seedFrom("seed test").seed));
  } finally {
    if (before !== undefined) Deno.env.set("DJUST_SEED", before);
  }
});

Deno.test("size() chooses by DJUST_FULL", () => {
  assert.equal(size(1, 2), full() ? 2 : 1);
});

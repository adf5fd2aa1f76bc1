/** Kept answers: found by what was asked, never too old, never too many, never too large. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { seedFrom } from "../../tests/seed.ts";
import { KEPT, Kept, keyOf } from "./kept.ts";

Deno.test("Kept gives what was kept, and how long it may be shown", () => {
  const kept = new Kept<string>();
  kept.put("a", "one", 3, 1_000);
  assert.deepEqual(kept.get("a", 500, 1_100), ["one", 400]);
  assert.equal(kept.get("b", 500, 1_100), undefined);
});

Deno.test("Kept gives nothing that is as old as it may be, and forgets it", () => {
  const kept = new Kept<string>();
  kept.put("a", "one", 3, 1_000);
  assert.equal(kept.get("a", 500, 1_500), undefined);
  assert.equal(kept.get("a", 50_000, 1_500), undefined);
});

Deno.test("Kept lets go what was not used for longest", () => {
  const kept = new Kept<number>();
  for (let i = 0; i < KEPT.count; i++) kept.put(`${i}`, i, 1, 0);
  assert.deepEqual(kept.get("0", 10, 1), [0, 9]);
  kept.put("one more", 0, 1, 0);
  assert.equal(kept.get("1", 10, 1), undefined);
  assert.deepEqual(kept.get("0", 10, 1), [0, 9]);
});

Deno.test("Kept is never larger than it may be, and keeps nothing that alone is", () => {
  const kept = new Kept<string>();
  const half = KEPT.size / 2;
  kept.put("a", "a", half, 0);
  kept.put("b", "b", half, 0);
  kept.put("a", "a again", half, 0);
  assert.deepEqual(kept.get("b", 10, 0), ["b", 10]);
  kept.put("c", "c", 1, 0);
  assert.equal(kept.get("a", 10, 0), undefined);
  assert.deepEqual(kept.get("b", 10, 0), ["b", 10]);
  kept.put("huge", "huge", KEPT.size + 1, 0);
  assert.equal(kept.get("huge", 10, 0), undefined);
  assert.deepEqual(kept.get("c", 10, 0), ["c", 10]);
});

Deno.test("keyOf() says the same of the same params in any order, and tells types apart", () => {
  assert.equal(keyOf({ a: 1, b: { c: 2, d: 3 } }), keyOf({ b: { d: 3, c: 2 }, a: 1 }));
  const texts = [{ a: 1 }, { a: "1" }, { a: null }, { a: [1] }, { a: { 0: 1 } }, { a: true }, {}];
  assert.equal(new Set(texts.map(keyOf)).size, texts.length);
});

Deno.test("keyOf() says the same of two params only where they are the same", () => {
  const params = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(params, params, (a, b) => {
      const isSame = (() => {
        try {
          // Without -0, which no wire knows.
          assert.deepEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
          return true;
        } catch {
          return false;
        }
      })();
      return (keyOf(a) === keyOf(b)) === isSame;
    }),
    { seed: seedFrom("keyOf()").seed },
  );
});

import assert from "node:assert/strict";
import { copiesOf } from "./copies.ts";

const shared = { n: 1 };
const cycle: Record<string, unknown> = { n: 1 };
cycle.self = cycle;
let deep: unknown = 1;
for (let i = 0; i < 200; i++) deep = [deep];
const sparse = [1, 2, 3];
delete sparse[1];
const named = Object.assign([1], { name: "a" });
const hostile = JSON.parse('{"__proto__": {"isAdmin": true}, "n": 1}');

for (
  const [what, value] of Object.entries({
    "a text": "a",
    nothing: null,
    "an empty object": {},
    "a record": { id: 1, big: 2n, name: undefined, not: NaN },
    "records in lists": { list: [{ a: [1, "2", null] }, []], in: { it: true } },
    "what is there twice": { a: shared, b: shared },
    "what is in itself": cycle,
    "what is deep": deep,
    "a list with a hole": sparse,
    "a list with a name": named,
    "a prototype by its name": hostile,
    "a date, a map, a set, bytes": [
      new Date(5),
      new Map([[1, {}]]),
      new Set("a"),
      Uint8Array.of(1),
    ],
    "an error": new RangeError("far"),
    "what has no prototype": structuredClone(Object.assign(Object.create(null), { a: 1 })),
  })
) {
  Deno.test(`copies of ${what} are as the platform would make them`, () => {
    const copy = copiesOf(value);
    assert.deepStrictEqual(copy(), structuredClone(value));
    assert.deepStrictEqual(copy(), structuredClone(value));
    if (typeof value !== "object" || value === null) return;
    assert.notEqual(copy(), value);
    assert.notEqual(copy(), copy());
  });
}

Deno.test("what is in a copy is nobody else's", () => {
  const value = { list: [{ a: 1 }] };
  const copy = copiesOf(value);
  const one = copy() as typeof value;
  (one.list[0] as { a: number }).a = 2;
  one.list.push({ a: 3 });
  assert.deepEqual([copy(), value], [{ list: [{ a: 1 }] }, { list: [{ a: 1 }] }]);
});

Deno.test("a name that means a prototype gives a copy none", () => {
  const copy = copiesOf(hostile)() as Record<string, unknown>;
  assert.equal(Object.getPrototypeOf(copy), Object.prototype);
  assert.equal(copy.isAdmin, undefined);
  assert.deepEqual(Object.keys(copy), ["__proto__", "n"]);
});

Deno.test("what cannot be copied is refused as the platform refuses it", () => {
  for (const value of [() => {}, { run: () => {} }, [Symbol()]]) {
    assert.throws(() => copiesOf(value)(), DOMException);
  }
});

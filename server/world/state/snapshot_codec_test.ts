/** The snapshot codec: what comes back, how small it is, and what is no snapshot. */

import assert from "node:assert/strict";
import { serialize } from "node:v8";
import { loadPacking } from "../../platform/mod.ts";
import { compact } from "./compact.ts";
import { largestOf, pack, unpack, unpackContent } from "./snapshot_codec.ts";

const packing = await loadPacking();

function again<Value>(value: Value): Value {
  return unpack(pack(structuredClone(value), packing), packing) as Value;
}

Deno.test("pack() and unpack() bring back all that can be copied", () => {
  const ring: Record<string, unknown> = { name: "ring" };
  ring["self"] = ring;
  const value = {
    ...{ none: null, left: undefined, big: 1n, date: new Date(5), pattern: /a/g },
    map: new Map<unknown, unknown>([["a", new Set([1])], [{ k: 1 }, [1, , 3]]]),
    bytes: new Uint8Array([1, 2]),
    numbers: new Float64Array([1.5]),
    text: "ä日",
  };
  assert.deepEqual(again(value), value);
  const back = again(ring);
  assert.equal(back["self"], back);
});

Deno.test("pack() copies what a view shows, not the buffer behind it", () => {
  const shown = new Uint8Array(1_000_000).subarray(10, 13);
  const numbers = new Float32Array(new ArrayBuffer(400_000), 8, 1);
  const { size } = pack(
    compact(structuredClone({ shown, numbers, in: new Map([[shown, shown]]) })),
    packing,
  );
  assert(size < 200, `${size} bytes`);
  const back = again({ shown, set: new Set([shown]) });
  assert.deepEqual(back.shown, shown);
  assert.equal(back.shown.buffer.byteLength, 3);
  assert.deepEqual([...back.set], [shown]);
});

Deno.test("pack() keeps errors without their stacks", () => {
  const error = new TypeError("no", { cause: new Error("why") });
  const { bytes } = pack(compact(structuredClone({ error })), packing);
  assert.doesNotMatch(new TextDecoder("latin1").decode(bytes), /_test\.ts/);
  const back = again({ error }).error;
  assert(back instanceof TypeError);
  assert.deepEqual([back.message, (back.cause as Error).message], ["no", "why"]);
});

Deno.test("pack() deflates what is over 10 KB, and nothing else", () => {
  const small = pack({ text: "a".repeat(10_000) }, packing);
  assert.deepEqual([small.codec, small.bytes.length], [1, small.size]);
  const large = pack({ text: "a".repeat(20_000) }, packing);
  assert.equal(large.codec, 2);
  assert(large.bytes.length < 1_000 && large.size > 20_000);
  assert.deepEqual(unpack(large, packing), { text: "a".repeat(20_000) });
});

Deno.test("unpack() reads nothing of what is broken or of another codec", () => {
  const { codec, bytes } = pack({ owner: "", url: "/", view: "", fields: {} }, packing);
  assert(unpackContent({ codec, bytes }, packing));
  for (const other of [0, 2, 3]) assert.equal(unpack({ codec: other, bytes }, packing), undefined);
  for (const broken of [bytes.subarray(0, 9), new Uint8Array(), new Uint8Array([1, 2, 3])]) {
    assert.equal(unpackContent({ codec, bytes: new Uint8Array(broken) }, packing), undefined);
  }
  for (const value of [null, 1, {}, { owner: "", url: "/", view: "", fields: null }]) {
    const bytes = new Uint8Array(serialize(value));
    assert.equal(unpackContent({ codec, bytes }, packing), undefined);
  }
});

Deno.test("largestOf() names the three largest fields, the largest first", () => {
  const fields = { a: "x".repeat(10), b: "x".repeat(1_000), c: 1, d: "x".repeat(100) };
  assert.deepEqual(largestOf(fields, packing).map(([name]) => name), ["b", "d", "a"]);
});

Deno.test("compact() refuses what would come back as something else", () => {
  for (const value of [new Blob(["a"]), new SharedArrayBuffer(4), new File(["a"], "x")]) {
    assert.throws(() => compact(structuredClone({ in: [value] })), /cannot be kept as bytes/);
  }
});

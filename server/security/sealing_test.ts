/** Sealing: only who has the secret reads, only where it belongs, also after a rotation. */

import assert from "node:assert/strict";
import { Sealing } from "./sealing.ts";

const OLD = "o".repeat(32);
const NEW = "n".repeat(32);
const TEXT = new TextEncoder().encode("the secret of a visitor");

Deno.test("Sealing opens what it sealed, and nobody else reads it", async () => {
  const sealing = new Sealing([OLD]);
  const sealed = await sealing.seal(TEXT, "here");
  assert.deepEqual(await new Sealing([OLD]).open(sealed, "here"), TEXT);
  assert.doesNotMatch(new TextDecoder("latin1").decode(sealed.bytes), /secret/);
  assert.doesNotMatch(sealed.by, /o{4}/);
  assert.equal(await new Sealing([NEW]).open(sealed, "here"), "key");
  // Never twice the same, whatever is in it.
  assert.notDeepEqual((await sealing.seal(TEXT, "here")).bytes, sealed.bytes);
});

Deno.test("Sealing opens nothing that was changed, or that belongs elsewhere", async () => {
  const sealing = new Sealing([OLD]);
  const { by, bytes } = await sealing.seal(TEXT, "here");
  assert.equal(await sealing.open({ by, bytes }, "there"), "seal");
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(await sealing.open({ by, bytes: changed }, "here"), "seal");
  }
  for (const length of [0, 12, 13, bytes.length - 1]) {
    assert.equal(await sealing.open({ by, bytes: bytes.slice(0, length) }, "here"), "seal");
  }
});

Deno.test("Sealing reads with the old secret and seals with the new one", async () => {
  const before = await new Sealing([OLD]).seal(TEXT, "here");
  const rotated = new Sealing([NEW, OLD]);
  assert.deepEqual(await rotated.open(before, "here"), TEXT);
  const after = await rotated.seal(TEXT, "here");
  assert.notEqual(after.by, before.by);
  assert.deepEqual(await new Sealing([NEW]).open(after, "here"), TEXT);
  assert.equal(await new Sealing([NEW]).open(before, "here"), "key");
});

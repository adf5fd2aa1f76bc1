import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { seedFrom } from "../../tests/seed.ts";
import { fromBase64Url, toBase64Url } from "./base64.ts";

Deno.test("fromBase64Url() reads what toBase64Url() wrote, as the platform does", () => {
  const random = seedFrom("base64");
  for (let i = 0; i < 2_000; i++) {
    const bytes = Uint8Array.from({ length: random.integer(0, 64) }, () => random.integer(0, 255));
    const text = toBase64Url(bytes);
    assert.equal(text, Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(fromBase64Url(text), bytes);
  }
});

Deno.test("fromBase64Url() refuses other characters, odd lengths and stray bits", () => {
  for (const text of ["a", "ab=", "a+b/", "A\u0000", "AB"]) {
    assert.equal(fromBase64Url(text), undefined, text);
  }
});

import assert from "node:assert/strict";
import { seedFrom } from "../../../tests/seed.ts";
import { nearest } from "./nearest.ts";

Deno.test("nearest() finds what differs by few letters, a swap counting as one", () => {
  assert.equal(nearest("clik", ["blur", "click"], 2), "click");
  assert.equal(nearest("conected", ["connected", "disconnected"], 1), "connected");
  assert.equal(nearest("connetced", ["connected"], 1), "connected");
  assert.equal(nearest("conetced", ["connected"], 1), undefined);
  assert.equal(nearest("x", [], 9), undefined);
});

Deno.test("nearest() finds any word from which one letter was taken, added, changed or swapped", () => {
  const random = seedFrom("nearest");
  const word = "disconnected";
  for (let i = 0; i < 500; i++) {
    const at = random.integer(0, word.length - 2);
    const [before, a, b, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
    const slips = [before + b + after, `${before}#${a}${b}${after}`, `${before}#${b}${after}`];
    for (const slip of [...slips, `${before}${b}${a}${after}`]) {
      assert.equal(nearest(slip, ["render", word], 1), word);
    }
  }
});

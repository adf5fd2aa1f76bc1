import assert from "node:assert/strict";
import { byteLength } from "../../protocol/mod.ts";
import { seedFrom, size } from "../../tests/seed.ts";
import type { CarriedFlash } from "../world/mod.ts";
import { carried } from "./carried.ts";

const silent = (message: string): void => assert.fail(message);

Deno.test("carried() leaves alone what fits, to the last byte", () => {
  const flash = { info: "ü".repeat(100), error: "no" };
  const bytes = byteLength(JSON.stringify(flash));
  assert.equal(carried(flash, bytes, silent), flash);
  const { info, error } = carried(flash, bytes - 1, () => {});
  assert.match(String(info), /^ü{98,99}…$/);
  assert.equal(error, "no");
});

Deno.test("carried() leaves a message its time, also where it cuts the text", () => {
  const flash = { info: ["ü".repeat(100), 4_000], error: ["no", 1] } satisfies CarriedFlash;
  const bytes = byteLength(JSON.stringify(flash));
  assert.equal(carried(flash, bytes, silent), flash);
  const { info, error } = carried(flash, bytes - 1, () => {});
  assert.deepEqual([info?.[1], error], [4_000, ["no", 1]]);
  assert.match(info?.[0] ?? "", /^ü{98,99}…$/);
});

Deno.test("carried() tells what was cut and what was left out, shortly", () => {
  const told: string[] = [];
  const flash = Object.fromEntries(
    Array.from({ length: 90 }, (_, number) => [`kind${number}`, "x".repeat(1_000)]),
  );
  const kept = carried({ ["long".repeat(500)]: "", ...flash }, 1_000, (text) => told.push(text));
  assert.equal(Object.keys(kept).length, 18);
  assert.deepEqual(told, [
    "Cannot carry all of the flash: " +
    '"kind0" was cut from 1000 to 41 characters, "kind1" was cut from 1000 to 41 characters, ' +
    '"kind2" was cut from 1000 to 41 characters and 15 more were cut; ' +
    '"longlonglonglonglonglonglonglonglonglong", "kind18", "kind19" and 70 more were left out; ' +
    "a redirect carries messages in a cookie: keep them short, and show long texts in the page",
  ]);
});

Deno.test("carried() keeps within its bytes whatever the messages, and tells when it did not keep all", () => {
  const random = seedFrom("carried");
  const letters = ["x", "é", "€", "😀", "\ud83d", '"', "\n", "\u2028", "\\"];
  const text = (most: number): string => {
    const letter = random.pick(letters);
    const length = random.integer(0, most);
    return random.chance(0.5)
      ? letter.repeat(length)
      : Array.from({ length }, () => random.pick(letters)).join("");
  };
  for (let round = 0; round < size(100, 5_000); round++) {
    const flash: Record<string, string> = {};
    for (let i = random.integer(0, 30); i > 0; i--) {
      flash[random.pick(["info", "error", text(8), text(300)])] = text(random.pick([5, 50, 5_000]));
    }
    const bytes = random.integer(2, 3_000);
    let told = 0;
    const kept = carried(flash, bytes, () => told++);
    assert(byteLength(JSON.stringify(kept)) <= bytes);
    const isWhole = JSON.stringify(kept) === JSON.stringify(flash);
    assert.equal(told, isWhole ? 0 : 1);
    for (const [kind, value] of Object.entries(kept)) {
      assert(typeof value === "string");
      if (value === flash[kind]) continue;
      assert(value.endsWith("…") && flash[kind]?.startsWith(value.slice(0, -1)), value);
    }
  }
});

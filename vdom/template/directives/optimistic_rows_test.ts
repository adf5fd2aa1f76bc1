import assert from "node:assert/strict";
import { readOptimistic } from "../../../protocol/mod.ts";
import { seedFrom } from "../../../tests/seed.ts";
import { OPTIMISM } from "./optimistic_rows.ts";

const accepts = OPTIMISM.rows.find(({ name }) => name === "optimistic")?.accepts as RegExp;

Deno.test("dj-optimistic takes every kind of item, and no other text", () => {
  for (
    const right of [
      ...["done:!done", "count:count+1", "count: count - 2", "state:sent", "draft:", "remove"],
      ...["class:open", "class:!md:open", "a:b: c!", "class:a; n:n+1 ; remove;"],
    ]
  ) assert(accepts.test(right), right);
  for (
    const wrong of [
      ...["", ";", "done", "done:!other", "count:cuont+1", "class:a b", "a b:c", "removed"],
      ...["count:count+1; done", "class:!", "Not a word"],
    ]
  ) assert(!accepts.test(wrong), wrong);
});

Deno.test("what dj-optimistic takes is read by a page, word for word", () => {
  const random = seedFrom("optimistic");
  const pieces = ["done", "n", "class", "remove", ":", "!", "+", "-", "1", ";", " ", "x"];
  let taken = 0;
  for (let i = 0; i < 20_000; i++) {
    const text = Array.from({ length: random.integer(1, 9) }, () => random.pick(pieces)).join("");
    if (!accepts.test(text)) continue;
    taken++;
    assert(!readOptimistic(text).includes(undefined), text);
  }
  assert(taken > 100, `${taken}`);
});

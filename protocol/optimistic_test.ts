import assert from "node:assert/strict";
import { readOptimistic } from "./optimistic.ts";

Deno.test("readOptimistic() reads every kind of item", () => {
  const text = " done:!done; count: count+1;left:left - 10 ;class:md:open;class:!shut; " +
    "title:Not yet: wait!; day:2026-11-28; draft:; remove;";
  assert.deepEqual(readOptimistic(text), [
    { type: "flip", field: "done" },
    { type: "add", field: "count", by: 1 },
    { type: "add", field: "left", by: -10 },
    { type: "class", token: "md:open", isOn: true },
    { type: "class", token: "shut", isOn: false },
    { type: "set", field: "title", value: "Not yet: wait!" },
    { type: "set", field: "day", value: "2026-11-28" },
    { type: "set", field: "draft", value: "" },
    { type: "remove" },
  ]);
});

Deno.test("readOptimistic() reads nothing in what makes no sense", () => {
  const wrong = "done; done:!other; done: !other; class:; class:a b; a b:c; removed; remove me; :x";
  assert.deepEqual(new Set(readOptimistic(wrong)), new Set([undefined]));
  assert.deepEqual(readOptimistic(" ;; "), []);
});

Deno.test("what is read is a text, and never run", () => {
  assert.deepEqual(readOptimistic("x:alert(1)+1"), [
    { type: "set", field: "x", value: "alert(1)+1" },
  ]);
});

import assert from "node:assert/strict";
import { OPTIMISTIC, readOptimistic } from "./optimistic.ts";

Deno.test("readOptimistic() reads every kind of item", () => {
  const text = " done:!done; count: count+1;left:left - 10 ;class:md:open;class:!shut; " +
    "title:Not yet: wait!; draft:; remove;";
  assert.deepEqual(readOptimistic(text), [
    { type: "flip", field: "done" },
    { type: "add", field: "count", by: 1 },
    { type: "add", field: "left", by: -10 },
    { type: "class", token: "md:open", isOn: true },
    { type: "class", token: "shut", isOn: false },
    { type: "set", field: "title", value: "Not yet: wait!" },
    { type: "set", field: "draft", value: "" },
    { type: "remove" },
  ]);
  assert(OPTIMISTIC.test(text));
});

Deno.test("an item that makes no sense is left out, and told", () => {
  for (
    const wrong of [
      "",
      ";",
      "done",
      "done:!other",
      "done: !other",
      "n:m+1",
      "class:",
      "class:a b",
      "a b:c",
      "removed",
    ]
  ) {
    assert.deepEqual(readOptimistic(wrong), [], wrong);
    assert(!OPTIMISTIC.test(wrong), wrong);
    assert(!OPTIMISTIC.test(`done:!done;${wrong}`) || wrong === "" || wrong === ";", wrong);
  }
  assert.deepEqual(readOptimistic("done:!dome;n:n+1"), [{ type: "add", field: "n", by: 1 }]);
});

Deno.test("nothing that is read has a meaning besides its own", () => {
  assert.deepEqual(readOptimistic("x:alert(1)+1"), [{
    type: "set",
    field: "x",
    value: "alert(1)+1",
  }]);
});

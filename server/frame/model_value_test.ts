/** What a page tells of a bound control, as the field takes it: of its type, and no more than it holds. */

import { deepStrictEqual as equal } from "node:assert";
import type { Json } from "../../protocol/mod.ts";
import { type ModelFacts, modelValue } from "./model_value.ts";

const facts = (kind: ModelFacts["kind"]): ModelFacts => ({
  ...{ kind, empty: null, isNumber: kind === "number", isTrimmed: false },
});

const HOSTILE: Json[] = [
  null,
  {},
  [],
  [{}],
  { toString: 1 },
  [["a"]],
  "\u0000",
  1e308,
  -0.5,
  "1e999",
];

Deno.test("a field keeps its type, whatever comes", () => {
  for (const value of HOSTILE) {
    for (const kind of ["text", "number", "boolean", "list", "empty"] as const) {
      const read = modelValue(facts(kind), { value }, kind === "list" ? [] : "");
      if (read.type !== "value") continue;
      const is = Array.isArray(read.value) ? "list" : typeof read.value;
      const expected = { text: "string", number: "number", empty: "string" }[kind as "text"] ??
        kind;
      equal(is, expected, JSON.stringify([kind, value]));
    }
  }
});

Deno.test("a list of boxes grows no larger than one message, however many events it comes in", () => {
  let held: unknown = [];
  let refused = 0;
  for (let i = 0; i < 100; i++) {
    const option = `${i}`.padEnd(4_096, "x");
    const read = modelValue(facts("list"), { value: true, option }, held as unknown[]);
    if (read.type === "value") held = read.value;
    else refused++;
  }
  equal([(held as string[]).length, refused], [16, 84]);
});

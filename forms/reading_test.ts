import { deepStrictEqual as equal } from "node:assert";
import {
  controlText,
  emptyUntold,
  heldBy,
  isHeldAlike,
  type ReadingFacts,
  readInto,
  typedValue,
} from "./reading.ts";
import { type Group, ValueTree } from "./value_tree.ts";
import { InitialValues } from "./initial_values.ts";

function began(values: Group, controls: Record<string, string> = {}) {
  const initial = new InitialValues(values);
  const facts: ReadingFacts = {
    initial: (path) => initial.at(path),
    control: (path) => controls[path.join(".")],
  };
  return { tree: new ValueTree(values), facts };
}

Deno.test("the initial value says what a control holds: a boolean, a list, or a text", () => {
  equal(heldBy("on", false, "checkbox"), true);
  equal(heldBy(false, true, "checkbox"), false);
  equal(heldBy("a", [], "checkbox"), ["a"]);
  equal(heldBy(false, ["a"], "checkbox"), []);
  equal(heldBy(["a", "b"], [], undefined), ["a", "b"]);
  equal(heldBy("", "x", "text"), "");
  equal(heldBy(false, undefined, "checkbox"), false);
});

Deno.test("a number or a date that is empty is absent, a text is not", () => {
  equal(typedValue("", "", "number"), undefined);
  equal(typedValue("", "", "date"), undefined);
  equal(typedValue("", "", "text"), "");
  equal(typedValue("42", 0, "number"), 42);
  equal(typedValue("42", "", "number"), "42");
  equal(typedValue("4x", 0, "text"), "4x");
  equal(typedValue("2026-01-02", new Date(0), "date"), new Date("2026-01-02"));
});

Deno.test("an item that was taken out while the page told of it stays out", () => {
  const { tree, facts } = began({ tags: [{ label: "a" }, { label: "b" }] });
  tree.remove(["tags", "0"]);
  readInto(tree, { tags: { 0: { label: "late" }, 1: { label: "B" } } }, facts, "part");
  equal(tree.values, { tags: [{ label: "B" }] });
});

Deno.test("where nothing was heard yet a list has the items that are told", () => {
  const { tree, facts } = began({ tags: [{ label: "a" }] });
  readInto(tree, { tags: { 2: { label: "c" }, 5: { label: "d" } } }, facts, {});
  equal(tree.values, { tags: [{ label: "c" }, { label: "d" }] });
  equal(tree.keysOf(["tags"]), ["2", "5"]);
});

Deno.test("items stand in the order that is told, and where none is, in the one they had", () => {
  const began4 = () => began({ tags: ["a", "b", "c"].map((label) => ({ label })) });
  const told = Object.fromEntries(["A", "B", "C", "D"].map((label, key) => [key, { label }]));
  const { tree, facts } = began4();
  readInto(tree, { tags: told }, facts, { tags: ["2", "3", "0", "1"] });
  equal(tree.keysOf(["tags"]), ["2", "3", "0", "1"]);
  equal(tree.values, { tags: ["C", "D", "A", "B"].map((label) => ({ label })) });
  readInto(tree, { tags: told }, facts, {});
  equal(tree.keysOf(["tags"]), ["2", "3", "0", "1"]);
  for (const odd of [["9", "__proto__", "1"], "", [1, null, "1", "1"], null]) {
    readInto(tree, { tags: told }, facts, { tags: odd });
    equal([...tree.keysOf(["tags"])].sort(), ["0", "1", "2", "3"]);
  }
});

Deno.test("boxes and lists that a browser does not send are empty where they are painted", () => {
  const painted = { news: "checkbox", days: "select-multiple", name: "text" };
  const { tree, facts } = began({ news: true, days: ["1"], name: "a", other: true }, painted);
  const paths = Object.keys(painted).map((name) => [name]);
  emptyUntold(tree, { name: "" }, facts, paths);
  equal(tree.values, { news: false, days: [], name: "a", other: true });
});

Deno.test("nothing is as good as an empty text, and a number as its digits", () => {
  equal(isHeldAlike({ a: "" }, {}), true);
  equal(isHeldAlike({ a: 18 }, { a: "18" }), true);
  equal(isHeldAlike({ a: false }, {}), true);
  equal(isHeldAlike({ a: [] }, {}), true);
  equal(isHeldAlike({ a: ["x"] }, { a: [] }), false);
});

Deno.test("what no control tells is held by none: objects where a text, a box or a list belongs", () => {
  const hostile = { toString: 1, valueOf: null };
  for (const given of [hostile, [hostile], ["a", hostile], [["a"]], null]) {
    equal(heldBy(given, "", "text"), undefined);
    equal(heldBy(given, false, "checkbox"), false);
  }
  equal(heldBy([hostile, "a", ["b"], 1], [], "select-multiple"), ["a", 1]);
  equal(controlText(hostile, "text"), "");
  // A field that begins with nothing takes a group, as a nested one would; its control shows none of it.
  const { tree, facts } = began({ colors: ["red"] });
  readInto(tree, { age: hostile, colors: { 0: hostile } }, facts, "part");
  equal(isHeldAlike(tree.values, { colors: ["red"] }), false);
});

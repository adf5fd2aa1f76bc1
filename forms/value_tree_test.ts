import { deepStrictEqual as equal, ok } from "node:assert";
import { ValueTree } from "./value_tree.ts";

const tree = () =>
  new ValueTree({ name: "a", tags: [{ label: "x" }, { label: "y" }], at: { city: "" } });

Deno.test("a value is found by keys, an item by the key that it keeps", () => {
  const values = tree();
  equal(values.keysOf(["tags"]), ["0", "1"]);
  values.move(["tags", "1"], 0);
  equal(values.keysOf(["tags"]), ["1", "0"]);
  equal(values.get(["tags", "0", "label"]), "x");
  values.set(["tags", "0", "label"], "z");
  equal(values.values.tags, [{ label: "y" }, { label: "z" }]);
});

Deno.test("no key is given twice, whatever was taken out", () => {
  const values = tree();
  ok(values.remove(["tags", "1"]));
  equal(values.remove(["tags", "1"]), false);
  equal(values.add(["tags"], { label: "new" }), "2");
  equal(values.add(["tags"], { label: "first" }, 0), "3");
  equal(values.keysOf(["tags"]), ["3", "0", "2"]);
});

Deno.test("what stands in an item that was taken out goes nowhere", () => {
  const values = tree();
  values.remove(["tags", "0"]);
  values.set(["tags", "0", "label"], "late");
  equal(values.values.tags, [{ label: "y" }]);
});

Deno.test("groups are made where a value is put, and no prototype is reached", () => {
  const values = new ValueTree({});
  values.set(["a", "b"], 1);
  values.set(["__proto__", "x"], 1);
  equal(values.values, { a: { b: 1 } });
  equal(values.get(["constructor"]), undefined);
});

Deno.test("paths of places and paths of keys say the same item", () => {
  const values = tree();
  values.remove(["tags", "0"]);
  equal(values.pathOf(["tags", 0, "label"]), ["tags", "1", "label"]);
  equal(values.placeOf(["tags", "1", "label"]), ["tags", "0", "label"]);
});

Deno.test("a snapshot keeps the keys, and nothing that is left out", () => {
  const values = tree();
  values.remove(["tags", "0"]);
  const other = new ValueTree({});
  other.restore(structuredClone(values.snapshot((path) => path.join(".") === "tags.1.label")));
  equal(other.values, { name: "a", tags: [{ label: "" }], at: { city: "" } });
  equal(other.add(["tags"], {}), "2");
});

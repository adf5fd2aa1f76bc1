/** What a field gives its elements, and where it cannot be bound. */

import { deepStrictEqual as equal, throws } from "node:assert";
import { type BoundField, fieldAttributes } from "./binding.ts";

const FIELD: BoundField = {
  ...{ id: "form-plan", name: "plan", held: "free", errors: [], isPending: false },
  option: undefined,
};

/** What `dj-field` gives an element; of an attribute from a hole the value is not known. */
const given = (
  tag: string,
  attributes: Record<string, string | undefined> = {},
  field: Partial<BoundField> = {},
) =>
  fieldAttributes({ ...FIELD, ...field }, {
    ...{ tag, attribute: "dj-field", isEmpty: true },
    attributes: new Map(Object.entries(attributes)),
  });

Deno.test("a field at what is no control is refused", () => {
  throws(() => given("p"), /the field "plan" in dj-field of <p>: it is no control; write it on an/);
  for (const tag of ["input", "select", "textarea", "button", "fieldset", "color-picker"]) {
    given(tag);
  }
});

Deno.test("one of several controls without a value of its own is refused, with what to write", () => {
  const mend = /has no value of its own; write dj-field=\$\{field.option\(value\)\}, or value="…"/;
  throws(() => given("input", { type: "radio" }), mend);
  throws(() => given("input", { type: "radio", value: undefined }), mend);
  throws(() => given("option"), mend);
  throws(() => given("input", { type: "checkbox", value: undefined }, { held: [] }), mend);
  equal(given("input", { type: "radio", value: "free" }).checked, true);
  equal(given("input", { type: "radio" }, { option: "pro" }).checked, false);
  equal(given("option", { value: "free" }).selected, true);
  // A box says "on" by itself, and one that stands for itself needs no value.
  equal(given("input", { type: "checkbox" }, { held: ["on"] }).checked, true);
  equal(given("input", { type: "checkbox", value: undefined }, { held: true }).checked, true);
});

Deno.test("a page may tell a group of anything where a text belongs: a control shows none of it", () => {
  const held = { toString: 1, valueOf: null };
  equal(given("input", {}, { held }).value, "");
  equal(given("input", { type: "radio", value: "a" }, { held }).checked, false);
  equal(given("input", { type: "checkbox", value: "a" }, { held: [held, "a"] }).checked, true);
  equal(given("option", { value: "a" }, { held: [held] }).selected, false);
  equal(given("select", { multiple: "" }, { held: [held, "a"] }).value, "\na");
});

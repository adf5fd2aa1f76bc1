import { deepStrictEqual as equal } from "node:assert";
import type { StandardResult, StandardSchema } from "../server/view/mod.ts";
import { Validation } from "./validation.ts";

/** Answers that are given by hand. */
function byHand() {
  const answers: ((result: StandardResult<unknown>) => void)[] = [];
  const schema: StandardSchema = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: () => new Promise((resolve) => answers.push(resolve)),
    },
  };
  return { schema, answers };
}

function validationOf(schema: StandardSchema, values: { [name: string]: unknown } = {}) {
  let changes = 0;
  const failures: unknown[] = [];
  const validation = new Validation({
    schema,
    values: () => values,
    pathText: (path) => path.join("."),
    translate: ({ message }) => message,
    valueAt: (path) => values[path],
    changed: () => changes++,
    failed: (error) => failures.push(error),
  });
  return { validation, changes: () => changes, failures };
}

const FINE: StandardSchema = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};

Deno.test("an answer that comes after a newer question says nothing", async () => {
  const { schema, answers } = byHand();
  const { validation, changes } = validationOf(schema);
  const first = validation.settle();
  const second = validation.settle();
  equal(validation.isPending, true);
  answers[1]?.({ issues: [{ message: "new", path: ["a"] }] });
  await second;
  answers[0]?.({ issues: [{ message: "old", path: ["a"] }] });
  equal(await first, undefined);
  equal(validation.messagesAt("a"), ["new"]);
  equal([validation.isPending, validation.isValid, changes()], [false, false, 1]);
});

Deno.test("a check is run once for a value, and dropped when that has changed", async () => {
  const values: { name: string } = { name: "ada" };
  const { validation } = validationOf(FINE, values);
  validation.start();
  const asked: [string, AbortSignal][] = [];
  const answers: ((said: string | undefined) => void)[] = [];
  validation.add("name", (value, { signal }) => {
    asked.push([String(value), signal]);
    return new Promise((resolve) => answers.push(resolve));
  });
  const first = validation.look("name");
  void validation.look("name");
  equal(asked.length, 1);
  equal([validation.isLooking("name"), validation.isValid], [true, false]);
  values.name = "bob";
  const second = validation.look("name");
  equal(asked[0]?.[1].aborted, true);
  answers[0]?.("ada is taken");
  await first;
  equal(validation.messagesAt("name"), []);
  answers[1]?.("bob is taken");
  await second;
  equal(validation.messagesAt("name"), ["bob is taken"]);
  equal(validation.isValid, false);
});

Deno.test("a check that throws is reported, and asked again", async () => {
  const { validation, failures } = validationOf(FINE, { name: "a" });
  let times = 0;
  validation.add("name", () => Promise.reject(new Error(`no ${++times}`)));
  await validation.look("name");
  await validation.look("name");
  equal(failures.map(String), ["Error: no 1", "Error: no 2"]);
});

Deno.test("a check that answers at once needs no second render", () => {
  const { validation, changes } = validationOf(FINE, { name: "a" });
  validation.add("name", (value) => value === "a" && "is taken");
  void validation.look("name");
  equal(validation.messagesAt("name"), ["is taken"]);
  equal(changes(), 0);
});

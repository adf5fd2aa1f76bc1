import assert from "node:assert/strict";
import * as v from "valibot";
import { z } from "zod";
import { misfitsOf } from "./misfit.ts";
import { check, type StandardSchema } from "./schema.ts";

const NOBODYS = { params: {}, vendor: "own" };

/** What an author is told of these params, whatever the library. */
async function toldOf(schema: StandardSchema, params: unknown): Promise<string[]> {
  const checked = await check(schema, params);
  return checked.type === "valid" ? [] : misfitsOf(checked.issues, {
    params,
    vendor: schema["~standard"].vendor,
  });
}

Deno.test("a param of another type is told with what to write, in zod and valibot alike", async () => {
  const schemas = [
    z.object({ todoId: z.number(), on: z.boolean(), tags: z.array(z.string()), at: z.object({}) }),
    v.object({ todoId: v.number(), on: v.boolean(), tags: v.array(v.string()), at: v.object({}) }),
  ];
  for (const schema of schemas) {
    const told = await toldOf(schema, { todoId: "7", on: "true", tags: "a b", at: "{}" });
    const rest = told.map((text) => text.replace(/ write [zv]\..* in the schema$/, " …"));
    const texts = "a form sends texts, also of a number control: …";
    assert.deepEqual(rest, [
      `todoId: expected number, got text "7": write data-todo-id:int on the element; ${texts}`,
      `on: expected boolean, got text "true": write data-on:bool on the element; ${texts}`,
      `tags: expected array, got a text: write data-tags:json on the element; ` +
      `a form sends a list by name="tags[]" on each control`,
      `at: expected object, got a text: write data-at:json on the element; ` +
      `a form sends an object by name="at[…]" on each control`,
    ]);
  }
});

Deno.test("what is told of a form's text is a schema that takes it, by zod and by valibot", async () => {
  const day = new Date("2026-11-27");
  const cases = [
    [z.object({ a: z.number() }), "42", 42],
    [z.object({ a: z.int() }), "42", 42],
    [z.object({ a: z.boolean() }), "on", true],
    [z.object({ a: z.date() }), "2026-11-27", day],
    [v.object({ a: v.number() }), "42", 42],
    [v.object({ a: v.boolean() }), "on", true],
    [v.object({ a: v.date() }), "2026-11-27", day],
  ] as const;
  for (const [schema, sent, wanted] of cases) {
    const [told = ""] = await toldOf(schema, { a: sent });
    const [, mend = ""] = /: write ([zv]\..*) in the schema$/.exec(told) ?? [];
    assert.notEqual(mend, "", told);
    const mended = new Function("z", "v", `return ${mend}`)(z, v) as StandardSchema;
    assert.deepEqual(await check(mended, sent), { type: "valid", value: wanted }, mend);
    // A box that is not checked sends nothing.
    if (wanted === true) {
      assert.deepEqual(await check(mended, undefined), { type: "valid", value: false }, mend);
    }
  }
  const own: StandardSchema = {
    "~standard": {
      version: 1,
      vendor: "own",
      validate: () => ({ issues: [{ message: "expected number", path: ["a", "b"] }] }),
    },
  };
  assert.deepEqual(await toldOf(own, { a: { b: "1" } }), [
    `a.b: expected number, got text "1": a form sends texts, also of a number control: ` +
    `let the schema convert it`,
  ]);
});

Deno.test("a param that is not there is told", async () => {
  const schema = z.object({
    id: z.number(),
    name: z.object({ first: z.string() }),
    on: z.boolean(),
  });
  const told = await toldOf(schema, { name: {} });
  assert.match(told[0] ?? "", /^id: expected number, got nothing: write name="id"/);
  assert.match(
    told[1] ?? "",
    /^name\.first: expected string, got nothing: write name="name\.first"/,
  );
  assert.match(
    told[2] ?? "",
    /^on: .*; a box that is not checked sends nothing: write z\.stringbool\(\)\.default\(false\) in/,
  );
});

Deno.test("what a visitor has to mend is not told, and no secret is shown", async () => {
  const schema = z.object({ email: z.email(), text: z.string().min(1), n: z.number().max(5) });
  assert.deepEqual(await toldOf(schema, { email: "x", text: "", n: 9 }), []);
  const told = await toldOf(z.object({ password: z.number() }), { password: "hunter2" });
  assert.match(told[0] ?? "", /^password: expected number, got a text: /);
  assert.deepEqual(misfitsOf([{ message: "no" }, { message: "no", path: ["a"] }], NOBODYS), []);
});

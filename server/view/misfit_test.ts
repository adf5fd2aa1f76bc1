import assert from "node:assert/strict";
import * as v from "valibot";
import { z } from "zod";
import { misfitsOf } from "./misfit.ts";
import { check, type StandardSchema } from "./schema.ts";

/** What an author is told of these params, whatever the library. */
async function toldOf(schema: StandardSchema, params: unknown): Promise<string[]> {
  const checked = await check(schema, params);
  return checked.type === "valid" ? [] : misfitsOf(checked.issues, params);
}

Deno.test("a param of another type is told with what to write, in zod and valibot alike", async () => {
  const schemas = [
    z.object({ todoId: z.number(), on: z.boolean(), tags: z.array(z.string()) }),
    v.object({ todoId: v.number(), on: v.boolean(), tags: v.array(v.string()) }),
  ];
  for (const schema of schemas) {
    const told = await toldOf(schema, { todoId: "7", on: "true", tags: "a b" });
    const mend = ", or let the schema convert what a form sends";
    assert.deepEqual(told, [
      `todoId: expected number, got text "7": write data-todo-id:int${mend}`,
      `on: expected boolean, got text "true": write data-on:bool${mend}`,
      `tags: expected array, got a text: write data-tags:json${mend}`,
    ]);
  }
});

Deno.test("a param that is not there is told", async () => {
  const schema = z.object({ id: z.number(), name: z.object({ first: z.string() }) });
  const told = await toldOf(schema, { name: {} });
  assert.match(told[0] ?? "", /^id: expected number, got nothing: write name="id"/);
  assert.match(
    told[1] ?? "",
    /^name\.first: expected string, got nothing: write name="name\.first"/,
  );
});

Deno.test("what a visitor has to mend is not told, and no secret is shown", async () => {
  const schema = z.object({ email: z.email(), text: z.string().min(1), n: z.number().max(5) });
  assert.deepEqual(await toldOf(schema, { email: "x", text: "", n: 9 }), []);
  const told = await toldOf(z.object({ password: z.number() }), { password: "hunter2" });
  assert.match(told[0] ?? "", /^password: expected number, got a text: /);
  assert.deepEqual(misfitsOf([{ message: "no" }, { message: "no", path: ["a"] }], {}), []);
});

import { deepStrictEqual as equal, match } from "node:assert";
import type { FieldEvent, FieldHost, StandardSchema } from "../server/view/mod.ts";
import { hear } from "./events.ts";
import { FormCore } from "./form_core.ts";
import { FORM_LIMITS } from "./limits.ts";

const ANY: StandardSchema = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};

function formOf(initial: Record<string, unknown>): FormCore {
  const core = new FormCore("form", ANY, initial, {});
  const host = { changed() {}, failed: (error: unknown) => Promise.reject(error), refuse() {} };
  core.bind(host as unknown as FieldHost, "form");
  return core;
}

const tell = (core: FormCore, told: Partial<FieldEvent>) =>
  hear(core, { operation: undefined, params: {}, target: undefined, way: "live", ...told }).type;

Deno.test("an operation that no template gives puts nothing deeper, longer or larger than a form takes", () => {
  const core = formOf({ tags: Array.from({ length: FORM_LIMITS.fields - 1 }, () => "x") });
  const add = (path: string, item?: unknown) =>
    tell(core, { operation: "add", params: { "~path": path, "~item": item } });
  equal(add("a.".repeat(FORM_LIMITS.depth + 1)), "refused");
  match(core.errorsAt([]).join(), /nest more than/);
  equal(add("tags", "x".repeat(FORM_LIMITS.bytes + 1)), "refused");
  match(core.errorsAt([]).join(), /holds more than/);
  equal(add("tags", "x"), "told");
  equal(add("tags", "x"), "refused");
  match(core.errorsAt([]).join(), /more than \d+ fields/);
  equal(core.owner.keys(["tags"]).length, FORM_LIMITS.fields);
});

Deno.test("a form notes no more fields that were left than it takes, and no name that nests deeper", () => {
  const core = formOf({ name: "" });
  const leave = (target: string) => tell(core, { operation: "blur", target });
  leave("a.".repeat(FORM_LIMITS.depth + 1));
  equal(core.snapshot().used, []);
  for (let i = 0; i <= FORM_LIMITS.fields; i++) leave(`field${i}`);
  equal(core.snapshot().used.length, FORM_LIMITS.fields);
});

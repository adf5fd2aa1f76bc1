import { deepStrictEqual as equal, match, ok } from "node:assert";
import type { FieldEvent, FieldHost, StandardSchema } from "../server/view/mod.ts";
import { hear } from "./events.ts";
import { FormCore } from "./form_core.ts";
import { FORM_LIMITS, HELD_LIMITS } from "./limits.ts";

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

Deno.test("a form holds no more in all than it may, however many events it comes in", () => {
  const core = formOf({ tags: [] });
  const told: string[] = [];
  for (let i = 0; i < 20; i++) {
    told.push(tell(core, { params: { [`extra${i}`]: "x".repeat(FORM_LIMITS.bytes / 2) } }));
  }
  equal(told.at(-1), "refused");
  ok(JSON.stringify(core.values).length <= HELD_LIMITS.bytes);
  match(core.errorsAt([]).join(), /holds more than/);
  const add = { operation: "add", params: { "~path": "tags", "~item": "x".repeat(60_000) } };
  equal(tell(core, add), "refused");
  // What is smaller than all of that is taken as before.
  equal(tell(core, { params: { extra0: "short" } }), "told");
});

Deno.test("nothing is kept of an item that is gone, however often one comes and goes", () => {
  const core = formOf({ tags: [] });
  for (let i = 0; i < 600; i++) {
    tell(core, { operation: "add", params: { "~path": "tags", "~item": { label: `${i}` } } });
    equal(core.owner.field(["tags", String(i), "label"]).value, String(i));
    tell(core, { operation: "blur", target: `tags[${i}][label]` });
    tell(core, { operation: "remove", params: { "~path": `tags.${i}` } });
  }
  equal(core.snapshot().added, []);
  equal(core.snapshot().used, ["tags"]);
});

Deno.test("a field that was left has a path as long as a name may be", () => {
  const core = formOf({ name: "" });
  tell(core, { operation: "blur", target: "x".repeat(1_025) });
  equal(core.snapshot().used, []);
});

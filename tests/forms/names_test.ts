/** Names of fields that a form's schema does not have are told in development, with what was meant. */

import { deepStrictEqual as equal } from "node:assert";
import { type Child, event, form, html, LiveView, wizard } from "@djust/live";
import * as v from "valibot";
import { z } from "zod";
import { adopted, FakeWorld, named } from "../kit/instance_kit.ts";

type Shown = Parameters<typeof adopted>[0];

/** What the author of a view is told. */
async function toldOf(View: Shown, call?: string): Promise<string[]> {
  const world = new FakeWorld();
  world.development = true;
  const { instance } = await adopted(View, world);
  if (call) instance.receive(named(call));
  await world.clock.settled();
  return world.told("warning").map(({ name, message }) => `${name}: ${message}`);
}

/** A view that shows a field of this form by its path, as one without types may. */
function showing(make: () => object, path: string): Shown {
  return class View extends LiveView {
    static post = false;
    form = make() as { field(path: string): never };
    render(): Child {
      return html`<form dj-form=${this.form as never} dj-submit=${() => {}}><input
        dj-field=${this.form.field(path)} name="a"></form>`;
    }
  };
}

const Account = z.object({
  name: z.string(),
  news: z.boolean().optional(),
  at: z.object({ city: z.string() }).nullable().default(null),
  tags: z.array(z.object({ label: z.string() })),
  shape: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("circle"), radius: z.number() }),
    z.object({ kind: z.literal("square"), side: z.number() }),
  ]),
  extra: z.looseObject({ a: z.string() }),
  any: z.record(z.string(), z.string()),
}).refine(() => true);

const Other = v.pipe(
  v.object({
    name: v.string(),
    at: v.optional(v.strictObject({ city: v.string() })),
    tags: v.array(v.object({ label: v.string() })),
    shape: v.variant("kind", [v.object({ kind: v.literal("circle"), radius: v.number() })]),
    extra: v.looseObject({ a: v.string() }),
    any: v.record(v.string(), v.string()),
  }),
  v.check(() => true),
);

const MADE: readonly (() => object)[] = [
  () => form(Account, { name: "", tags: [{ label: "" }] }),
  () => form(Other, { name: "", tags: [{ label: "" }] }),
];

const says = (path: string, mend: string): string[] => [
  `form-field: "${path}" is no field of the schema of "form"${mend}`,
];

Deno.test("a field that the schema does not have is told, with the nearest name", async () => {
  for (const make of MADE) {
    const told = (path: string): Promise<string[]> => toldOf(showing(make, path));
    equal(await told("nmae"), says("nmae", `: did you mean "name"?`));
    equal(await told("at.ctiy"), says("at.ctiy", `: did you mean "city"?`));
    equal(await told("tags.0.lable"), says("tags.0.lable", `: did you mean "label"?`));
    equal(await told("tags[0][lable]"), says("tags.0.lable", `: did you mean "label"?`));
    equal(await told("shape.raduis"), says("shape.raduis", `: did you mean "radius"?`));
    equal(await told("at.elsewhere"), says("at.elsewhere", `; known are "city"`));
  }
});

Deno.test("fields that there are, and those that nobody can know of, are not told", async () => {
  for (const make of MADE) {
    for (
      const path of ["name", "at.city", "tags.0.label", "shape.radius", "extra.b", "any.b", ""]
    ) {
      equal(await toldOf(showing(make, path)), [], path);
    }
  }
  const unknown = { "~standard": { version: 1, vendor: "own", validate: () => ({ value: {} }) } };
  equal(await toldOf(showing(() => form(unknown as never), "nmae")), []);
});

Deno.test("so are names in fields, check() and fail(), and those of a wizard's steps", async () => {
  class Fields extends LiveView {
    form = form(z.object({ name: z.string() })).check("naem" as "name", () => undefined);
    @event
    save(): void {
      this.form.fail("mane" as "name", "taken");
    }
    render(): Child {
      const { nmae } = this.form.fields as unknown as { nmae: never };
      return html`<form dj-form=${this.form} dj-submit=${this.save}><input
        name="a" dj-field=${nmae}></form>`;
    }
  }
  const meant = `: did you mean "name"?`;
  equal(await toldOf(Fields, "save"), [
    ...says("naem", meant),
    ...says("nmae", meant),
    ...says("mane", meant),
  ]);
  const steps = { one: z.object({ name: z.string() }), two: v.object({ tea: v.string() }) };
  equal(await toldOf(showing(() => wizard({ steps }), "nmae")), says("nmae", meant));
  equal(await toldOf(showing(() => wizard({ steps }), "tea")), []);
});

Deno.test("of other libraries nothing is told, whatever their schemas are made of", async () => {
  class Own {
    "~standard" = { version: 1, vendor: "own", validate: () => ({ value: {} }) };
    get in(): Own {
      return this;
    }
    shape = { name: {} };
  }
  equal(await toldOf(showing(() => form(new Own() as never), "nmae")), []);
  const around: z.ZodType = z.lazy(() => around);
  equal(await toldOf(showing(() => form(around as never), "nmae")), []);
});

Deno.test("a schema that holds itself is followed as far as the path goes", async () => {
  const Node = z.object({
    label: z.string(),
    get children() {
      return z.array(Node).optional();
    },
  });
  const make = () => form(Node, { label: "" });
  equal(await toldOf(showing(make, "children.0.children.1.label")), []);
  equal(
    await toldOf(showing(make, "children.0.children.1.lable")),
    says("children.0.children.1.lable", `: did you mean "label"?`),
  );
});

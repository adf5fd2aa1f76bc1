/** The types of form objects: typed by zod and valibot, nested, optional and recursive, and strict. */

import { testTypes } from "./errors.ts";

const IMPORTS = `import { event, form, html, LiveView, wizard } from "@djust/live";
import * as v from "valibot";
import { z } from "zod";
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
`;

const RIGHT: readonly (readonly [sentence: string, text: string])[] = [
  [
    "a schema of zod: values, fields, output",
    `
const Account = z.object({ name: z.string(), age: z.coerce.number(), news: z.boolean(), born: z.date().optional(),
  at: z.object({ city: z.string().optional() }), tags: z.array(z.object({ label: z.string() })), colors: z.array(z.enum(["red"])) });
export class A extends LiveView {
  form = form(Account, { name: "", age: "", news: false, colors: [], tags: [{ label: "" }] })
    .check("name", async (name) => (await Promise.resolve(name.trim())) === "" && "taken");
  @event
  async save() {
    const account = await this.form.submit();
    if (!account) return;
    const output: Same<typeof account, z.output<typeof Account>> = true;
    this.form.fail("name", "taken"); this.form.fail("", "all"); this.form.fail("tags.0.label", "one");
    this.form.reset({ name: account.name }); this.form.reset();
    return output;
  }
  render() {
    const { name, age, at, tags, colors, born } = this.form.fields;
    const { values } = this.form;
    const types: [Same<typeof values.name, string>, Same<typeof values.age, string | undefined>, Same<typeof values.born, Date | undefined>,
      Same<typeof name.value, string>, Same<typeof age.value, string | undefined>] = [true, true, true, true, true];
    return html\`<form dj-form=\${this.form} dj-submit=\${this.save}>\${types.length}
      <label dj-label=\${name}></label><input dj-field=\${name}><p dj-error=\${name}></p><input dj-field=\${at.fields.city}>
      <input type="date" dj-field=\${born}><input type="checkbox" dj-field=\${colors.option("red")}>
      \${tags.items.map((tag) => html\`<input dj-field=\${tag.fields.label}><button dj-click=\${tag.move(0)}></button>\`)}
      <button dj-click=\${tags.add({ label: "" })}></button>\${this.form.summary({ labels: { name: "Name" } })}
      \${name.errors[0]}\${String(name.used && name.dirty && name.pending)}\${this.errorsOf("save").name?.[0]}</form>\`;
  }
}
`,
  ],
  [
    "a schema of valibot, recursive, and one of zod that is",
    `
interface Person { name: string; children: Person[] }
const Person: v.GenericSchema<Person> = v.object({ name: v.string(), children: v.array(v.lazy(() => Person)) });
const Tree = z.object({ name: z.string(), get children() { return z.array(Tree); } });
const own = form(Person, { name: "", children: [{ name: "", children: [] }] });
const tree = form(Tree, { name: "" });
export const names: string[] = [
  ...own.fields.children.items.flatMap((one) => one.fields.children.items.map((two) => two.fields.name.value)),
  ...tree.fields.children.items.flatMap((one) => one.fields.children.items.map((two) => two.fields.name.value)),
];
`,
  ],
  [
    "a box that has to be checked, and an enum of which nothing is chosen yet",
    `
const Terms = z.object({ agreed: z.literal(true), plan: z.enum(["free", "pro"]), size: z.literal(["s", "m"]) });
const terms = form(Terms, { agreed: false, plan: "", size: "m" });
const steps = wizard({ steps: { one: Terms }, initial: { agreed: false, plan: "" } });
export const types: [Same<typeof terms.values.agreed, boolean>, Same<typeof terms.values.plan, "" | "free" | "pro">,
  Same<typeof steps.fields.agreed.value, boolean>] = [true, true, true];
`,
  ],
  [
    "a discriminated union: what all have by fields, the rest by its path",
    `
const Shape = z.object({ shape: z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("circle"), radius: z.number() }), z.object({ kind: z.literal("square"), side: z.number() })]) });
const shape = form(Shape, { shape: { kind: "circle" } });
export const kind: "circle" | "square" | "" = shape.fields.shape.fields.kind.value;
export const radius: unknown = shape.field("shape.radius").value;
const Way = z.discriminatedUnion("way", [z.object({ way: z.literal("card"), card: z.string() }), z.object({ way: z.literal("iban"), iban: z.string() })]);
export const card: unknown = form(Way, { way: "card" }).field("card").value;
`,
  ],
  [
    "paths: of lists, of what nobody knows, and of a schema that holds itself",
    `
const Node = z.object({ label: z.string(), get children() { return z.array(Node).optional(); } });
const node = form(Node, { label: "" });
const Any = z.object({ name: z.string(), tags: z.array(z.object({ label: z.string() })).nullable(), any: z.any(), rec: z.record(z.string(), z.object({ a: z.string() })) });
const any = form(Any, { name: "" });
export const fields = (i: number, path: string) => [
  node.field("children.0.children.1.label"), node.field("children.0.children.1.children.2.children.3.label"),
  any.field("tags"), any.field(\`tags.\${i}\`), any.field(\`tags.\${i}.label\`), any.field("any.b.c"), any.field("rec.x.a"), any.field(""),
  form(v.object({ at: v.optional(v.object({ city: v.string() })) })).field("at.city"), any.field(path as "name"),
];
`,
  ],
  [
    "a wizard: the values, fields and output of all steps",
    `
const order = wizard({ steps: { who: z.object({ name: z.string() }), what: v.object({ tea: v.string(), milk: v.boolean() }) }, initial: { tea: "" } });
export async function save() {
  const all = await order.submit();
  if (!all) return;
  const output: Same<typeof all, { name: string } & { tea: string; milk: boolean }> = true;
  const step: "who" | "what" = order.step;
  order.fail("name", "x", { step: "who" });
  return [output, step, order.fields.milk.value.valueOf(), order.to("who"), order.values.name.trim()];
}
`,
  ],
];

const WRONG: readonly (readonly [sentence: string, text: string, says: RegExp])[] = [
  ["a field that the schema has not", `one.fields.nope;`, /Property 'nope' does not exist/],
  [
    "an initial value of another type",
    `form(One, { name: 1 });`,
    /'number' is not assignable to type 'string/,
  ],
  ["an initial value that the schema has not", `form(One, { nope: "" });`, /'nope' does not exist/],
  ["fail() of a field that is none", `one.fail("nope", "x");`, /"nope"/],
  ["field() of one that is none", `one.field("nmae");`, /"nmae"/],
  ["field() of one that no item has", `one.field("tags.0.lable");`, /"tags.0.lable"/],
  ["field() within a text", `one.field("name.first");`, /"name.first"/],
  ["check() of a field that is none", `one.check("nope", () => "x");`, /"nope"/],
  ["items of what is no list", `one.fields.name.items;`, /Property 'items' does not exist/],
  ["an item that does not fit", `one.fields.tags.add({ nope: 1 });`, /'nope' does not exist/],
  [
    "what submit() gives, without asking for it",
    `(await one.submit()).name;`,
    /possibly 'undefined'/,
  ],
  ["no schema", `form({ name: "" });`, /StandardSchema/],
  ["a step that is none", `two.to("nope");`, /"nope"/],
];

testTypes([
  ...RIGHT.map(([sentence, text], index) => ({
    sentence,
    file: `right${index}.ts`,
    text: IMPORTS + text,
  })),
  ...WRONG.map(([sentence, text, says], index) => ({
    sentence,
    file: `wrong${index}.ts`,
    text:
      `${IMPORTS}const One = z.object({ name: z.string(), tags: z.array(z.object({ label: z.string() })) });
const one = form(One, { name: "" });
const two = wizard({ steps: { who: One } });
export const used = [one, two, LiveView, event, html, v];
${text}`,
    says,
  })),
]);

/** A form object in a view: values, errors, operations, over the line of a test page. */

import assert from "node:assert/strict";
import * as v from "valibot";
import { z } from "zod";
import { each, event, type EventInfo, form, html, LiveView, view } from "../../mod.ts";
import { visit } from "../../testing/mod.ts";

const Account = z.object({
  name: z.string().trim().min(2, "Two letters at least."),
  age: z.coerce.number("A number, please.").min(16, "Too young."),
  news: z.boolean(),
  colors: z.array(z.string()),
  plan: z.enum(["free", "pro"]).optional(),
  tags: z.array(z.object({ label: z.string().min(1, "A label, please.") })).max(3),
});

class SignUp extends LiveView {
  form = form(Account, {
    name: "",
    age: "",
    news: false,
    colors: [],
    tags: [{ label: "" }],
  });
  saved: unknown = null;
  submitter = "";

  @event
  async save(params: object, { submitter = "" }: EventInfo) {
    this.submitter = submitter;
    assert.ok(!("djustObject" in params));
    const account = await this.form.submit();
    if (!account) return;
    if (account.name === "root") return this.form.fail("name", "is taken");
    this.saved = account;
    this.form.reset();
  }

  render() {
    const { name, age, news, colors, plan, tags } = this.form.fields;
    return html`
      <form dj-form=${this.form} dj-submit=${this.save} aria-label="Sign up" novalidate>
        ${this.form.summary({ labels: { name: "Name" } })}
        <label dj-label=${name}>Name</label> <input dj-field=${name}> <p dj-error=${name}></p>
        <input type="number" dj-field=${age}> <p dj-error=${age}></p>
        <input type="checkbox" dj-field=${news}>
        <input type="checkbox" dj-field=${colors} value="red"> <input type="checkbox" dj-field=${colors} value="blue">
        <input type="radio" dj-field=${plan} value="free"> <input type="radio" dj-field=${plan} value="pro">
        ${each(tags.items, (tag) => tag.key, (tag) =>
          html`
            <input dj-field=${tag.fields.label}> <i dj-error=${tag.fields.label}></i>
            <button class="up" dj-click=${tag.move(0)}>up</button>
            <button class="minus" dj-click=${tag.remove()}>–</button>
          `)}
        <button class="plus" dj-click=${tags.add({ label: "" })}>+</button>
        <button name="how" value="now">Save</button>
        <output>${JSON.stringify(this.saved)}</output>
      </form>
    `;
  }
}

Deno.test("a form is painted with names, ids, labels and errors that belong together", async () => {
  const page = await visit(SignUp);
  assert.equal(page.find("label")?.attribute("for"), "form-name");
  const name = page.find("#form-name");
  assert.equal(name?.attribute("name"), "name");
  assert.equal(name?.attribute("aria-invalid"), null);
  assert.equal(page.find("[name='tags[0][label]']")?.attribute("id"), "form-tags-0-label");
  assert.deepEqual(
    page.findAll("[name=colors]").map((box) => box.attribute("id")),
    ["form-colors-red", "form-colors-blue"],
  );
  assert.equal(page.find("[name=news]")?.attribute("checked"), null);
});

Deno.test("what fits comes out of submit() as the schema says, and the form is reset", async () => {
  const page = await visit(SignUp);
  await page.form("Sign up").fill({
    Name: " Ada ",
    age: 36,
    news: true,
    colors: ["blue"],
    plan: "pro",
    tags: [{ label: "x" }],
  }).submit();
  assert.deepEqual(JSON.parse(page.text("output")), {
    ...{ name: "Ada", age: 36, news: true, colors: ["blue"], plan: "pro", tags: [{ label: "x" }] },
  });
  assert.deepEqual(page.errors, []);
  assert.equal(page.find("#form-name")?.value, "");
  assert.equal(page.find("[name=news]")?.checked, false);
  assert.equal(page.find("[name='tags[0][label]']")?.value, "");
});

Deno.test("what does not fit is answered by the code form, with errors by field, and stays in the page", async () => {
  const page = await visit(SignUp);
  await page.form("Sign up").fill({ name: "A", age: 3 }).submit();
  assert.deepEqual(page.errors.map(({ code, detail }) => [code, detail]), [["form", {
    name: ["Two letters at least."],
    age: ["Too young."],
    "tags.0.label": ["A label, please."],
  }]]);
  assert.deepEqual(page.errorsOf("name"), ["Two letters at least."]);
  assert.equal(page.find("#form-name")?.attribute("aria-describedby"), "form-name-error");
  assert.equal(page.find("#form-name")?.value, "A");
  assert.deepEqual(
    page.findAll("[data-dj-errors] a").map((link) => [link.attribute("href"), link.text]),
    [
      ["#form-name", "Name: Two letters at least."],
      ["#form-age", "Too young."],
      ["#form-tags-0-label", "A label, please."],
    ],
  );
});

Deno.test("an error shows once the field was left, and follows what is typed from then on", async () => {
  const page = await visit(SignUp);
  await page.type("#form-name", "A");
  assert.deepEqual(page.errorsOf("name"), []);
  await page.blur();
  assert.deepEqual(page.errorsOf("name"), ["Two letters at least."]);
  assert.deepEqual(page.errorsOf("age"), []);
  await page.type("#form-name", "Ad");
  assert.deepEqual(page.errorsOf("name"), []);
});

Deno.test("an empty number is absent: coerce makes no 0 of it", async () => {
  const page = await visit(SignUp);
  await page.form("Sign up").fill({ name: "Ada" }).submit();
  assert.deepEqual(page.errorsOf("age"), ["A number, please."]);
});

Deno.test("items are added, moved and taken out by name and path, and keep what is typed in them", async () => {
  const page = await visit(SignUp);
  await page.type("[name='tags[0][label]']", "first");
  await page.click(".plus");
  assert.match(page.sent.at(-1) ?? "", /form\.add \{/);
  await page.type("[name='tags[1][label]']", "second");
  await page.click("[name='tags[1][label]'] ~ .up");
  assert.deepEqual(labelsIn(page), ["tags[1][label]=second", "tags[0][label]=first"]);
  await page.click(".minus");
  assert.deepEqual(labelsIn(page), ["tags[0][label]=first"]);
  await page.click(".plus");
  assert.deepEqual(labelsIn(page), ["tags[0][label]=first", "tags[2][label]="]);
  assert.equal(page.text("output"), "null");
});

const labelsIn = (page: Awaited<ReturnType<typeof visit>>) =>
  page.findAll("[name^='tags[']").map((one) => `${one.attribute("name")}=${one.value}`);

Deno.test("what a handler finds wrong stands until that field holds something else", async () => {
  const page = await visit(SignUp);
  const all = { name: "root", age: 20, tags: [{ label: "x" }] };
  await page.form("Sign up").fill(all).submit();
  assert.deepEqual(page.errorsOf("name"), ["is taken"]);
  assert.equal(page.errors.at(-1)?.code, "form");
  await page.type("#form-age", "21");
  assert.deepEqual(page.errorsOf("name"), ["is taken"]);
  await page.type("#form-name", "roots");
  assert.deepEqual(page.errorsOf("name"), []);
});

Deno.test("the submitter's name arrives, and no operation submits", async () => {
  class Told extends SignUp {
    override async save(params: object, info: EventInfo) {
      await super.save(params, info);
      this.saved = [this.submitter, (params as { how?: string }).how];
    }
  }
  const page = await visit(Told);
  await page.form("Sign up").submit("Save");
  assert.equal(page.text("output"), `["how","now"]`);
});

Deno.test("a nested, optional and recursive schema has fields all the way down", async () => {
  interface Person {
    name: string;
    home?: { city?: string | undefined } | undefined;
    children: Person[];
  }
  const Person: v.GenericSchema<Person> = v.object({
    name: v.pipe(v.string(), v.minLength(1, "A name.")),
    home: v.optional(v.object({ city: v.optional(v.string()) })),
    children: v.array(v.lazy(() => Person)),
  });
  class Tree extends LiveView {
    tree = form(Person, {
      name: "",
      children: [{ name: "", children: [{ name: "", children: [] }] }],
    });
    saved: Person | undefined;
    @event
    async save() {
      this.saved = await this.tree.submit();
    }
    render() {
      const { name, home, children } = this.tree.fields;
      return html`<form dj-form=${this.tree} dj-submit=${this.save}>
        <input dj-field=${name}><input dj-field=${home.fields.city}>
        ${
        children.items.map((child) =>
          html`<input dj-field=${child.fields.name}>${
            child.fields.children.items.map((one) => html`<input dj-field=${one.fields.name}>`)
          }`
        )
      }<button>Save</button></form><output>${JSON.stringify(this.saved)}</output>`;
    }
  }
  const page = await visit(Tree);
  await page.form("Save").fill({ name: "a", home: { city: "b" } }).submit();
  assert.deepEqual(Object.keys(page.errors[0]?.detail ?? {}), [
    "children.0.name",
    "children.0.children.0.name",
  ]);
  await page.form("Save").fill({
    children: [{ name: "c", children: [{ name: "d" }] }],
  }).submit();
  assert.deepEqual(JSON.parse(page.text("output")), {
    ...{ name: "a", home: { city: "b" } },
    children: [{ name: "c", children: [{ name: "d", children: [] }] }],
  });
});

Deno.test("a form takes 500 fields and 64 KB at once, and says in the page what is too much", async () => {
  const page = await visit(SignUp);
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`f${i}`, "x"]));
  class Many extends LiveView {
    form = form(z.record(z.string(), z.string()), { kept: "yes" });
    @event
    async save() {
      await this.form.submit();
    }
    render() {
      return html`<form dj-form=${this.form} dj-submit=${this.save}><p dj-error=${this.form}></p>
        ${Object.keys(many).map((name) => html`<input name=${name} value="x">`)}<button>Go</button>
        <output>${JSON.stringify(this.form.values)}</output></form>`;
    }
  }
  const other = await visit(Many);
  await other.form("Go").submit();
  assert.equal(other.errors[0]?.code, "form");
  assert.match(other.text("#form-error"), /more than 500 fields.*shorten/);
  assert.equal(other.text("output"), `{"kept":"yes"}`);
  await page.close();
});

Deno.test("what is too large to be sent is told in the page, and nothing of it is lost", async () => {
  class Long extends LiveView {
    form = form(z.object({ text: z.string() }), { text: "" });
    @event
    async save() {
      await this.form.submit();
    }
    render() {
      return html`<form dj-form=${this.form} dj-submit=${this.save}>
        <textarea dj-field=${this.form.fields.text}></textarea><p dj-error=${this.form}></p><button>Go</button></form>`;
    }
  }
  const page = await visit(Long);
  const long = "x".repeat(70_000);
  await page.submit("form", { text: long });
  assert.match(page.text("#form-error"), /more than 64 KB/);
  assert.equal(page.find("textarea")?.value, long);
  await page.submit("form", { text: "short" });
  assert.equal(page.text("#form-error"), "");
});

Deno.test("a form that no view has bound says what to write", () => {
  const lonely = form(Account);
  assert.throws(() => lonely.fields.name.id, /no view has bound it; write form = form\(…\)/);
});

Deno.test("messages come in the visitor's language", async () => {
  class German extends LiveView {
    form = form(z.object({ name: z.string().min(2) }), { name: "" }, {
      translate: (issue) =>
        issue.path?.[0] === "name" ? "Mindestens zwei Buchstaben." : issue.message,
      words: { summary: (count) => `${count} Fehler` },
    });
    @event
    async save() {
      await this.form.submit();
    }
    render() {
      return html`<form dj-form=${this.form} dj-submit=${this.save}>${this.form.summary()}
        <input dj-field=${this.form.fields.name}><p dj-error=${this.form.fields.name}></p><button>Los</button></form>`;
    }
  }
  const page = await visit(German);
  await page.form("Los").submit();
  assert.deepEqual(page.errorsOf("name"), ["Mindestens zwei Buchstaben."]);
  assert.match(page.text("[data-dj-errors]"), /1 Fehler/);
});

Deno.test("errorsOf() gives one handler's errors, errors the last ones", async () => {
  const Text = z.object({ text: z.string().min(1, "Something.") });
  class Two extends LiveView {
    @event({ params: Text })
    first(_params: { text: string }) {}
    @event({ params: Text })
    second(_params: { text: string }) {}
    render() {
      return html`
        <form dj-submit=${this.first} aria-label="1"><input name="text"></form>
        <form dj-submit=${this.second} aria-label="2"><input name="text"></form>
        <output>${JSON.stringify([
          this.errorsOf("first"),
          this.errorsOf("second"),
          this.errors,
        ])}</output>
      `;
    }
  }
  const page = await visit(Two);
  const wrong = { text: ["Something."] };
  await page.form("1").submit();
  assert.deepEqual(JSON.parse(page.text("output")), [wrong, {}, wrong]);
  await page.form("2").fill({ text: "x" }).submit();
  assert.deepEqual(JSON.parse(page.text("output")), [wrong, {}, {}]);
});

Deno.test("a page that shows one view twice has each id of its forms once", async () => {
  class Pair extends LiveView {
    render() {
      return html`${view(SignUp, { id: "left" })}${view(SignUp, { id: "right" })}`;
    }
  }
  await using page = await visit(Pair);
  const ids = page.findAll("form, form [id]").map((one) => one.attribute("id"));
  assert(ids.length > 4);
  assert.deepEqual([...new Set(ids)], ids);
  assert(ids.includes("left-form") && ids.includes("right-form-name"), ids.join());
  for (const label of page.findAll("label[for]")) {
    assert(ids.includes(label.attribute("for") as string));
  }
});

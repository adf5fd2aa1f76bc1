/** Form objects where no script runs: the same form, step by step, as pages. */

import assert from "node:assert/strict";
import { z } from "zod";
import { each, event, type EventInfo, form, html, LiveView, wizard } from "../../mod.ts";
import { type PlainPage, visit } from "../../testing/mod.ts";

const Account = z.object({
  name: z.string().trim().min(2, "Two letters at least."),
  age: z.coerce.number("A number, please.").min(16, "Too young."),
  secret: z.string(),
  land: z.enum(["at", "ch"], "A land, please."),
  news: z.boolean(),
  colors: z.array(z.string()),
  days: z.array(z.string()),
  plan: z.enum(["free", "pro"]),
  tags: z.array(z.object({ label: z.string().min(1, "A label, please.") })),
});

class SignUp extends LiveView {
  static saved: unknown[] = [];
  form = form(Account, {
    ...{ name: "", age: "", secret: "", news: true, colors: [], days: [], plan: "free" },
    tags: [{ label: "" }],
  });
  other = form(z.object({ name: z.string().min(1, "Something.") }), { name: "" });

  @event
  async save(_params: object, { submitter = "" }: EventInfo) {
    const account = await this.form.submit();
    if (account) SignUp.saved.push({ ...account, submitter });
  }

  @event
  async search() {
    const values = await this.other.submit();
    if (values) SignUp.saved.push(values);
  }

  render() {
    const { name, age, secret, land, news, colors, days, plan, tags } = this.form.fields;
    return html`
      <form id="other" dj-form=${this.other} dj-submit=${this.search}>
        <input dj-field=${this.other.fields.name}><p dj-error=${this.other.fields
          .name}></p><button>Find</button>
      </form>
      <form dj-form=${this.form} dj-submit=${this.save} novalidate>
        <ul>${each(
          tags.items,
          (tag) => tag.key,
          (tag) =>
            html`<li><input dj-field=${tag.fields.label}><b dj-error=${tag.fields.label}></b>
          <button class="up" dj-click=${tag.move(0)}>up</button>
          <button class="minus" dj-click=${tag.remove()}>-</button></li>`,
        )}</ul>
        <button class="plus" dj-click=${tags.add({ label: "" })}>+</button>
        <input dj-field=${name}> <p dj-error=${name}></p>
        <input type="number" dj-field=${age}> <p dj-error=${age}></p>
        <input type="password" dj-field=${secret}>
        <select dj-field=${land}><option value="">-</option><option value="at">A</option><option value="ch">CH</option></select>
        <select multiple dj-field=${days}><option>mo</option><option>tu</option><option>we</option></select>
        <input type="checkbox" dj-field=${news}>
        <input type="checkbox" dj-field=${colors} value="red"><input type="checkbox" dj-field=${colors} value="blue">
        <input type="radio" dj-field=${plan} value="free"><input type="radio" dj-field=${plan} value="pro">
        <button class="save" name="how" value="now">Save</button>
      </form>
    `;
  }
}

async function plain(): Promise<PlainPage> {
  SignUp.saved = [];
  return await (await visit(SignUp)).withoutScript();
}

const items = (page: PlainPage): string[] =>
  page.findAll("li input").map((one) => `${one.attribute("name")}=${one.value}`);

Deno.test("without script a form object takes what its controls hold, those that are empty too", async () => {
  const page = await plain();
  const all = { name: " Ada ", age: 36, secret: "s", land: "ch", plan: "pro", news: false };
  await page.submit("#form", {
    ...all,
    days: ["mo", "we"],
    colors: ["blue"],
    "tags[0][label]": "x",
  });
  assert.equal(page.status, 200);
  assert.deepEqual(SignUp.saved, [{
    ...{ name: "Ada", age: 36, secret: "s", land: "ch", news: false, colors: ["blue"] },
    ...{ days: ["mo", "we"], plan: "pro", tags: [{ label: "x" }], submitter: "how" },
  }]);
});

Deno.test("without script a refused submit is 422, with errors by field and all that was written", async () => {
  const page = await plain();
  await page.submit("#form", {
    name: "A",
    age: 3,
    land: "at",
    days: ["tu"],
    secret: "s",
    news: false,
  });
  assert.equal(page.status, 422);
  assert.equal(page.text("#form-name-error"), "Two letters at least.");
  assert.equal(page.text("#form-tags-0-label-error"), "A label, please.");
  assert.equal(page.find("#form-name")?.attribute("aria-invalid"), "true");
  assert.equal(page.find("#form-name")?.value, "A");
  assert.equal(page.find("#form-land")?.value, "at");
  assert.equal(page.find("#form-news")?.checked, false);
  assert.deepEqual(page.findAll("#form-days option[selected]").map(({ text }) => text), ["tu"]);
  assert.equal(page.find("#form-secret")?.value, "");
  assert.equal(page.text("#other-name-error"), "");
});

Deno.test("without script items are added, moved and taken out, with what is written elsewhere", async () => {
  const page = await plain();
  page.type("[name='tags[0][label]']", "a");
  page.type("#form-name", "Ada");
  await page.click(".plus");
  assert.deepEqual(items(page), ["tags[0][label]=a", "tags[1][label]="]);
  assert.equal(page.find("#form-name")?.value, "Ada");
  page.type("[name='tags[1][label]']", "b");
  await page.click("li + li .up");
  assert.deepEqual(items(page), ["tags[1][label]=b", "tags[0][label]=a"]);
  await page.click(".plus");
  // What was moved before stays where it was put.
  assert.deepEqual(items(page), ["tags[1][label]=b", "tags[0][label]=a", "tags[2][label]="]);
  await page.click("li:nth-child(3) .minus");
  await page.click(".minus");
  assert.deepEqual(items(page), ["tags[0][label]=a"]);
  await page.click(".minus");
  assert.deepEqual(items(page), []);
  await page.click(".plus");
  assert.deepEqual(items(page), ["tags[3][label]="]);
  assert.deepEqual(SignUp.saved, []);
});

Deno.test("without script each of two forms gets its own", async () => {
  const page = await plain();
  await page.submit("#other", { name: "x" });
  assert.deepEqual(SignUp.saved, [{ name: "x" }]);
  assert.equal(page.find("#form-name")?.value, "");
});

Deno.test("Enter means the form's own button, also where operations stand before it", async () => {
  const page = await plain();
  const first = page.find("#form input[type=submit]");
  assert.deepEqual(
    [first?.attribute("name"), first?.attribute("value"), first?.attribute("hidden")],
    ["how", "now", ""],
  );
  assert.equal(page.find("#other input[type=submit]"), null);
});

class Order extends LiveView {
  static saved: unknown[] = [];
  order = wizard({
    steps: {
      who: z.object({ name: z.string().min(2, "Who?"), news: z.boolean() }),
      what: z.object({ tea: z.string().min(1, "What?") }),
    },
    initial: { name: "", news: true, tea: "" },
  });
  @event
  async save() {
    const order = await this.order.submit();
    if (order) Order.saved.push(order);
  }
  render() {
    const { order } = this;
    const { name, news, tea } = order.fields;
    return html`<form dj-form=${order} dj-submit=${this.save}>${order.progress}
      ${
      order.step === "who"
        ? html`<input dj-field=${name}><p dj-error=${name}></p><input type="checkbox" dj-field=${news}>`
        : html`<input dj-field=${tea}><p dj-error=${tea}></p>`
    }
      ${order.isFirst ? null : html`<button class="back" dj-click=${order.back()}>Back</button>`}
      <button class="save">Go on</button></form>`;
  }
}

Deno.test("without script a wizard goes forward and back, with the values of all steps", async () => {
  Order.saved = [];
  const page = await (await visit(Order)).withoutScript();
  await page.submit("form", { name: "A" });
  assert.equal(page.status, 422);
  assert.equal(page.text("#order-name-error"), "Who?");
  await page.submit("form", { name: "Ada" });
  assert.equal(page.text("[role=status]"), "Step 2 of 2: what");
  page.type("[name=tea]", "oolong");
  await page.click(".back");
  assert.equal(page.text("[role=status]"), "Step 1 of 2: who");
  assert.equal(page.find("[name=name]")?.value, "Ada");
  assert.equal(page.find("[name=news]")?.checked, true);
  await page.submit("form", { news: false });
  assert.equal(page.find("[name=tea]")?.value, "oolong");
  await page.submit("form");
  assert.deepEqual(Order.saved, [{ name: "Ada", news: false, tea: "oolong" }]);
});

Deno.test("what a page held of a form is taken back as it was signed, and as nothing else", async () => {
  const page = await (await visit(Order)).withoutScript();
  await page.submit("form", { name: "Ada" });
  const signed = page.find("[name=djust-state]")?.value ?? "";
  const state = atob(signed.replaceAll("-", "+").replaceAll("_", "/"));
  assert.match(state, /"step":1/);
  const forged = btoa(state.replace('"step":1', '"step":0')).replaceAll("+", "-")
    .replaceAll("/", "_").replaceAll("=", "");
  page.type("[name=djust-state]", forged);
  await page.submit("form", { tea: "x" });
  assert.equal(page.status >= 400, true);
  assert.equal(page.find("[name=tea]"), null);
});

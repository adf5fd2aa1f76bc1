/** Form objects, rows of forms and views in a view, all without script. */

import assert from "node:assert/strict";
import { each, event, form, html, LiveView, type Mount, view, wizard } from "@djust/live";
import { visit } from "@djust/live/testing";
import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { z } from "zod";
import { PlainBrowser } from "./kit/plain_browser.ts";

const Team = z.object({
  name: z.string().trim().min(2, "Too short"),
  secret: z.string().optional(),
  news: z.boolean(),
  people: z.array(z.object({ name: z.string().min(1, "Who?") })),
});

class Teams extends LiveView {
  static saved: unknown[] = [];
  team = form(Team, { name: "", secret: "", news: true, people: [{ name: "" }] });

  @event
  async save() {
    const team = await this.team.submit();
    if (!team) return;
    if (team.name === "taken") return this.team.fail("name", "is taken");
    Teams.saved.push(team);
    this.team.reset();
    this.putFlash("info", "Saved");
  }

  render() {
    const { name, secret, news, people } = this.team.fields;
    return html`
      <form dj-form=${this.team} dj-submit=${this.save}>
        ${each(people.items, (one) => one.key, (one) =>
          html`<p><input dj-field=${one.fields.name}>
          <button class="out" type="button" dj-click=${one.remove()}>–</button></p>`)}
        <button id="add" dj-click=${people.add({ name: "" })}>+</button>
        <input dj-field=${name}><i dj-error=${name}></i>
        <input type="password" dj-field=${secret}>
        <input type="checkbox" dj-field=${news}>
        <button id="save" name="how" value="now">Save</button>
      </form>
    `;
  }
}

Deno.test("a form object hears a form without script: typed, refused with errors, kept and saved", async () => {
  Teams.saved = [];
  const page = await (await visit(Teams)).withoutScript();
  await page.submit("form", { name: "A", secret: "hunter2", news: false });
  assert.equal(page.status, 422);
  assert.equal(page.text("i"), "Too short");
  assert.equal(page.find("[name=name]")?.value, "A");
  assert.equal(page.find("[type=checkbox]")?.checked, false);
  assert.doesNotMatch(page.html(), /hunter2/);
  await page.submit("form", { name: "taken", "people[0][name]": "Ada" });
  assert.equal(page.status, 422);
  assert.equal(page.text("i"), "is taken");
  await page.submit("form", { name: "Team" });
  assert.equal(page.status, 200);
  assert.match(page.html("body"), /Saved/);
  assert.equal(page.find("[name=name]")?.value, "");
  const expected = { name: "Team", secret: "", news: false, people: [{ name: "Ada" }] };
  assert.deepEqual(Teams.saved, [expected]);
});

Deno.test("items are added and removed without script, and keep what was written", async () => {
  Teams.saved = [];
  const page = await (await visit(Teams)).withoutScript();
  const names = () => page.findAll("p input").map(({ value }) => value);
  page.type("[name='people[0][name]']", "Ada");
  page.type("[name=name]", "Team");
  await page.click("#add");
  assert.equal(page.status, 200);
  assert.deepEqual(names(), ["Ada", ""]);
  assert.equal(page.find("[name=name]")?.value, "Team");
  page.type("p:nth-of-type(2) input", "Bob");
  await page.click("#add");
  page.type("p:nth-of-type(3) input", "Eve");
  await page.click("p:nth-of-type(2) .out");
  assert.deepEqual(names(), ["Ada", "Eve"]);
  await page.submit("form");
  assert.deepEqual((Teams.saved[0] as { people: unknown }).people, [
    { name: "Ada" },
    { name: "Eve" },
  ]);
});

Deno.test("Enter presses the form's own button, though one that adds stands before it", async () => {
  const app = new Hono();
  const hub = live(app, { "/": Teams }, { signals: false, observe() {} });
  const { html: page } = await new PlainBrowser(app).get("/");
  const [first = ""] = /<(?:button|input type=submit)[^>]*>/.exec(page) ?? [];
  assert.equal(first, '<input type=submit hidden tabindex=-1 name="how" value="now">');
  assert.match(page, /class="out" dj-click="[^"]*" name="djust-operation" value="team\.remove/);
  assert.doesNotMatch(page, /class="out"[^>]*type="button"/);
  await hub.close();
});

class Order extends LiveView {
  static ordered: unknown[] = [];
  order = wizard({
    steps: {
      who: z.object({ name: z.string().min(2, "Too short"), pin: z.string().optional() }),
      what: z.object({ tea: z.string().min(1, "Which?") }),
      done: z.object({ sure: z.boolean().refine((sure) => sure, "Sure?") }),
    },
    initial: { name: "", pin: "", tea: "", sure: false },
  });

  @event
  async save() {
    const order = await this.order.submit();
    if (!order) return;
    Order.ordered.push(order);
    this.redirect("/done");
  }

  render() {
    const { order } = this;
    const { name, pin, tea, sure } = order.fields;
    const controls = {
      who:
        html`<input dj-field=${name}><i dj-error=${name}></i><input type="password" dj-field=${pin}>`,
      what: html`<input dj-field=${tea}><i dj-error=${tea}></i>`,
      done: html`<input type="checkbox" dj-field=${sure}><i dj-error=${sure}></i>`,
    }[order.step];
    return html`<form dj-form=${order} dj-submit=${this.save}>${order.progress}${controls}
      ${order.isFirst ? null : html`<button id="back" dj-click=${order.back()}>Back</button>`}
      <button id="next">${order.isLast ? "Order" : "Next"}</button></form>`;
  }
}

Deno.test("a wizard goes forward and back without script: values of other steps travel signed", async () => {
  Order.ordered = [];
  const page = await (await visit(Order)).withoutScript();
  await page.submit("form", { name: "A" });
  assert.deepEqual([page.status, page.text("i")], [422, "Too short"]);
  await page.submit("form", { name: "Ada", pin: "1234" });
  assert.equal(page.status, 200);
  assert.match(page.text(), /2/);
  page.type("[name=tea]", "green");
  await page.click("#back");
  assert.equal(page.find("[name=name]")?.value, "Ada");
  await page.click("#next");
  assert.equal(page.find("[name=tea]")?.value, "green");
  await page.click("#next");
  await page.click("#next");
  assert.deepEqual([page.status, page.text("i")], [422, "Sure?"]);
  await page.submit("form", { sure: true });
  assert.equal(page.path, "/done");
  assert.deepEqual(Order.ordered, [{ name: "Ada", pin: "", tea: "green", sure: true }]);
});

Deno.test("what a wizard carries is signed for visitor and view, and holds no secret", async () => {
  const app = new Hono();
  const hub = live(app, { "/": Order, "/other": Order }, { signals: false, observe() {} });
  const state = (html: string) => /name="djust-state" value="([^"]*)"/.exec(html)?.[1] ?? "";
  const [ada, eve] = [new PlainBrowser(app), new PlainBrowser(app)];
  await ada.get("/");
  await ada.post("/", { name: "Ada", pin: "1234", "djust-state": state(ada.html) });
  const carried = state(ada.html);
  assert.match(ada.html, /name="tea"/);
  const text = atob(carried.replaceAll("-", "+").replaceAll("_", "/"));
  assert.match(text, /"name":"Ada"/);
  assert.doesNotMatch(text, /1234/);
  // Another one's, a changed one, and one of another path are refused.
  await eve.get("/");
  const changed = carried.slice(0, -4) + (carried.endsWith("AAAA") ? "BBBB" : "AAAA");
  for (const bad of [carried, changed, "x"]) {
    const own = eve.own();
    await eve.post("/", { name: "A", "djust-state": bad }, { own });
    assert.equal(eve.status, 403, bad);
    await eve.get("/");
  }
  await ada.get("/other");
  await ada.post("/other", { name: "A", "djust-state": carried });
  assert.equal(ada.status, 403);
  await hub.close();
});

class Rows extends LiveView {
  static names = new Map([[1, "one"], [2, "two"]]);

  @event({ params: z.object({ id: z.number(), name: z.string().min(1, "Empty") }) })
  rename({ id, name }: { id: number; name: string }) {
    Rows.names.set(id, name);
  }

  render() {
    return html`${
      each([...Rows.names], ([id]) =>
        id, ([id, name]) =>
        html`<form dj-submit=${this.rename} dj-value-id:int=${id}><input name="name" value=${name}>
          <button id="b${id}">Save</button></form>`)
    }<p>${this.errors.name}</p>`;
  }
}

Deno.test("of many forms with one handler the one that was sent is run, by its dj-value", async () => {
  const page = await (await visit(Rows)).withoutScript();
  page.type("form:nth-of-type(2) input", "TWO");
  await page.click("#b2");
  assert.deepEqual([...Rows.names.values()], ["one", "TWO"]);
  page.type("form:nth-of-type(1) input", "");
  await page.click("#b1");
  assert.deepEqual([page.status, page.text("p")], [422, "Empty"]);
  assert.deepEqual(page.findAll("form input[name=name]").map(({ value }) => value), ["", "TWO"]);
});

class Inner extends LiveView<{ start: string }> {
  text = "";
  mount({ params }: Mount<{ start: string }>) {
    this.text = params.start;
  }
  @event
  say({ text }: { text: string }) {
    this.text = text;
  }
  render() {
    return html`<form dj-submit=${this.say}><input name="text"><button>Say</button></form><b>${this.text}</b>`;
  }
}

class Outer extends LiveView {
  count = 0;
  @event
  say({ text }: { text: string }) {
    this.count += text.length;
  }
  render() {
    return html`
      <form id="own" dj-submit=${this.say}><input name="text"><button>Count</button></form>
      <output>${this.count}</output>
      <div id="one">${view(Inner, { id: "one", params: { start: "1" } })}</div>
      <div id="two">${view(Inner, { id: "two", params: { start: String(this.count) } })}</div>
    `;
  }
}

Deno.test("a form in a view in a view is run there, and nowhere else", async () => {
  const page = await (await visit(Outer)).withoutScript();
  await page.submit("#two form", { text: "hello" });
  assert.deepEqual([page.text("output"), page.text("#one b"), page.text("#two b")], [
    "0",
    "1",
    "hello",
  ]);
  await page.submit("#own", { text: "abc" });
  assert.deepEqual([page.text("output"), page.text("#one b"), page.text("#two b")], [
    "3",
    "1",
    "3",
  ]);
});

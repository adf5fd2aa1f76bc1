import assert from "node:assert/strict";
import { z } from "zod";
import { each, event, html, LiveView, type Mount } from "../mod.ts";
import { visit } from "./mod.ts";

class Counter extends LiveView {
  count = 0;
  @event
  increment() {
    this.count++;
  }
  render() {
    return html`<button id="inc" dj-click=${this.increment}>+1</button>
      <button id="dec" dj-click=${() => this.count--}>-1</button> <output>${this.count}</output>`;
  }
}

Deno.test("visit() opens a page that is live", async () => {
  const page = await visit(Counter);
  assert.equal(page.status, 200);
  assert.equal(page.text("output"), "0");
  assert.equal(page.patches.length, 1);
  assert.match(page.patches[0]!, /^\[-1,0,0,/);
});

Deno.test("click() waits until the page shows what the click did", async () => {
  const page = await visit(Counter);
  await page.click("#inc");
  await page.click("#inc");
  await page.click("#dec");
  assert.equal(page.text("output"), "1");
  assert.deepEqual(page.sent.slice(1), ['"increment"', '"increment"', "[1,1]"]);
  assert.deepEqual(page.patches.slice(1), ["[1,1,2,1]", "[1,1,2,2]", "[1,1,2,1]"]);
});

Deno.test("goOffline() keeps events until goOnline() brings them back, once and in order", async () => {
  const page = await visit(Counter);
  await page.goOffline();
  await page.click("#inc");
  await page.click("#inc");
  assert.equal(page.text("output"), "0");
  await page.goOnline();
  assert.equal(page.text("output"), "2");
  assert.deepEqual(page.errors, []);
});

Deno.test("type() and submit() speak through the form, which the render empties", async () => {
  class Guests extends LiveView {
    names: string[] = [];
    draft = "";
    @event
    add({ name }: { name: string }) {
      this.names.push(name);
      this.draft = "";
    }
    render() {
      return html`
        <form dj-submit=${this.add}><input name="name" value=${this
          .draft}><button>Add</button></form>
        <ul>${each(this.names, (name) => name, (name) => html`<li>${name}</li>`)}</ul>
      `;
    }
  }
  const page = await visit(Guests);
  await page.submit("form", { name: "Ada" });
  await page.type("input", "Grace");
  await page.click("button");
  assert.deepEqual(page.findAll("li").map((li) => li.text), ["Ada", "Grace"]);
  assert.equal(page.find("input")!.value, "");
});

Deno.test("another() is a second page on the same hub", async () => {
  class Room extends LiveView {
    said: string[] = [];
    mount() {
      this.subscribe("room");
    }
    handleInfo(text: string) {
      this.said.push(text);
    }
    render() {
      return html`
        <button dj-click=${() => this.publish("room", String(this.user))}>Hi</button>
        <p>${this.said.join()}</p>
      `;
    }
  }
  const ada = await visit(Room, { user: "Ada" });
  const bob = await ada.another({ user: "Bob" });
  await bob.click("button");
  await ada.settled();
  assert.equal(ada.text("p"), "Bob");
  assert.equal(bob.text("p"), "Bob");
  assert.equal(ada.hub.stats().connections, 2);
  await bob.close();
  assert.equal(ada.hub.stats().connections, 1);
});

Deno.test("clock.move() lets time pass for the view", async () => {
  class Clock extends LiveView {
    ticks = 0;
    mount() {
      this.every(1_000, () => this.ticks++);
    }
    render() {
      return html`<p>${this.ticks}</p>`;
    }
  }
  const page = await visit(Clock);
  await page.clock.move(3_000);
  await page.settled();
  assert.equal(page.text("p"), "3");
});

Deno.test("visit() gives the view its params and the visitor's session", async () => {
  class Hello extends LiveView<{ name: string }> {
    text = "";
    mount({ params, session }: Mount<{ name: string }>) {
      this.text = `${params.name} ${session["color"]}`;
    }
    render() {
      return html`<h1>${this.text}</h1>`;
    }
  }
  const page = await visit(Hello, {
    route: "/hello/:name",
    path: "/hello/Ada",
    session: { color: "red" },
  });
  assert.equal(page.text("h1"), "Ada red");
});

Deno.test("errors holds what the page was told, failures what the server knows", async () => {
  class Broken extends LiveView {
    @event
    break() {
      throw new Error("on purpose");
    }
    render() {
      return html`<button dj-click=${this.break}>!</button>`;
    }
  }
  const page = await visit(Broken);
  await page.click("button");
  assert.equal(page.errors[0]!.code, "handler");
  assert.equal(page.failures.length, 1);
});

Deno.test("click() refuses what is disabled, as a browser does nothing then", async () => {
  class Locked extends LiveView {
    render() {
      return html`
        <button id="a" disabled dj-click=${() => {}}>A</button>
        <fieldset disabled><button id="b">B</button></fieldset>
      `;
    }
  }
  const page = await visit(Locked);
  await assert.rejects(page.click("#a"), /Cannot click "#a": it is disabled/);
  await assert.rejects(page.click("#b"), /disabled/);
  assert.equal(page.sent.length, 1);
});

Deno.test("left says where a redirect leads; its flash waits for the visitor there", async () => {
  class Lobby extends LiveView {
    render() {
      const enter = (): void => {
        this.putFlash("info", "Welcome");
        this.redirect("/?room=1");
      };
      return html`<button dj-click=${enter}>Enter</button>`;
    }
  }
  const page = await visit(Lobby);
  await page.click("button");
  assert.deepEqual(page.left, [{ type: "assign", to: "/?room=1" }]);
  const next = await page.another({ path: "/?room=1", same: true });
  assert.equal(next.text("[data-djust-flash]"), "Welcome");
});

Deno.test("left says where mount() redirects; its flash waits for the visitor there", async () => {
  class Private extends LiveView {
    mount({ query, redirect }: Mount): void {
      if (query.has("seen")) return;
      this.putFlash("error", "Log in first");
      redirect("/?seen=1");
    }
    render() {
      return html`<p>private</p>`;
    }
  }
  const page = await visit(Private);
  assert.equal(page.status, 302);
  assert.deepEqual(page.left, [{ type: "assign", to: "/?seen=1" }]);
  const next = await page.another({ path: page.left[0]?.to ?? "", same: true });
  assert.deepEqual(next.left, []);
  assert.equal(next.text("[data-djust-flash]"), "Log in first");
});

Deno.test("warnings holds what development told the page, painted or live, each once", async () => {
  class Careless extends LiveView {
    count = 0;
    @event({ params: z.object({ id: z.number() }) })
    pick({ id }: { id: number }) {
      this.count += id;
    }
    render() {
      return html`<button dj-click=${this.pick} data-id="7" dj-visibel>Pick</button>`;
    }
  }
  const page = await visit(Careless);
  assert.deepEqual(page.warnings.map(({ name }) => name), ["unknown-attribute"]);
  assert.match(page.warnings[0]?.message ?? "", /dj-visibel/);
  await page.click("button");
  await page.click("button");
  assert.deepEqual(page.warnings.map(({ name }) => name), ["unknown-attribute", "params"]);
  assert.match(page.warnings[1]?.message ?? "", /write data-id:int/);
  const clean = await visit(Counter);
  await clean.click("#inc");
  assert.deepEqual(clean.warnings, []);
  const production = await visit(Careless, { options: { dev: false, secret: "x".repeat(32) } });
  await production.click("button");
  assert.deepEqual(production.warnings, []);
});

Deno.test("type() waits for a control that is debounced, as text is by itself", async () => {
  class Search extends LiveView {
    found = "";
    render() {
      const search = ({ value }: { value: string }): void => {
        this.found = value;
      };
      return html`<input id="own" dj-input=${search}>
        <input id="asked" dj-input=${search} dj-debounce="200"> <output>${this.found}</output>`;
    }
  }
  const page = await visit(Search);
  await page.type("#own", "milk");
  assert.equal(page.text("output"), "milk");
  await page.type("#asked", "bread");
  assert.equal(page.text("output"), "bread");
});

Deno.test("a row that was removed cannot be removed again by the second of two fast clicks", async () => {
  class Rows extends LiveView {
    rows = ["a", "b", "c"];
    removed: string[] = [];
    remove(row: string) {
      this.removed.push(row);
      this.rows.splice(this.rows.indexOf(row), 1);
    }
    render() {
      return html`${
        each(this.rows, (row) =>
          row, (row) =>
          html`<button id=${row} dj-click=${() =>
            this.remove(row)}>×</button>`)
      }<p>${this.removed.join()}</p>`;
    }
  }
  const page = await visit(Rows);
  await page.goOffline();
  await page.click("#a");
  await page.click("#a");
  await page.click("#b");
  await page.goOnline();
  assert.equal(page.text("p"), "a,b");
  assert.deepEqual(page.errors.map(({ code }) => code), ["stale"]);
});

class Doc extends LiveView<{ id: string }> {
  mount({ params, notFound }: Mount<{ id: string }>) {
    if (params.id === "none") notFound();
  }
  render() {
    return html`<p>${this.params.id}${this.url.search}</p>`;
  }
}

Deno.test("another() asks for the path of its page, unless it is told another", async () => {
  const page = await visit(Doc, { route: "/doc/:id", path: "/doc/7?tab=1" });
  const next = await page.another({});
  assert.equal(next.text(), "7?tab=1");
  assert.equal((await next.another()).text(), "7?tab=1");
  assert.equal((await page.another({ path: "/doc/8" })).text(), "8");
});

Deno.test("a path where there is nothing is answered, and the page can be read", async () => {
  const page = await visit(Doc, { route: "/doc/:id", path: "/doc/none" });
  assert.equal(page.status, 404);
  assert.match(page.text(), /^There is nothing here/);
  const plain = await page.another({ path: "/elsewhere" });
  assert.equal(plain.status, 404);
  assert.equal(plain.text(), "404 Not Found");
  assert.equal(plain.html(), "<pre>404 Not Found</pre>");
  await plain.close();
});

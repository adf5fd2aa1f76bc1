/** Forms that come without the page's script: run by their names, answered like pages. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { each, event, type EventInfo, html, LiveView, type Mount } from "@djust/live";
import { live, type LiveOptions } from "@djust/live/hono";
import { z } from "zod";
import { PlainBrowser } from "./kit/plain_browser.ts";

const OPTIONS: LiveOptions = { signals: false, observe() {} };

const Entry = z.object({
  name: z.string().trim().min(2, "too short"),
  secret: z.string().optional(),
  news: z.literal("on").optional(),
  size: z.enum(["s", "m", "l"]).optional(),
  note: z.string().optional(),
});

class Guestbook extends LiveView<{ id: string }> {
  static heard: unknown[] = [];
  names: string[] = [];
  room = "";

  mount({ params }: Mount<{ id: string }>): void {
    this.room = params.id;
  }

  @event({ params: Entry })
  sign(entry: z.output<typeof Entry>): void {
    Guestbook.heard.push(entry);
    this.names.push(entry.name);
    this.putFlash("info", `signed in ${this.room} with ${this.query}`);
  }

  @event
  leave({ to }: { to: string }): void {
    this.putFlash("info", "left");
    this.redirect(to, { session: { left: true } });
  }

  @event
  fail(): void {
    throw new Error("a bug");
  }

  get query(): string {
    return this.url.searchParams.get("q") ?? "";
  }

  render() {
    return html`
      <form id="sign" dj-submit=${this.sign}>
        <input name="name"><p class="error">${this.errors.name}</p>
        <input name="secret" type="password">
        <input type="checkbox" name="news">
        <input type="radio" name="size" value="s"><input type="radio" name="size" value="m" checked>
        <select name="color"><option>red</option><option value="b">blue</option></select>
        <textarea name="note"></textarea>
      </form>
      <form id="leave" dj-submit=${this.leave}><input name="to"></form>
      <form id="fail" dj-submit="fail">${this.names.length}</form>
      <ul>${each(this.names, (name) => name, (name) => html`<li>${name}</li>`)}</ul>
    `;
  }
}

const ROUTES = { "/book/:id": Guestbook };

function open(options: LiveOptions = {}, before: (app: Hono) => void = () => {}) {
  const app = new Hono();
  before(app);
  const hub = live(app, ROUTES, { ...OPTIONS, ...options });
  Guestbook.heard = [];
  return { app, hub, browser: new PlainBrowser(app) };
}

Deno.test("a form is run by its handler's name, and answered with the page after it", async () => {
  const { browser, hub } = open();
  await browser.get("/book/7?q=x");
  assert.equal(browser.owns.length, 3);
  await browser.post("/book/7?q=x", { name: " Ada ", "a[b]": "c" });
  assert.equal(browser.status, 200);
  assert.match(browser.html, /<li[^>]*>Ada<\/li>/);
  assert.match(browser.html, /signed in 7 with x/);
  assert.deepEqual(Guestbook.heard, [{ name: "Ada" }]);
  // The page it is answered with can send forms, too, and may go live.
  assert.equal(browser.owns.length, 3);
  assert.match(browser.html, /data-djust="[^"]+"/);
  await hub.close();
});

Deno.test("the submitter's name arrives, whatever somebody has written on the page", async () => {
  class Voting extends LiveView {
    static said = "";
    @event
    vote(_params: unknown, { submitter = "" }: EventInfo): void {
      Voting.said = submitter;
    }
    render() {
      return html`
        <p>[djust-form-own-0]</p>
        <form dj-submit=${this.vote}><button name="yes" value="1">Yes</button></form>
      `;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Voting }, OPTIONS);
  await (await new PlainBrowser(app).get("/")).post("/", { yes: "1" });
  assert.equal(Voting.said, "yes");
  await hub.close();
});

Deno.test("a refused form is answered 422, with what is wrong and what was written", async () => {
  const { browser, hub } = open();
  await browser.get("/book/7");
  await browser.post("/book/7", [
    ["name", `<"A&`.slice(0, 1)],
    ["secret", "hunter2"],
    ["news", "on"],
    ["size", "s"],
    ["color", "b"],
    ["note", "\n<b>&"],
  ]);
  assert.equal(browser.status, 422);
  assert.match(browser.html, /class="error">.*?too short/);
  assert.match(browser.html, /name="name" value="&lt;"/);
  assert.match(browser.html, /name="news" checked>/);
  assert.match(browser.html, /value="s" checked>/);
  assert.doesNotMatch(browser.html, /value="m" checked/);
  assert.match(browser.html, /<option value="b" selected>blue/);
  assert.match(browser.html, /<textarea name="note"[^>]*>\n\n&lt;b&gt;&amp;<\/textarea>/);
  assert.doesNotMatch(browser.html, /hunter2/);
  assert.deepEqual(Guestbook.heard, []);
  await hub.close();
});

Deno.test("a redirect of a handler is a 303, and carries flash and session", async () => {
  const { app, browser, hub } = open();
  app.get("/session", async (c) => c.json(await hub.session(c) ?? null));
  await browser.get("/book/7");
  await browser.post("/book/7", { to: "/book/8" }, { own: browser.own(1) });
  assert.deepEqual([browser.status, browser.location], [303, "/book/8"]);
  assert.match((await browser.get("/book/8")).html, /left/);
  assert.match((await browser.get("/session")).html, /"left":true/);
  await hub.close();
});

Deno.test("a handler that throws is an error page with the request of the log", async () => {
  const told: { type: string; request?: string }[] = [];
  const { browser, hub } = open({
    observe: (record) => void told.push(record as never),
    dev: false,
    secret: "0123456789abcdef0123456789abcdef",
  });
  await browser.get("/book/7");
  await browser.post("/book/7", {}, { own: browser.own(2) });
  assert.equal(browser.status, 500);
  const { request } = told.find(({ type }) => type === "error") ?? {};
  assert.ok(request && browser.html.includes(request), browser.html);
  assert.doesNotMatch(browser.html, /a bug/);
  await hub.close();
});

Deno.test("a form's inputs are left out of the painted hash, and nowhere else", async () => {
  const { browser, hub } = open();
  const first = (await browser.get("/book/7")).html;
  const second = (await browser.get("/book/7")).html;
  const [one, two] = [first, second].map((html) => /data-ticket="([\w-]{56})/.exec(html)?.[1]);
  // The last 12 bytes are the page's print: 16 characters.
  assert.equal(one?.slice(-16), two?.slice(-16));
  assert.notEqual(
    first.match(/djust-form" value="([^"]+)/)?.[1],
    second.match(/djust-form" value="([^"]+)/)?.[1],
  );
  assert.doesNotMatch(first, /\[djust-form-/);
  await hub.close();
});

Deno.test("a list shows its value also where no script runs", async () => {
  class Choice extends LiveView {
    render() {
      return html`
        <select value=${"b"} name="c"><option>a</option><option> b </option></select>
        <select name="d"><option>b</option></select>
      `;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Choice }, OPTIONS);
  const browser = await new PlainBrowser(app).get("/");
  assert.match(browser.html, /<option selected> b <\/option>/);
  assert.equal(browser.html.match(/selected/g)?.length, 1);
  await hub.close();
});

Deno.test("what a handler has published is on the page that answers it", async () => {
  class Wall extends LiveView {
    notes: string[] = [];
    mount() {
      this.subscribe("wall");
    }
    handleInfo(note: string) {
      this.notes.push(note);
    }
    @event
    async write({ note }: { note: string }) {
      await Promise.resolve();
      this.publish("wall", note);
    }
    render() {
      return html`
        <form dj-submit=${this.write}><input name="note"></form>
        <p>${this.notes.join()}</p>
      `;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Wall }, OPTIONS);
  const browser = await new PlainBrowser(app).get("/");
  await browser.post("/", { note: "hello" });
  assert.match(browser.html, /<p[^>]*>hello<\/p>/);
  // What the view has no value of its own for stays, as it does with the script.
  assert.match(browser.html, /name="note" value="hello"/);
  await hub.close();
});

Deno.test("session fields are there for the next form", async () => {
  class Counter extends LiveView {
    static state = { fields: { count: "session" } as const };
    count = 0;
    @event
    add() {
      this.count++;
    }
    render() {
      return html`<form dj-submit=${this.add}><button>${this.count}</button></form>`;
    }
  }
  const app = new Hono();
  const { memoryState } = await import("@djust/live");
  const hub = live(app, { "/": Counter }, { ...OPTIONS, state: memoryState() });
  const browser = await new PlainBrowser(app).get("/");
  for (const count of [1, 2, 3]) {
    await browser.post("/", {});
    assert.match(browser.html, new RegExp(`<button[^>]*>${count}</button>`));
  }
  await hub.close();
});

Deno.test("an operation of a button goes before the form's handler, with params of its own", async () => {
  const { browser, hub } = open();
  await browser.get("/book/7");
  const operation = 'sign {"name":"Bob"}';
  await browser.post("/book/7", { name: "x", "djust-operation": operation }, {
    own: browser.own(1),
  });
  assert.deepEqual(Guestbook.heard, [{ name: "Bob" }]);
  await hub.close();
});

Deno.test("a form that leads elsewhere, or holds no handler, has no token in it", async () => {
  class Forms extends LiveView {
    @event
    save() {}
    render() {
      return html`
        <form dj-submit=${this.save} action="/pay"></form>
        <form dj-submit=${null}></form>
        <form method="get" dj-submit=${this.save}></form>
        <form method="POST" dj-submit=${this.save}></form>
      `;
    }
  }
  class Off extends Forms {
    static post = false;
  }
  const app = new Hono();
  const hub = live(app, { "/": Forms, "/off": Off }, OPTIONS);
  const browser = await new PlainBrowser(app).get("/");
  assert.equal(browser.owns.length, 1);
  assert.match(browser.html, /method="POST"[^>]*>(?:<!--.*?-->)*<input type="hidden"/);
  await browser.get("/off");
  assert.equal(browser.owns.length, 0);
  await browser.post("/off", {});
  assert.equal(browser.status, 405);
  assert.match(browser.html, /<h1>This form was not sent<\/h1>.*<a href>\/off<\/a>/s);
  await hub.close();
});

Deno.test("static post has to be a boolean", () => {
  class Wrong extends LiveView {
    static post = "no";
    render() {
      return html``;
    }
  }
  assert.throws(
    () => live(new Hono(), { "/": Wrong }, OPTIONS),
    /static post of "Wrong" is string/,
  );
});

Deno.test("a POST route of the app's own answers at a view's path, before live() and after it", async () => {
  for (const place of ["before", "after"]) {
    const app = new Hono();
    const own = (): void => void app.post("/book/:id", (c) => c.text("the app's own", 404));
    if (place === "before") own();
    const hub = live(app, ROUTES, OPTIONS);
    if (place === "after") own();
    const browser = await new PlainBrowser(app).get("/book/1");
    await browser.post("/book/1", { name: "Ada" });
    assert.deepEqual([browser.status, browser.html], [404, "the app's own"], place);
    await hub.close();
  }
});

Deno.test("live() under a base path, and in an outer app, takes forms at its own paths", async () => {
  const app = new Hono();
  const hub = live(app.basePath("/:tenant/x"), ROUTES, OPTIONS);
  const browser = await new PlainBrowser(app).get("/t/x/book/7");
  await browser.post("/t/x/book/7", { name: "Ada" });
  assert.equal(browser.status, 200);
  // Its token is no good at another place.
  const own = browser.own();
  await browser.get("/u/x/book/7");
  await browser.post("/u/x/book/7", { name: "Eve" }, { own });
  assert.equal(browser.status, 403);
  assert.deepEqual(Guestbook.heard.at(-1), { name: "Ada" });
  await hub.close();
});

Deno.test("HEAD, OPTIONS and other methods stay as they are", async () => {
  const { app, hub } = open();
  const status = async (method: string) => (await app.request("/book/7", { method })).status;
  assert.deepEqual(await Promise.all(["HEAD", "OPTIONS", "PUT", "DELETE"].map(status)), [
    ...[200, 404, 404, 404],
  ]);
  await hub.close();
});

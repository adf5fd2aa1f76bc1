/** Forms without script under attack: other sites, other sessions, guards, closures, hostile bodies. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, extension, html, LiveView, raw, refuse } from "@djust/live";
import { live, type LiveOptions } from "@djust/live/hono";
import { PlainBrowser } from "./kit/plain_browser.ts";

const OPTIONS: LiveOptions = { signals: false, observe() {} };

/** What ran. */
let ran: unknown[] = [];

class Bank extends LiveView {
  mount() {
    ran.push("mount");
  }
  @event
  pay(params: Record<string, unknown>) {
    ran.push(params);
  }
  secret() {
    ran.push("secret");
  }
  render() {
    return html`<form dj-submit=${this.pay}><input name="to"><button>Pay</button></form>`;
  }
}

function open(options: LiveOptions = {}, before: (app: Hono) => void = () => {}) {
  const app = new Hono();
  before(app);
  const refused: string[] = [];
  const hub = live(app, { "/": Bank }, {
    ...OPTIONS,
    observe: (record) => void (record.type === "refused" && refused.push(record.message)),
    ...options,
  });
  ran = [];
  return { app, hub, refused, browser: new PlainBrowser(app) };
}

/** What ran since the page was got. */
const since = async (browser: PlainBrowser): Promise<PlainBrowser> => {
  await browser.get("/");
  ran = [];
  return browser;
};

Deno.test("a form of another site is refused before anything runs, also with a good token", async () => {
  const { browser, hub, refused } = open();
  for (
    const headers of [
      { origin: "https://evil.test" },
      { origin: "null" },
      { origin: "http://live.test.evil.test" },
      { origin: "", "sec-fetch-site": "cross-site" },
      { origin: "", "sec-fetch-site": "same-site" },
    ]
  ) {
    await since(browser);
    await browser.post("/", { to: "eve" }, { headers });
    assert.equal(browser.status, 403, JSON.stringify(headers));
    assert.match(browser.html, /It came from another site/);
    assert.deepEqual(ran, []);
  }
  assert.equal(refused.length, 5);
  assert.equal(hub.stats().refused.form, 5);
  await hub.close();
});

Deno.test("browsers that say nothing of a form's origin are told apart by its token", async () => {
  const { browser, hub } = open();
  await since(browser);
  const headers = { origin: "", "sec-fetch-site": "" };
  await browser.post("/", { to: "ada" }, { headers });
  assert.equal(browser.status, 200);
  await since(browser);
  const bare = await browser.post("/", { to: "eve" }, { headers, own: `${"A".repeat(36)}/pay` });
  assert.equal(bare.status, 403);
  assert.deepEqual(ran, []);
  await hub.close();
});

Deno.test("a token is its session's: another visitor's, a changed one, none, and one before a login are refused", async () => {
  const { app, browser, hub } = open({}, (app) => {
    app.post("/login", async (c) => {
      await hub.session(c, { user: 1 });
      return c.text("in");
    });
  });
  const other = await new PlainBrowser(app).get("/");
  await since(browser);
  const own = browser.own();
  const changed = own.replace(/^./, (letter) => letter === "A" ? "B" : "A");
  const cut = own.slice(0, 35);
  for (
    const bad of [other.own(), changed, cut, own.toUpperCase(), "pay", "\0".repeat(36) + "/pay"]
  ) {
    await browser.post("/", { to: "eve" }, { own: bad });
    assert.equal(browser.status, 403, bad);
    assert.match(browser.html, /not yours any more/);
  }
  await browser.post("/", { to: "eve" }, { own: "" });
  assert.equal(browser.status, 422);
  // Without its cookie a session is nobody's.
  const cookies = [...browser.cookies];
  browser.cookies.clear();
  await browser.post("/", { to: "eve" }, { own });
  assert.equal(browser.status, 403);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  // An id that an attacker knew is worth nothing after a login, nor is what was painted before it.
  await browser.post("/login", {});
  await browser.post("/", { to: "eve" }, { own });
  assert.equal(browser.status, 403);
  assert.deepEqual(ran, []);
  await since(browser);
  await browser.post("/", { to: "ada" });
  assert.equal(browser.status, 200);
  await hub.close();
});

Deno.test("where sessions have no id, a token is its user's", async () => {
  const { app, hub } = open({
    session: { read: () => undefined },
    user: (c) => c.req.header("x-user"),
  });
  const [eve, ada] = [new PlainBrowser(app), new PlainBrowser(app)];
  await eve.get("/", { "x-user": "eve" });
  ran = [];
  await ada.post("/", {}, { own: eve.own(), headers: { "x-user": "ada" } });
  assert.equal(ada.status, 403);
  await eve.post("/", {}, { headers: { "x-user": "eve" } });
  assert.equal(eve.status, 200);
  assert.deepEqual(ran, ["mount", {}]);
  await hub.close();
});

Deno.test("a guard for GET alone guards forms, and its answer is the form's", async () => {
  let isIn = true;
  const { browser, hub } = open({}, (app) => {
    app.get("*", async (c, next) => isIn ? await next() : c.redirect("/login", 307));
    app.get("/login", (c) => c.text("login"));
  });
  await since(browser);
  isIn = false;
  await browser.post("/", { to: "eve" });
  // Not 307: the form would be sent there.
  assert.deepEqual([browser.status, browser.location], [303, "/login"]);
  assert.deepEqual(ran, []);
  await hub.close();
});

Deno.test("what a guard refuses is refused with its own words", async () => {
  let isIn = true;
  const { browser, hub } = open({}, (app) => {
    app.use(async (c, next) => isIn || c.req.method === "POST" ? await next() : c.text("no", 401));
  });
  await since(browser);
  isIn = false;
  await browser.post("/", { to: "eve" });
  assert.deepEqual([browser.status, browser.html, ran], [401, "no", []]);
  await hub.close();
});

Deno.test("only an @event can be called, whatever name a form brings", async () => {
  const { browser, hub } = open();
  for (const name of ["secret", "mount", "constructor", "__proto__", "render", "x".repeat(200)]) {
    await since(browser);
    await browser.post("/", {}, { own: browser.own().slice(0, 37) + name });
    assert.equal(browser.status, 422, name);
    assert.ok(!ran.includes("secret"));
    await since(browser);
    await browser.post("/", { "djust-operation": name });
    assert.equal(browser.status, 422, name);
  }
  await hub.close();
});

Deno.test("a form whose submit is a closure is told in words, and its author is warned", async () => {
  const told: string[] = [];
  class Closed extends LiveView {
    render() {
      return html`<form dj-submit=${() => void ran.push("ran")}><input name="a"></form>`;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Closed }, {
    ...OPTIONS,
    observe: (record) => void (record.type === "warning" && told.push(record.name)),
  });
  ran = [];
  const browser = await new PlainBrowser(app).get("/");
  assert.match(browser.own(), /^[\w-]{36}\/$/);
  assert.deepEqual(told, ["form-closure"]);
  await browser.post("/", { a: "b" });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /The script of its page has not run/);
  assert.deepEqual(ran, []);
  await hub.close();
});

Deno.test("a form in raw HTML is sent by POST, told in words, and its author is warned", async () => {
  const told: string[] = [];
  class Raw extends LiveView {
    render() {
      const form = '<form dj-submit="pay"><input name="a"></form>';
      return html`
        <div>${raw(form, { events: true })}</div>
        <section>${raw(form)}</section>
      `;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Raw }, {
    ...OPTIONS,
    observe: (record) => void (record.type === "warning" && told.push(record.name)),
  });
  const browser = await new PlainBrowser(app).get("/");
  assert.match(browser.html, /<form dj-submit="pay" method="post"><input name="a"><\/form><\/div>/);
  assert.deepEqual(told, ["raw-form"]);
  await browser.post("/", { a: "b" }, { own: "" });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /The script of its page has not run/);
  await hub.close();
});

Deno.test("what an extension refuses is a 403, and the handler does not run", async () => {
  class Guarded extends Bank {
    static use = [extension({ name: "no", event: () => refuse("denied") })];
  }
  const app = new Hono();
  const hub = live(app, { "/": Guarded }, OPTIONS);
  ran = [];
  const browser = await since(new PlainBrowser(app));
  await browser.post("/", {});
  assert.deepEqual([browser.status, ran], [403, ["mount"]]);
  await hub.close();
});

Deno.test("hostile names reach no prototype, and nest no deeper than messages do", async () => {
  const { browser, hub } = open();
  await since(browser);
  await browser.post("/", [
    ["__proto__[polluted]", "1"],
    ["constructor[prototype][polluted]", "1"],
    ["a[__proto__][polluted]", "1"],
    ["toString", "own"],
    ["hasOwnProperty[x]", "own"],
    ["to", "ada"],
    ["to", "bob"],
    ["list[]", "one"],
    ["djust-anything", "1"],
    ["", "nameless"],
    ["..[]", "nothing"],
  ]);
  assert.equal(browser.status, 200);
  assert.deepEqual(ran.at(-1), {
    toString: "own",
    hasOwnProperty: { x: "own" },
    to: ["ada", "bob"],
    list: ["one"],
  });
  assert.equal(({} as { polluted?: string }).polluted, undefined);
  for (const name of ["a" + "[b]".repeat(40), "a.".repeat(9_000) + "a"]) {
    await since(browser);
    await browser.post("/", { [name]: "1" });
    assert.equal(browser.status, 413, name.slice(0, 20));
    assert.deepEqual(ran, []);
  }
  await hub.close();
});

Deno.test("bodies that are too large, of another type, or broken are refused before a view is made", async () => {
  const { browser, hub } = open();
  const urlencoded = "application/x-www-form-urlencoded";
  const multipart = (boundary: string) => `multipart/form-data; boundary=${boundary}`;
  const cases: [type: string, body: BodyInit, status: number][] = [
    [urlencoded, "a=" + "x".repeat(70_000), 413],
    [urlencoded, "a=&".repeat(501), 413],
    [urlencoded, "djust-operation=" + encodeURIComponent(`pay {"a":${"[".repeat(9_000)}`), 400],
    ["text/plain", "a=b", 415],
    ["application/json", "{}", 415],
    ["", "a=b", 415],
    [multipart("x"), "no boundary in here", 400],
    ["multipart/form-data", "--x\r\n", 400],
    [
      multipart("x"),
      `--x\r\ncontent-disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n`,
      415,
    ],
  ];
  for (const [type, body, status] of cases) {
    await since(browser);
    const own = browser.own();
    const isForm = type === urlencoded;
    const whole = isForm ? `djust-form=${encodeURIComponent(own)}&${body}` : body;
    await browser.post("/", {}, { body: whole, headers: { "content-type": type } });
    assert.equal(browser.status, status, `${type} ${String(body).slice(0, 30)}`);
    assert.match(browser.html, /<h1>This form was not sent<\/h1>/);
    assert.deepEqual(ran, []);
  }
  await hub.close();
});

Deno.test("a body without an end is read no further than its limit", async () => {
  const { browser, hub } = open();
  await since(browser);
  let pulled = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new TextEncoder().encode("a=bbbbbbbbb&".repeat(1_000)));
    },
    cancel: () => void (isCancelled = true),
  });
  const app = new Hono();
  const other = live(app, { "/": Bank }, OPTIONS);
  const response = await app.fetch(
    new Request("http://live.test/", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
      duplex: "half",
    } as RequestInit),
  );
  assert.equal(response.status, 413);
  await response.text();
  assert.ok(pulled < 12 && isCancelled, `${pulled}`);
  await other.close();
  await hub.close();
});

Deno.test("multipart without files is taken, also where a control for files is empty", async () => {
  const { browser, hub } = open();
  await since(browser);
  const body = new FormData();
  body.append("djust-form", browser.own());
  body.append("to", "ada");
  body.append("file", new File([], ""));
  await browser.post("/", {}, { body });
  assert.equal(browser.status, 200);
  assert.deepEqual(ran, ["mount", { to: "ada" }]);
  await hub.close();
});

Deno.test("middleware may have read the body before", async () => {
  const { browser, hub } = open({}, (app) => {
    app.use(async (c, next) => {
      if (c.req.method === "POST") await c.req.parseBody();
      await next();
    });
  });
  await since(browser);
  await browser.post("/", { to: "ada" });
  assert.deepEqual([browser.status, ran], [200, ["mount", { to: "ada" }]]);
  await hub.close();
});

Deno.test("an origin that is allowed may send forms, with a token", async () => {
  const { browser, hub } = open({ origins: ["https://shop.test"] });
  await since(browser);
  const headers = { origin: "https://shop.test", "sec-fetch-site": "cross-site" };
  await browser.post("/", { to: "ada" }, { headers });
  assert.equal(browser.status, 200);
  await since(browser);
  await browser.post("/", { to: "eve" }, { headers, own: `${"A".repeat(36)}/pay` });
  assert.deepEqual([browser.status, ran], [403, []]);
  await hub.close();
});

Deno.test("a visitor who is put out while the handler runs gets no session and no page that goes live", async () => {
  class Slow extends LiveView {
    @event
    async go() {
      const { id } = this.session;
      await Promise.resolve();
      hub.disconnect(id);
      this.redirect("/in", { session: { back: true } });
    }
    render() {
      return html`<form dj-submit=${this.go}></form>`;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Slow }, OPTIONS);
  const browser = await new PlainBrowser(app).get("/");
  const before = browser.cookies.get("djust_session");
  await browser.post("/", {});
  assert.equal(browser.status, 303);
  assert.equal(browser.cookies.get("djust_session"), before);
  await hub.close();
});

/** Who may join is asked of the app: log in, be turned away, change, be logged out, behind proxies. */

import assert from "node:assert/strict";
import { type Context, Hono } from "hono";
import { event, html, LiveView, memoryBus, type Mount } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { startProxy } from "../proxy.ts";
import { load, RawSocket } from "../raw_page.ts";
import { serve, type Served } from "../serve.ts";
import { until } from "../until.ts";
import { visit, type Visitor } from "./visitor.ts";

interface User {
  readonly id: number;
  readonly name: string;
}

const USERS: Record<string, User> = {
  ada: { id: 1, name: "Ada" },
  bob: { id: 2, name: "Bob" },
};

/** Why each instance of the admin page ended. */
let ends: string[] = [];

class Login extends LiveView {
  @event
  login({ name }: { name: string }): void {
    if (!USERS[name]) return this.putFlash("error", `Nobody is called ${name}`);
    this.putFlash("info", `Welcome, ${name}`);
    this.redirect("/admin", { session: { name } });
  }
  render() {
    return html`
      <h1>Log in</h1>
      <form dj-submit=${this.login}><input id="name" name="name"></form>
    `;
  }
}

class Admin extends LiveView {
  secrets = 0;
  who = "";
  mount({ user }: Mount): void {
    this.who = (user as User | undefined)?.name ?? "nobody";
  }
  @event
  reveal(): number {
    return ++this.secrets;
  }
  terminate(reason: string): void {
    ends.push(`${this.who}: ${reason}`);
  }
  render() {
    return html`<h1 id="who">${this.who}</h1><b>${this.secrets}</b><textarea id="note"></textarea>`;
  }
}

/** What the guard does with who is there: the tests change it. */
interface Rules {
  answer?: (c: Context) => Response;
}

interface Stage extends AsyncDisposable {
  readonly hub: LiveHub;
  readonly served: Served;
  readonly rules: Rules;
  readonly refused: string[];
}

function setUp(options: LiveOptions = {}): Stage {
  ends = [];
  const rules: Rules = {};
  const refused: string[] = [];
  const app = new Hono<{ Variables: { user: User } }>();
  let hub: LiveHub | undefined = undefined;
  app.use("/admin", async (c, next) => {
    const other = rules.answer?.(c);
    if (other) return other;
    const session = await hub?.session(c);
    const as = /\bas=(\w+)/.exec(c.req.header("cookie") ?? "")?.[1];
    const user = USERS[as ?? String(session?.["name"])];
    if (!user) return c.redirect("/login");
    c.set("user", user);
    return await next();
  });
  app.get("/logout", async (c) => {
    const session = await hub?.session(c);
    if (session) hub?.disconnect(session.id);
    await hub?.session(c, {});
    return c.text("bye");
  });
  hub = live(app, { "/login": Login, "/admin": Admin }, {
    secret: "s".repeat(32),
    state: false,
    signals: false,
    user: (c) => c.get("user"),
    observe(record) {
      if (record.type === "failure") throw record.error;
      if (record.type === "refused") refused.push(record.why);
    },
    ...options,
  });
  const served = serve(app);
  const { close } = hub;
  return {
    hub,
    served,
    rules,
    refused,
    async [Symbol.asyncDispose](): Promise<void> {
      await close();
      await served.close();
    },
  };
}

/** Logs in through the page, and arrives where only users may be. */
async function logIn(url: string, name: string): Promise<Visitor> {
  const visitor = await visit(`${url}/login`);
  await visitor.live();
  visitor.type("#name", name);
  visitor.submit("form");
  await until("the page left", () => visitor.url.endsWith("/admin"));
  await visitor.live();
  return visitor;
}

Deno.test("log in through a live page: session, flash and page come over one redirect", async () => {
  await using stage = setUp();
  const visitor = await visit(`${stage.served.url}/admin`);
  assert(visitor.url.endsWith("/login"), "a guest is sent to log in");
  await visitor.live();
  const guest = visitor.cookie;
  visitor.type("#name", "eve");
  visitor.submit("form");
  await until("the error is shown", () => visitor.text("[data-djust-flash]") !== "");
  assert.equal(visitor.text("[data-djust-flash]"), "Nobody is called eve");
  visitor.type("#name", "ada");
  visitor.submit("form");
  await until("the page left", () => visitor.url.endsWith("/admin"));
  await visitor.live();
  assert.equal(visitor.text("#who"), "Ada");
  assert.match(visitor.text("[data-djust-flash]"), /Welcome, ada/);
  assert.notEqual(visitor.cookie, guest, "the session was renewed");
  const [departure = ""] = visitor.went;
  assert.match(departure, /\/_djust\/go\//);
  // The URL works once, and for this visitor only.
  const thief = await load(new URL(departure, stage.served.url).href);
  assert.equal(thief.cookie, "");
  const again = await load(new URL(departure, stage.served.url).href, { cookie: visitor.cookie });
  assert(!again.headers.has("set-cookie"));
  // The flash survives one redirect, not two.
  await visitor.open(`${stage.served.url}/admin`);
  assert.equal(visitor.text("[data-djust-flash]"), "");
  await visitor.leave();
});

Deno.test("a guest who has the ticket of a page cannot join it", async () => {
  await using stage = setUp();
  const ada = await logIn(stage.served.url, "ada");
  const html = ada.sheet.html;
  const guest = await visit(`${stage.served.url}/login`);
  await guest.live();
  guest.sheet.leave("goodbye");
  guest.url = `${stage.served.url}/admin`;
  guest.show(html);
  await until("the guest is sent away", () => guest.url.endsWith("/login"));
  await guest.live();
  assert.match(guest.text("h1"), /Log in/);
  assert(stage.refused.includes("guard"));
  assert.equal(ada.isLive, true);
  await guest.leave();
  await ada.leave();
});

for (const kind of ["redirect", "403", "500"] as const) {
  Deno.test(`a resume that the app answers with ${kind}`, async () => {
    await using stage = setUp();
    await using proxy = startProxy([stage.served.port]);
    const visitor = await logIn(proxy.url, "ada");
    assert.equal(await visitor.djust.pushEvent("reveal"), 1);
    const before = visitor.went.length;
    stage.rules.answer = (c) =>
      kind === "redirect"
        ? c.redirect("/login")
        : c.html("<html><body><h1>no</h1></body></html>", kind === "403" ? 403 : 500);
    proxy.cut();
    const reveal = visitor.djust.pushEvent("reveal").catch((error) => error.code);
    if (kind === "redirect") {
      await until("the page is left", () => visitor.url.endsWith("/login"));
      assert.equal(visitor.went.length, before + 1);
      await visitor.live();
    } else if (kind === "403") {
      const isEmpty = (): boolean => visitor.document.body.textContent === "";
      await until("nothing is shown", () => isEmpty() || visitor.went.length > before);
      assert(visitor.complaints.some(({ code }) => code === "refused"));
      await until("the page has asked for its own URL", () => visitor.went.length > before);
      await until("the app's answer is shown", () => visitor.text("h1") === "no");
      assert.equal(visitor.went.length, before + 1);
      assert.match(visitor.url, /\/admin$/);
    } else {
      // For now only: the page goes on trying, and nothing is lost.
      await until("it tried", () => stage.refused.length >= 2);
      delete stage.rules.answer;
      assert.equal(await reveal, 2);
      assert.equal(visitor.text("b"), "2");
    }
    await visitor.leave();
  });
}

Deno.test("another user of the same session at a resume: the instance ends, and is mounted for him", async () => {
  await using stage = setUp();
  await using proxy = startProxy([stage.served.port]);
  const visitor = await logIn(proxy.url, "ada");
  await visitor.djust.pushEvent("reveal");
  visitor.setCookie("as", "bob");
  proxy.cut();
  await until("bob is there", () => visitor.text("#who") === "Bob");
  await visitor.live();
  assert.equal(visitor.text("b"), "0");
  assert.deepEqual(ends, ["Ada: replaced"]);
  assert.equal(await visitor.djust.pushEvent("reveal"), 1);
  await visitor.leave();
});

Deno.test("another session at a resume never gets the instance, which ends when its time is up", async () => {
  await using stage = setUp({ limits: { grace: 300 } });
  await using proxy = startProxy([stage.served.port]);
  const ada = await logIn(proxy.url, "ada");
  const bob = await logIn(proxy.url, "bob");
  await ada.djust.pushEvent("reveal");
  const session = /djust_session=([^;]*)/.exec(bob.cookie)?.[1];
  await bob.leave();
  ada.setCookie("djust_session", session);
  proxy.cut();
  await until("bob is there", () => ada.text("#who") === "Bob");
  await ada.live();
  assert.equal(ada.text("b"), "0");
  await until("ada's instance ended", () => ends.includes("Ada: expired"));
  await ada.leave();
});

Deno.test("logout ends the visitor's pages within a second, in every process of the bus", async () => {
  const bus = memoryBus();
  await using one = setUp({ bus });
  await using two = setUp({ bus });
  const ada = await logIn(one.served.url, "ada");
  await using elsewhere = startProxy([two.served.port]);
  // The same visitor, on the other process.
  const tab = await visit(`${elsewhere.url}/login`);
  for (const pair of ada.cookie.split("; ")) {
    const [name = "", value = ""] = pair.split("=");
    tab.setCookie(name, value);
  }
  await tab.open(`${elsewhere.url}/admin`);
  await tab.live();
  const bob = await logIn(one.served.url, "bob");
  const from = performance.now();
  const bye = await fetch(`${one.served.url}/logout`, { headers: { cookie: ada.cookie } });
  assert.equal(await bye.text(), "bye");
  await until("both are out", () => !ada.isLive && !tab.isLive);
  const took = performance.now() - from;
  assert(took < 1_000, `it took ${took} ms`);
  // The page that the tab had before may hear of its own end later.
  assert.deepEqual([ada, tab].map(({ closes }) => closes.filter((code) => code !== 1005)), [
    [4401],
    [4401],
  ]);
  assert.equal(bob.isLive, true);
  assert.equal(await bob.djust.pushEvent("reveal"), 1);
  assert.deepEqual(ends.filter((end) => end.startsWith("Ada")), [
    "Ada: disconnected",
    "Ada: disconnected",
  ]);
  for (const visitor of [ada, tab, bob]) await visitor.leave();
});

Deno.test("behind a proxy that ends TLS and strips a prefix", async () => {
  const app = new Hono();
  const hub = live(app, { "/": Admin }, {
    secret: "s".repeat(32),
    state: false,
    signals: false,
    basePath: "/shop",
    proxies: ["127.0.0.1"],
    observe() {},
    limits: { socketsPerAddress: 2 },
  });
  // What nginx does: the prefix goes, the headers say what was.
  const served = serve(app);
  const outside = (address: string) => ({
    headers: {
      "x-forwarded-proto": "https",
      "x-forwarded-host": "shop.example",
      "x-forwarded-for": address,
    },
  });
  const page = await load(served.url, outside("203.0.113.7").headers);
  const src = /src="([^"]*)"/.exec(page.body)?.[1] ?? "";
  assert.match(src, /^\/shop\/_djust\/client\./);
  assert.match(page.headers.get("set-cookie") ?? "", /Secure/);
  const { host } = new URL(served.url);
  const open = (origin: string, address: string) =>
    RawSocket.open(served.url, { ...outside(address).headers, origin, cookie: page.cookie });
  const first = await open(`https://${host}`, "203.0.113.7");
  assert(first, "https is what the browser sees");
  assert.equal(await open(`http://${host}`, "203.0.113.7"), undefined, "another scheme");
  assert.equal(await open("https://evil.example", "203.0.113.7"), undefined, "another host");
  const second = await open(`https://${host}`, "203.0.113.7");
  assert(second);
  assert.equal(await open(`https://${host}`, "203.0.113.7"), undefined, "two of one address");
  const other = await open(`https://${host}`, "198.51.100.1");
  assert(other, "another visitor behind the same proxy");
  for (const socket of [first, second, other]) await socket.close();
  await hub.close();
  await served.close();
});

Deno.test("a base path with the real client: script, socket and redirects follow it", async () => {
  ends = [];
  const app = new Hono();
  const shop = app.basePath("/shop");
  const hub = live(shop, { "/login": Login, "/admin": Admin }, {
    secret: "s".repeat(32),
    state: false,
    signals: false,
    observe() {},
  });
  const served = serve(app);
  const visitor = await visit(`${served.url}/shop/admin`);
  await visitor.live();
  assert.equal(await visitor.djust.pushEvent("reveal"), 1);
  await visitor.leave();
  await hub.close();
  await served.close();
});

Deno.test("live() on a sub-app says what to write, and its guarded pages work with { fetch }", async () => {
  const guarded = (fetch?: (request: Request, env: unknown) => Response | Promise<Response>) => {
    const main = new Hono();
    main.use("/inner/*", async (c, next) => {
      if (c.req.header("x-key") !== "open") return c.text("no", 403);
      return await next();
    });
    const inner = new Hono();
    const hub = live(inner, { "/page": Admin }, {
      secret: "s".repeat(32),
      signals: false,
      observe() {},
      ...(fetch && { fetch: (request, env) => main.fetch(request, env as never) }),
    });
    main.route("/inner", inner);
    return { main, hub };
  };
  {
    const { main, hub } = guarded();
    const errors: Error[] = [];
    main.onError((error, c) => {
      errors.push(error);
      return c.text("error", 500);
    });
    await main.request("/inner/page", { headers: { "x-key": "open" } });
    assert.match(
      errors[0]?.message ?? "",
      /live\(\) was given a sub-app; use live\(main\.basePath\("\/inner"\)/,
    );
    await hub.close();
  }
  const { main, hub } = guarded(() => new Response());
  const served = serve(main);
  await using proxy = startProxy([served.port]);
  const visitor = await visit(`${proxy.url}/inner/page`, { headers: { "x-key": "open" } });
  await visitor.live();
  assert.equal(await visitor.djust.pushEvent("reveal"), 1);
  // The outer app's guard stands before the socket's joins too.
  const spy = await visit(`${proxy.url}/inner/page`);
  assert.equal(spy.sheet.status, 403);
  await spy.leave();
  await visitor.leave();
  await hub.close();
  await served.close();
});

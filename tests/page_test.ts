/** Pages over HTTP: status, headers, layout, sessions, base paths, errors. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView, type Mount } from "@djust/live";
import { type Layout, live, type LiveHub } from "@djust/live/hono";
import { goLive, joinOf, load, RawSocket } from "./raw_page.ts";
import { serve } from "./serve.ts";
import { until } from "./until.ts";
import { leftFor, Plain, setUp, Ways } from "./kit/ways_kit.ts";

Deno.test("a live page is a whole document with headers that can be overridden", async () => {
  await using setup = setUp();
  const { headers, body, status } = await load(`${setup.url}/plain`);
  assert.equal(status, 200);
  assert.match(body, /^<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">/);
  assert.match(body, /<title>Plain<\/title>/);
  assert.match(body, /<div data-djust-flash aria-live="polite"><\/div>/);
  assert.match(
    body,
    /<script src="\/_djust\/client\.[^"]+\.js" defer><\/script>/,
  );
  assert.equal(headers.get("cache-control"), "private, no-store");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.match(headers.get("content-security-policy") ?? "", /^base-uri 'self'; object-src/);
  const own = await load(`${setup.url}/ways/status`);
  assert.equal(own.status, 410);
  assert.equal(own.headers.get("x-own"), "yes");
  assert.equal(own.headers.get("cache-control"), "public");
});

Deno.test('csp: "strict" sends the whole policy, false none', async () => {
  for (const [csp, says] of [["strict", /trusted-types djust$/], [false, /^$/]] as const) {
    await using setup = setUp({ csp });
    const { headers } = await load(`${setup.url}/plain`);
    assert.match(headers.get("content-security-policy") ?? "", says);
  }
});

Deno.test("a redirect in mount is a redirect, and its flash is shown once", async () => {
  await using setup = setUp();
  const away = await load(`${setup.url}/ways/away`);
  assert.equal(away.status, 302);
  assert.equal(away.headers.get("location"), "/plain");
  const shown = await load(`${setup.url}/plain`, { cookie: away.cookie });
  assert.match(shown.body, /You were moved &lt;b&gt;/);
  assert.match(shown.headers.getSetCookie().join(), /djust_flash=; .*Max-Age=0/);
});

Deno.test("a page painted with a flash is mounted again with it, in another process too", async () => {
  await using setup = setUp();
  const away = await load(`${setup.url}/ways/away`);
  const shown = await load(`${setup.url}/plain`, { cookie: away.cookie });
  const socket = await RawSocket.open(setup.url, { cookie: shown.cookie });
  assert(socket);
  await using _ = socket;
  socket.send(joinOf(shown, { claim: "" }));
  assert.equal((await socket.next())[2], 0);
});

Deno.test("notFound() shows the app's own page", async () => {
  await using setup = setUp();
  const { status, body } = await load(`${setup.url}/ways/missing`);
  assert.deepEqual([status, body], [404, "the app's own not found"]);
});

Deno.test("a failing mount shows its stack in development, an id in production", async () => {
  for (const dev of [true, false]) {
    await using setup = setUp({ dev });
    const { status, body } = await load(`${setup.url}/ways/broken`);
    assert.equal(status, 500);
    assert.equal(/hunter2/.test(body), dev);
    const record = setup.records.find((record) => record.type === "error");
    assert.equal(record?.code, "mount");
    assert(body.includes(record?.request ?? "?"));
    assert.equal(setup.hub.stats().instances, 0);
  }
});

Deno.test("errorView paints failures; one that fails itself gives way to the default", async () => {
  await using setup = setUp({ errorView: ({ request }) => html`<h1>Oh no ${request}</h1>` });
  assert.match((await load(`${setup.url}/ways/broken`)).body, /^<h1>Oh no [\w-]+<\/h1>/);
  await using broken = setUp({
    errorView: () => {
      throw new Error("no");
    },
  });
  assert.match((await load(`${broken.url}/ways/broken`)).body, /Something went wrong/);
  await using french = setUp({ messages: { error: "Une erreur <est>", request: "Requête" } });
  const { body } = await load(`${french.url}/ways/broken`);
  assert.match(body, /<h1>Une erreur &lt;est&gt;<\/h1><p>Requête <code>/);
});

Deno.test("HEAD keeps no instance", async () => {
  await using setup = setUp();
  const head = await fetch(`${setup.url}/plain`, { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(setup.hub.stats().instances, 0);
});

for (
  const [header, value] of [
    ["sec-purpose", "prefetch"],
    ["sec-purpose", "prefetch;prerender"],
    ["sec-purpose", "prefetch;anonymous-client-ip"],
    ["purpose", "prefetch"],
    ["x-purpose", "preview"],
    ["X-Moz", "prefetch"],
    ["x-moz", "Prefetch"],
  ] as const
) {
  Deno.test(`a page fetched ahead (${header}: ${value}) keeps no instance, and can be joined by the ticket`, async () => {
    await using setup = setUp();
    const page = await load(`${setup.url}/plain`, { [header]: value });
    assert.equal(page.claim, "");
    assert.equal(setup.hub.stats().instances, 0);
    const socket = await RawSocket.open(setup.url, { cookie: page.cookie });
    assert(socket);
    await using _ = socket;
    socket.send(joinOf(page));
    assert.equal((await socket.next())[2], 0);
  });
}

Deno.test("a page fetched ahead takes no message that waits for a page", async () => {
  await using setup = setUp();
  const left = await load(`${setup.url}/ways/away`);
  assert.equal(left.status, 302);
  const headers = { cookie: left.cookie };
  const ahead = await load(`${setup.url}/plain`, { ...headers, "x-moz": "prefetch" });
  assert.doesNotMatch(ahead.body, /djust-flash-/);
  assert.equal(ahead.headers.getSetCookie().length, 0);
  assert.match((await load(`${setup.url}/plain`, headers)).body, /djust-flash-/);
});

Deno.test("painted pages that nobody adopts are bounded in number, the oldest out first", async () => {
  await using setup = setUp({ limits: { unclaimedInstances: 3 } });
  const pages = [];
  for (let i = 0; i < 6; i++) pages.push(await load(`${setup.url}/plain`));
  assert.equal(setup.hub.stats().unclaimed, 3);
  assert.equal(setup.hub.stats().instances, 3);
});

Deno.test("a page that nobody adopts ends when its time is up", async () => {
  await using setup = setUp({ limits: { unclaimed: 20 } });
  await load(`${setup.url}/plain`);
  assert.equal(setup.hub.stats().instances, 1);
  await until("it has ended", () => setup.hub.stats().instances === 0);
  assert.equal(setup.hub.stats().claims, 0);
  const close = setup.records.find((record) => record.type === "close");
  assert.equal(close?.reason, "unclaimed");
});

Deno.test("a layout without content or scripts is an error at the start, others warn", async () => {
  const hubs: LiveHub[] = [];
  const start = (layout: Layout): string[] => {
    const messages: string[] = [];
    const hub = live(new Hono(), { "/": Plain }, {
      layout,
      signals: false,
      observe: (record) => {
        if (record.type === "notice") messages.push(record.message);
      },
    });
    hubs.push(hub);
    return messages;
  };
  assert.throws(
    () => start(({ scripts }) => html`<body>${scripts}</body>`),
    /Cannot start: the layout does not place "content"; put \$\{content\} into its html/,
  );
  assert.throws(
    () => start(({ content }) => html`<body>${content}</body>`),
    /does not place "scripts"/,
  );
  assert.throws(
    () => start(({ content, scripts }) => html`<body>${content}${content}${scripts}</body>`),
    /places "content" 2 times/,
  );
  assert.deepEqual(start(({ content, scripts }) => html`<body>${content}${scripts}</body>`), [
    'the layout does not place "flash"; put ${flash} into its html',
    'the layout does not place "head"; put ${head} into its html',
    'the layout does not place "title"; put ${title} into its html',
  ]);
  for (const hub of hubs) await hub.close();
});

Deno.test("a view's own layout wins, and knows the request", async () => {
  class Own extends LiveView {
    static layout: Layout = ({ content, scripts, ctx }) =>
      html`<body data-path=${ctx.url.pathname}>${content}${scripts}</body>`;
    render() {
      return html`<p>own</p>`;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/own": Own }, { signals: false, observe: () => {} });
  const response = await app.request("/own");
  assert.match(await response.text(), /^<body data-path="\/own"><div data-djust=/);
  await hub.close();
});

Deno.test("what middleware sets before a live page stands beside what the page sets", async () => {
  const app = new Hono();
  app.use(async (c, next) => {
    c.header("content-security-policy", "default-src 'self'");
    c.header("cache-control", "no-cache");
    c.header("set-cookie", "seen=1", { append: true });
    if (c.req.query("touch")) c.res.headers.set("x-touched", "yes");
    await next();
  });
  const hub = live(app, { "/plain": Plain, "/ways/:way": Ways }, {
    signals: false,
    observe() {},
  });
  for (const query of ["", "?touch=1"]) {
    const { headers } = await app.request("/plain" + query);
    assert.equal(headers.get("content-security-policy"), "default-src 'self'");
    assert.equal(headers.get("cache-control"), "no-cache");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("content-type"), "text/html; charset=utf-8");
    const names = headers.getSetCookie().map((cookie) => cookie.split("=")[0]).sort();
    assert.deepEqual(names, ["djust_session", "seen"]);
  }
  // What the view itself says wins.
  const own = await app.request("/ways/status");
  assert.equal(own.headers.get("cache-control"), "public");
  const away = await app.request("/ways/away");
  assert.match(away.headers.getSetCookie().join(), /seen=1/);
  await hub.close();
});

Deno.test("a page whose URL is too long is shown, says why it is not live, and loads no client", async () => {
  await using setup = setUp();
  const long = "x".repeat(5_000);
  const { body, status } = await load(`${setup.url}/plain?q=${long}`);
  assert.equal(status, 200);
  assert.doesNotMatch(body, /client\./);
  // The console of the page says why, too.
  assert.match(body, /data-warnings="[^"]*does not go live/);
  assert.match(
    setup.records.map((record) => record.type === "notice" ? record.message : "").join(),
    /does not go live: its URL has over limits.url/,
  );
  assert.equal(setup.hub.stats().instances, 0);
});

Deno.test("a mount that leads elsewhere does not wait for what its view does at its end", async () => {
  let end = (): void => {};
  class Away extends LiveView {
    mount(ctx: Mount): void {
      ctx.redirect("/plain");
    }
    terminate(): Promise<void> {
      return new Promise((resolve) => end = resolve);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Away }, { signals: false, observe() {} });
  assert.equal((await app.request("/")).status, 302);
  end();
  await hub.close();
});

Deno.test("everything under a base path follows it, and its params", async () => {
  const app = new Hono();
  const hub = live(app.basePath("/:tenant/app"), { "/": Plain, "/x": Plain }, {
    signals: false,
    observe: () => {},
    basePath: "/outside",
  });
  const served = serve(app);
  const { body, status } = await load(`${served.url}/acme/app`);
  assert.equal(status, 200);
  const src = /src="([^"]*)"/.exec(body)?.[1] ?? "";
  assert.match(src, /^\/outside\/acme\/app\/_djust\/client\./);
  const script = await fetch(served.url + src.slice("/outside".length));
  assert.equal(script.status, 200);
  await script.body?.cancel();
  assert.match((await load(`${served.url}/acme/app/x`)).body, /plain/);
  await hub.close();
  await served.close();
});

Deno.test("a param of a base path cannot lead the page's script to another host", async () => {
  const app = new Hono();
  const hub = live(app.basePath("/:tenant"), { "/page": Plain }, {
    signals: false,
    observe: () => {},
  });
  const served = serve(app);
  for (const tenant of ["%2Fevil.example", "a%20b", "%5Cevil.example", "%C3%A9"]) {
    const { body, status } = await load(`${served.url}/${tenant}/page`);
    assert.equal(status, 200);
    const src = /src="([^"]*)"/.exec(body)?.[1] ?? "";
    assert(src.startsWith(`/${tenant}/_djust/client.`), src);
    const script = await fetch(new URL(src, served.url));
    assert.equal(script.status, 200);
    await script.body?.cancel();
  }
  await hub.close();
  await served.close();
});

Deno.test("a page leaves under its own base path, whoever was painted last", async () => {
  const app = new Hono();
  const hub = live(app.basePath("/:tenant"), { "/ways/:way": Ways }, {
    signals: false,
    observe: () => {},
  });
  const served = serve(app);
  const page = await load(`${served.url}/acme/ways/now`);
  const socket = await RawSocket.open(`${served.url}/acme`, {
    origin: served.url,
    cookie: page.cookie,
  });
  assert(socket);
  socket.send(joinOf(page));
  assert.equal((await socket.next())[2], 0);
  await load(`${served.url}/other/ways/now`);
  socket.send('"leave"');
  assert.match(await leftFor(socket), /^\/acme\/_djust\/go\//);
  await socket.close();
  await hub.close();
  await served.close();
});

Deno.test("live() on a sub-app says how to be given the outer one, and works with its fetch", async () => {
  const errors: Error[] = [];
  const inner = new Hono();
  const main = new Hono();
  const hub = live(inner, { "/": Plain, "/x": Plain }, { signals: false, observe: () => {} });
  main.route("/admin", inner);
  main.onError((error, c) => {
    errors.push(error);
    return c.text("no", 500);
  });
  assert.equal((await main.request("/admin/x")).status, 500);
  assert.equal(
    errors[0]?.message,
    'Cannot show "/admin/x": live() was given a sub-app; use live(main.basePath("/admin"), …) or { fetch: main.fetch }',
  );
  await hub.close();

  const second = new Hono();
  const outer = new Hono();
  outer.use("/admin/*", async (c, next) => {
    if (c.req.header("cookie")?.includes("admin=yes")) return await next();
    return c.text("no", 403);
  });
  const guarded = live(second, { "/": Plain, "/x": Plain }, {
    signals: false,
    observe: () => {},
    fetch: outer.fetch,
  });
  outer.route("/admin", second);
  const served = serve(outer);
  const page = await load(`${served.url}/admin/x`, { cookie: "admin=yes" });
  assert.match(page.body, /src="\/admin\/_djust\/client/);
  assert(page.ticket.endsWith("/admin/x"));
  await guarded.close();
  await served.close();
});

Deno.test("the client's script is immutable under its name, and never 404 under another", async () => {
  await using setup = setUp();
  const { body } = await load(`${setup.url}/plain`);
  const src = /src="([^"]*)"/.exec(body)?.[1] ?? "";
  const current = await fetch(setup.url + src);
  assert.match(current.headers.get("cache-control") ?? "", /immutable/);
  assert.match(current.headers.get("content-type") ?? "", /^text\/javascript/);
  const old = await fetch(`${setup.url}/_djust/client.0ld.js`);
  assert.equal(old.headers.get("cache-control"), "no-store");
  assert.equal(await old.text(), await current.text());
});

Deno.test("health says draining, new sockets are refused 503, and open ones are told when to return", async () => {
  await using setup = setUp();
  assert.equal(await (await fetch(`${setup.url}/_djust/health`)).text(), "ok");
  const { socket } = await goLive(setup.url, "/plain");
  const drained = setup.hub.drain();
  const [code, after] = await socket.next() as [number, number];
  assert.equal(code, -11);
  assert(after >= 0 && after <= 1_000);
  await drained;
  const health = await fetch(`${setup.url}/_djust/health`);
  assert.deepEqual([health.status, await health.text()], [503, "draining"]);
  assert.equal(await RawSocket.open(setup.url), undefined);
  await socket.close();
});

// The second one's keys are still being made when the test is over.
const loose = { sanitizeOps: false };
Deno.test("a second live() on the same app says to give all routes to one", loose, () => {
  const app = new Hono();
  const hub = live(app, { "/": Plain }, { signals: false, observe: () => {} });
  assert.throws(
    () => live(app, { "/x": Plain }, { signals: false, observe: () => {} }),
    /Cannot start: live\(\) was called before on this app, at "\/_djust\/health"; give all routes/,
  );
  return hub.close();
});

/** hub.render(): pages of the app's own routes, in the layout of the live ones. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView, type Mount } from "@djust/live";
import { live, type LiveHub, type LiveOptions, STRICT_CSP } from "@djust/live/hono";

class Away extends LiveView {
  mount({ redirect }: Mount): void {
    this.putFlash("info", "You were <moved>");
    redirect("/login");
  }
  render() {
    return html`<p></p>`;
  }
}

class Plain extends LiveView {
  @event
  go(): void {}
  render() {
    return html`<p>plain</p>`;
  }
}

function setUp(options: LiveOptions = {}): { app: Hono; hub: LiveHub } {
  const app = new Hono();
  const hub = live(app, { "/plain": Plain, "/away": Away }, {
    signals: false,
    observe() {},
    ...options,
  });
  app.get("/login", (c) => hub.render(c, html`<h1>Log in</h1>`, { title: "Log in" }));
  return { app, hub };
}

/** The document without what differs: title, content, script. */
const frameOf = (body: string): string =>
  body.replace(/<title>.*?<\/title>|<script.*?<\/script>|<div .*?>|<\/div>/g, "")
    .replace(/<main>.*<\/main>/s, "<main></main>");

Deno.test("a page of hub.render() has the document, the policy and the headers of the live ones, and no script", async () => {
  for (const csp of ["default", "strict"] as const) {
    const { app, hub } = setUp({ csp });
    const plain = await app.request("/plain");
    const login = await app.request("/login");
    const body = await login.text();
    assert.equal(frameOf(body), frameOf(await plain.text()));
    assert.match(body, /<title>Log in<\/title>/);
    assert.match(body, /<main><h1>Log in<\/h1><\/main>/);
    assert.doesNotMatch(body, /<script|data-djust/);
    plain.headers.delete("set-cookie");
    assert.deepEqual([...login.headers], [...plain.headers]);
    const policy = login.headers.get("content-security-policy");
    assert.equal(policy === STRICT_CSP, csp === "strict");
    await hub.close();
  }
});

Deno.test("hub.render() takes the flash that waits, once, and none for who does not look", async () => {
  const { app, hub } = setUp();
  const away = await app.request("/away");
  const cookie = away.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  const head = await app.request("/login", { method: "HEAD", headers: { cookie } });
  assert.deepEqual(head.headers.getSetCookie(), []);
  const ahead = await app.request("/login", { headers: { cookie, "sec-purpose": "prefetch" } });
  assert.doesNotMatch(await ahead.text(), /moved/);
  const shown = await app.request("/login", { headers: { cookie } });
  assert.match(
    await shown.text(),
    /<p class="djust-flash djust-flash-info".*You were &lt;moved&gt;/,
  );
  assert.match(shown.headers.getSetCookie().join(), /djust_flash=; .*Max-Age=0/);
  await hub.close();
});

Deno.test("hub.render() takes a status, a title and a layout of its own, and keeps what middleware set", async () => {
  const app = new Hono();
  app.use(async (c, next) => {
    c.header("x-own", "yes");
    c.header("cache-control", "public");
    c.header("set-cookie", "seen=1", { append: true });
    await next();
  });
  const hub = live(app, { "/plain": Plain }, { signals: false, observe() {} });
  app.notFound((c) =>
    hub.render(c, html`<h1>${c.req.path}</h1>`, {
      status: 404,
      title: "None",
      layout: ({ title, content, ctx }) => html`<title>${title}</title>${content}${ctx.url.search}`,
    })
  );
  const response = await app.request("/none?a=1");
  assert.equal(response.status, 404);
  assert.equal(await response.text(), "<title>None</title><h1>/none</h1>?a=1");
  assert.equal(response.headers.get("x-own"), "yes");
  assert.equal(response.headers.get("cache-control"), "public");
  assert.deepEqual(response.headers.getSetCookie(), ["seen=1"]);
  await hub.close();
});

Deno.test("hub.render() knows the user and the session that the request has written", async () => {
  const app = new Hono();
  const hub = live(app, { "/plain": Plain }, {
    signals: false,
    observe() {},
    user: () => "Ada",
    layout: ({ content, scripts, ctx }) =>
      html`${content}${scripts}<i>${String(ctx.user)} ${String(ctx.session.name)}</i>`,
  });
  app.post("/login", async (c) => {
    await hub.session(c, { name: "Eve" });
    return await hub.render(c, html`<h1>In</h1>`, { status: 422 });
  });
  const response = await app.request("/login", { method: "POST" });
  assert.equal(response.status, 422);
  assert.equal(await response.text(), "<h1>In</h1><i>Ada Eve</i>");
  assert.match(response.headers.getSetCookie().join(), /^djust_session=/);
  await hub.close();
});

Deno.test("hub.render() in a route of the outer app knows its place from the first live page on", async () => {
  const [inner, main] = [new Hono(), new Hono()];
  const hub = live(inner, { "/plain": Plain }, {
    signals: false,
    observe() {},
    fetch: main.fetch,
  });
  main.route("/x", inner);
  main.notFound((c) => hub.render(c, html`<h1>None</h1>`, { status: 404 }));
  await main.request("/x/plain");
  assert.match(await (await main.request("/none")).text(), /href="\/x\/_djust\/page\./);
  await hub.close();
});

Deno.test("an error in a template of hub.render() names the request and the spot, and says what to write", async () => {
  const { app, hub } = setUp();
  const errors: unknown[] = [];
  app.get("/handler", (c) => hub.render(c, html`<button dj-click=${() => {}}>+1</button>`));
  app.onError((error, c) => {
    errors.push(error);
    return c.text("failed", 500);
  });
  app.post("/nested", (c) =>
    hub.render(
      c,
      html`
        <p>
          <div>${1}</div>
        </p>
      `,
    ));
  const own = new Error("no database");
  app.get("/own", (c) =>
    hub.render(c, "", {
      layout: () => {
        throw own;
      },
    }));
  assert.equal((await app.request("/handler")).status, 500);
  const spot = [
    "  <button dj-click=${…}>+1</button>",
    "                   ^",
    "",
    '  hub.render() at GET "/handler"',
  ].join("\n");
  const [handler] = errors as Error[];
  assert.match(
    String(handler),
    /HoleError: Cannot paint this page: it has a handler, .*; write <form method="post">/,
  );
  assert(handler instanceof TypeError);
  assert(handler.message.endsWith(spot), handler.message);
  assert(handler.stack?.includes(`${spot}\n    at `), handler.stack);
  await app.request("/nested", { method: "POST" });
  assert.match(
    String(errors[1]),
    /^TemplateError: [^]*\n +\^\n[^]*\n\n {2}hub\.render\(\) at POST "\/nested"$/,
  );
  // What is not about a template keeps what it says.
  await app.request("/own");
  assert.equal(errors[2], own);
  assert.equal(own.message, "no database");
  await hub.close();
});

/** The default layout, and the pages that stand in its look: errors, and what is not there. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView, type Mount } from "@djust/live";
import { type HubRecord, live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import type { ObserveRecord } from "@djust/live";

class Ways extends LiveView<{ way: string }> {
  mount({ params, notFound }: Mount<{ way: string }>): void {
    if (params.way === "missing") return notFound();
    if (params.way === "broken") throw new Error("the password is hunter2");
  }
  render() {
    return html`<p>${this.params.way}</p>`;
  }
}

interface Setup {
  readonly app: Hono;
  readonly hub: LiveHub;
  readonly records: (HubRecord | ObserveRecord)[];
  get(path: string): Promise<{ status: number; body: string; headers: Headers }>;
}

function setUp(options: LiveOptions = {}): Setup {
  const app = new Hono();
  const records: (HubRecord | ObserveRecord)[] = [];
  const hub = live(app, { "/:way": Ways }, {
    secret: "s".repeat(32),
    signals: false,
    observe: (record) => void records.push(record),
    ...options,
  });
  const get = async (path: string) => {
    const response = await app.request(path);
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
  return { app, hub, records, get };
}

const styleIn = (body: string): string =>
  /<link rel="stylesheet" href="([^"]+)">/.exec(body)?.[1] ?? "";

Deno.test("the default layout has a style sheet for good, both colour schemes and an icon that nobody asks for", async () => {
  const { get, hub } = setUp({ csp: "strict" });
  const { body } = await get("/plain");
  assert.match(body, /<meta name="color-scheme" content="light dark">/);
  assert.match(body, /<link rel="icon" href="data:,">/);
  assert.doesNotMatch(body, /<style|style=/);
  const url = styleIn(body);
  assert.match(url, /^\/_djust\/page\.[\da-f]{10}\.css$/);
  const style = await get(url);
  assert.equal(style.status, 200);
  assert.equal(style.headers.get("content-type"), "text/css; charset=utf-8");
  assert.match(style.headers.get("cache-control") ?? "", /immutable/);
  assert.match(style.body, /^@layer djust \{.*color-scheme: light dark.*\}$/s);
  const other = await get("/_djust/page.0123456789.css");
  assert.equal(other.headers.get("cache-control"), "no-store");
  assert.equal(other.body, style.body);
  await hub.close();
});

Deno.test("a layout is told where the style sheet is, under a base path too", async () => {
  const { get, hub } = setUp({
    basePath: "/app",
    layout: ({ content, scripts, style }) => html`<i>${style}</i>${content}${scripts}`,
  });
  assert.match((await get("/plain")).body, /^<i>\/app\/_djust\/page\.[\da-f]{10}\.css<\/i>/);
  await hub.close();
});

Deno.test("an error page stands in the app's layout, and in the default one where that fails", async () => {
  const { get, hub } = setUp({
    dev: false,
    layout: ({ content, scripts, title }) =>
      html`<title>${title}</title><b>ours</b>${content}${scripts}`,
  });
  const { status, body } = await get("/broken");
  assert.equal(status, 500);
  assert.match(body, /^<title>Something went wrong<\/title><b>ours<\/b><h1>Something went wrong/);
  await hub.close();

  let isBroken = false;
  const failing = setUp({
    dev: false,
    layout: ({ content, scripts }) => {
      if (isBroken) throw new Error("the layout fails");
      return html`${content}${scripts}`;
    },
  });
  isBroken = true;
  const page = await failing.get("/plain");
  assert.equal(page.status, 500);
  assert.notEqual(styleIn(page.body), "");
  assert.match(page.body, /<h1>Something went wrong<\/h1>/);
  await failing.hub.close();
});

Deno.test("errorView is given the layout, the user and the request's id", async () => {
  const { get, hub, records } = setUp({
    dev: false,
    user: () => ({ name: "Ada" }),
    errorView: ({ layout, user, request }) =>
      layout(html`<h1>Sorry, ${(user as { name: string }).name}</h1>${request}`, "Sorry"),
  });
  const { status, body } = await get("/broken");
  assert.equal(status, 500);
  assert.match(body, /<title>Sorry<\/title>/);
  const record = records.find((record) => record.type === "error");
  assert(record?.request);
  assert(body.includes(`<main><h1>Sorry, Ada</h1>${record.request}</main>`), body);
  await hub.close();
});

Deno.test("what a view says is not there has a page of the layout, unless the app has its own", async () => {
  const { app, get, hub } = setUp({ messages: { notFound: "Nichts da" } });
  const { status, body, headers } = await get("/missing");
  assert.equal(status, 404);
  assert.equal(headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(headers.get("content-security-policy") ?? "", /^base-uri/);
  assert.match(body, /<title>Nichts da<\/title>.*<h1>Nichts da<\/h1>/s);
  assert.doesNotMatch(body, /<script/);
  app.notFound((c) => c.text("the app's own", 404));
  assert.equal((await get("/missing")).body, "the app's own");
  await hub.close();
});

Deno.test("an error page comes back by itself in development, and loads no script in production", async () => {
  const development = setUp({ csp: "strict" });
  const { body } = await development.get("/broken");
  const [, script = "", start, print] =
    /<script src="([^"]+)" data-start="([^"]+)" data-error="([^"]+)" defer>/.exec(body) ?? [];
  assert.equal((await development.get("/_djust/start")).body, start);
  assert.match((await development.get(script)).headers.get("cache-control") ?? "", /immutable/);
  // The same error has the same print, also in another process.
  const again = setUp();
  assert.match((await again.get("/broken")).body, new RegExp(`data-error="${print}"`));
  assert.notEqual((await again.get("/_djust/start")).body, start);
  await development.hub.close();
  await again.hub.close();

  const production = setUp({ dev: false });
  assert.doesNotMatch((await production.get("/broken")).body, /<script/);
  assert.equal((await production.get("/_djust/start")).status, 404);
  assert.equal((await production.get(script)).status, 404);
  await production.hub.close();
});

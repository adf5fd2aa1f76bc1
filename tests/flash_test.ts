/** A flash as a visitor meets it: over a redirect of a view or of the app, and on the page that shows it. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { visit } from "@djust/live/testing";

class Settings extends LiveView {
  @event
  save() {
    this.putFlash("info", "Saved", { ms: 4_000 });
    this.putFlash("error", "Look again");
    this.redirect("/");
  }
  render() {
    return html`<button dj-click=${this.save}>Save</button>`;
  }
}

Deno.test("a flash with a time survives a redirect, and goes away on the page that shows it", async () => {
  const page = await visit(Settings);
  await page.click("button");
  assert.equal(page.left.at(-1)?.to, "/");
  // The way there may take as long as it likes.
  await page.clock.move(10_000);
  const next = await page.another({ path: "/", same: true });
  assert.equal(next.text(".djust-flash-info"), "Saved");
  await next.clock.move(4_000);
  assert.equal(next.find(".djust-flash-info"), null);
  assert.equal(next.text(".djust-flash-error"), "Look again");
  // It is shown once.
  const again = await page.another({ path: "/", same: true });
  assert.equal(again.find(".djust-flash"), null);
});

Deno.test("a page that was offline shows no flash whose time is over", async () => {
  const page = await visit(Settings);
  await page.click("button");
  await page.goOffline();
  await page.clock.move(4_000);
  assert.equal(page.text(".djust-flash-info"), "Saved");
  await page.goOnline();
  assert.equal(page.find(".djust-flash-info"), null);
  assert.equal(page.text(".djust-flash-error"), "Look again");
});

class Front extends LiveView {
  render() {
    return html`<p>front</p>`;
  }
}

function setUp(options: LiveOptions = {}): { app: Hono; hub: LiveHub } {
  const app = new Hono();
  app.use("/marked", async (c, next) => {
    await hub.putFlash(c, "info", "By middleware");
    await next();
  });
  const hub: LiveHub = live(app, { "/": Front, "/marked": Front }, {
    signals: false,
    observe() {},
    ...options,
  });
  return { app, hub };
}

/** The Cookie header of a browser that was answered these, one after the other. */
function cookiesAfter(...responses: Response[]): string {
  const jar = new Map<string, string>();
  for (const cookie of responses.flatMap(({ headers }) => headers.getSetCookie())) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/Max-Age=0/.test(cookie)) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

Deno.test("hub.putFlash() in a POST route shows its messages once, on the live page behind the redirect", async () => {
  const { app, hub } = setUp();
  app.post("/save", async (c) => {
    // Not one after the other: the cookie of the last one holds all.
    await Promise.all([
      hub.putFlash(c, "info", "Saved", { ms: 4_000 }),
      hub.putFlash(c, "error", "But <look>"),
    ]);
    return c.redirect("/", 303);
  });
  const saved = await app.request("/save", { method: "POST" });
  assert.equal(saved.status, 303);
  const shown = await app.request("/", { headers: { cookie: cookiesAfter(saved) } });
  const body = await shown.text();
  assert.match(body, /<p [^>]*class="djust-flash djust-flash-info" role="status">Saved<\/p>/);
  assert.match(body, /djust-flash-error.*But &lt;look&gt;/);
  const cookie = cookiesAfter(saved, shown);
  assert.doesNotMatch(cookie, /djust_flash/);
  assert.doesNotMatch(await (await app.request("/", { headers: { cookie } })).text(), /Saved/);
  await hub.close();
});

Deno.test("hub.putFlash() adds to a flash that waits, and keeps its time", async () => {
  const { app, hub } = setUp();
  app.post("/one", async (c) => {
    await hub.putFlash(c, "info", "One", { ms: 4_000 });
    return c.redirect("/", 303);
  });
  app.post("/two", async (c) => {
    await hub.putFlash(c, "error", "Two");
    return c.redirect("/", 303);
  });
  const one = await app.request("/one", { method: "POST" });
  const headers = { cookie: cookiesAfter(one) };
  const two = await app.request("/two", { method: "POST", headers });
  const body = await (await app.request("/", { headers: { cookie: cookiesAfter(one, two) } }))
    .text();
  assert.match(body, /One.*Two/);
  const [value = ""] = cookiesAfter(two).split("=").slice(1);
  const json = new TextDecoder().decode(Uint8Array.fromBase64(value, { alphabet: "base64url" }));
  assert.match(json, /\{"info":\["One",4000\],"error":"Two"\}$/);
  await hub.close();
});

Deno.test("hub.putFlash() shows on the page of its own request, live or not, and on no later one", async () => {
  const { app, hub } = setUp();
  app.post("/form", async (c) => {
    await hub.putFlash(c, "error", "No such account");
    return await hub.render(c, html`<form method="post"></form>`, { status: 422 });
  });
  const form = await app.request("/form", { method: "POST" });
  assert.match(await form.text(), /djust-flash-error.*No such account/);
  assert.doesNotMatch(cookiesAfter(form), /djust_flash/);
  const marked = await app.request("/marked");
  assert.match(await marked.text(), /djust-flash-info.*By middleware/);
  assert.doesNotMatch(cookiesAfter(marked), /djust_flash/);
  // Nobody looks at it: it waits.
  assert.match(cookiesAfter(await app.request("/marked", { method: "HEAD" })), /djust_flash/);
  await hub.close();
});

Deno.test("hub.putFlash() that is not awaited is told, and one behind the answer is no mistake", async () => {
  const told: string[] = [];
  const { app, hub } = setUp({
    dev: true,
    observe: (record) => void (record.type === "notice" && told.push(record.message)),
  });
  let written: Promise<void> | undefined;
  // Where no middleware runs, the router tells nobody that it has answered.
  app.use("/careless", (_, next) => next());
  app.post("/careless", (c) => {
    written = hub.putFlash(c, "info", "Lost");
    return c.redirect("/", 303);
  });
  app.use("/careful", async (c, next) => {
    await next();
    await hub.putFlash(c, "info", "Saved");
  });
  app.post("/careful", (c) => c.redirect("/", 303));
  const careful = await app.request("/careful", { method: "POST" });
  assert.match(cookiesAfter(careful), /djust_flash/);
  assert.deepEqual(told, []);
  await app.request("/careless", { method: "POST" });
  await written;
  assert.match(told.join(), /^A flash may not reach its page: .*; write await hub\.putFlash/);
  await hub.close();
});

Deno.test("hub.putFlash() cuts what no cookie holds and says so, and refuses a time that is none", async () => {
  const told: string[] = [];
  const { app, hub } = setUp({
    dev: true,
    observe: (record) => void (record.type === "notice" && told.push(record.message)),
  });
  const errors: string[] = [];
  app.post("/long", async (c) => {
    await hub.putFlash(c, "info", "x".repeat(5_000));
    await hub.putFlash(c, "error", "no", { ms: 0 }).catch((error) => errors.push(String(error)));
    return c.redirect("/", 303);
  });
  const cookie = cookiesAfter(await app.request("/long", { method: "POST" }));
  assert.match(await (await app.request("/", { headers: { cookie } })).text(), /<p [^>]*>x+…<\/p>/);
  assert.match(told.join("\n"), /Cannot carry all of the flash: "info" was cut from 5000/);
  assert.deepEqual(errors, [
    "RangeError: Cannot show a flash for 0 ms: give a finite number from 1 up",
  ]);
  await hub.close();
});

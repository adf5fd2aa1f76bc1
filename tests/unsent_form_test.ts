/** Forms that are sent without the page's script: no password in a URL, and words for the visitor. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live, type LiveOptions } from "@djust/live/hono";

class Login extends LiveView {
  @event
  login(): void {}
  render() {
    return html`<form dj-submit=${this.login}><input name="password" type="password"></form>`;
  }
}

const OPTIONS: LiveOptions = { signals: false, observe() {} };

Deno.test("a form of a view posts where there is no script, and is told in words that it was not sent", async () => {
  const app = new Hono();
  const hub = live(app, { "/login/:name": Login }, OPTIONS);
  assert.match(await (await app.request("/login/a")).text(), /<form [^>]*method="post"/);
  const body = new URLSearchParams({ password: "hunter2" });
  const response = await app.request("/login/a?b=1", { method: "POST", body });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "GET, HEAD");
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  const page = await response.text();
  assert.match(page, /<link rel="stylesheet" href="\/_djust\/page\./);
  assert.match(page, /<h1>This form was not sent<\/h1>.*<a href>\/login\/a<\/a>/s);
  assert.doesNotMatch(page, /hunter2|<script/);
  await hub.close();
});

Deno.test("a POST route of the app's own answers at a view's path, before live() and after it", async () => {
  for (const place of ["before", "after"]) {
    const app = new Hono();
    const own = (): void => void app.post("/login", (c) => c.text("the app's own", 404));
    if (place === "before") own();
    const hub = live(app, { "/login": Login }, OPTIONS);
    if (place === "after") own();
    const response = await app.request("/login", { method: "POST" });
    assert.deepEqual([response.status, await response.text()], [404, "the app's own"], place);
    await hub.close();
  }
});

Deno.test("a guard stands before the words too, and other methods stay the app's", async () => {
  const app = new Hono();
  app.use(async (c, next) => c.req.header("x-in") ? await next() : c.text("no", 403));
  const hub = live(app, { "/login": Login }, { ...OPTIONS, messages: { unsent: "Nicht <so>" } });
  assert.equal((await app.request("/login", { method: "POST" })).status, 403);
  const headers = { "x-in": "1" };
  const told = await app.request("/login", { method: "POST", headers });
  assert.equal(told.status, 405);
  assert.match(await told.text(), /<h1>Nicht &lt;so&gt;<\/h1>/);
  assert.equal((await app.request("/login", { method: "PUT", headers })).status, 404);
  await hub.close();
});

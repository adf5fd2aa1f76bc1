/** What several `live()` of one process share. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html } from "../vdom/mod.ts";
import { live } from "./hono.ts";
import { LiveView } from "./view/view.ts";

class Page extends LiveView {
  render() {
    return html`<p></p>`;
  }
}

Deno.test("without a secret, one live() reads the sessions of another in the process", async () => {
  const app = new Hono();
  const options = { signals: false, observe: () => {}, dev: true };
  const outer = live(app, { "/": Page }, options);
  const inner = live(app.basePath("/admin"), { "/": Page }, options);
  app.post("/login", async (c) => c.json(await outer.session(c, { name: "Ada" })));
  app.get("/who", async (c) => c.json((await inner.session(c)) ?? null));
  const login = await app.request("/login", { method: "POST" });
  const cookie = login.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const who = await app.request("/who", { headers: { cookie } });
  assert.deepEqual(await who.json(), await login.json());
  await Promise.all([outer.close(), inner.close()]);
});

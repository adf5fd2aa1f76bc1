/** live() fits apps and contexts with types of their own. */

import assert from "node:assert/strict";
import { type Context, Hono } from "hono";
import { html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";

interface User {
  readonly id: number;
  readonly name: string;
}

interface Env {
  Variables: { user: User };
}

class Page extends LiveView {
  render() {
    return html`<p>${(this.user as User).name}</p>`;
  }
}

Deno.test("live() takes an app with variables, and options that name its context", async () => {
  const app = new Hono<Env>();
  app.use("*", async (c, next) => {
    c.set("user", { id: 1, name: "Ada" });
    await next();
  });
  const hub = live(app, { "/": Page }, {
    signals: false,
    observe: () => {},
    user: (c: Context<Env>) => c.get("user"),
    userKey: (user: User) => user.id,
    session: { read: (c: Context<Env>) => ({ id: String(c.get("user").id) }) },
  });
  app.get("/session", async (c) => c.json(await hub.session(c) ?? null));
  assert.match(await (await app.request("/")).text(), /Ada/);
  assert.deepEqual(await (await app.request("/session")).json(), { id: "1" });
  await hub.close();
});

Deno.test("live() infers the context of options that name none", async () => {
  const app = new Hono();
  const hub = live(app.basePath("/x"), { "/": Page }, {
    signals: false,
    observe: () => {},
    user: (c) => ({ name: `${c.req.query("name")} ${c.req.header("x-name")} ${c.get("nobody")}` }),
  });
  const response = await app.request("/x?name=Bob", { headers: { "x-name": "Eve" } });
  assert.match(await response.text(), /Bob Eve undefined/);
  await hub.close();
});

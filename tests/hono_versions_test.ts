/** Live pages under old and new versions of Hono: what is answered is the same under all of them. */

import assert from "node:assert/strict";
import { type Context, Hono } from "hono";
import { Hono as Hono40 } from "hono-4.0";
import { Hono as Hono46 } from "hono-4.6";
import { Hono as Hono48 } from "hono-4.8";
import { event, html, LiveView, type Mount } from "@djust/live";
import { live, type LiveHub } from "@djust/live/hono";
import { goLive, load } from "./raw_page.ts";
import { serve } from "./serve.ts";
import { until } from "./until.ts";

/** What is the same in all versions, as far as it is used here. */
const VERSIONS = {
  "4.0": Hono40 as unknown as typeof Hono,
  "4.6": Hono46 as unknown as typeof Hono,
  "4.8": Hono48 as unknown as typeof Hono,
  "the newest": Hono,
};

const HTML = "text/html; charset=utf-8";

class Ways extends LiveView<{ way: string }> {
  mount({ params, header, redirect, notFound }: Mount<{ way: string }>): void {
    switch (params.way) {
      case "own":
        header("cache-control", "public");
        return header("set-cookie", "view=1");
      case "away":
        this.putFlash("info", "Moved");
        return redirect("/plain");
      case "missing":
        return notFound();
      case "broken":
        throw new Error("no");
    }
  }
  @event
  leave(): void {
    this.redirect("/plain", { session: { name: "Ada" } });
  }
  render() {
    return html`<p>${this.params.way}</p>`;
  }
}

/** Middleware that sets headers: before the page, after it, by way of the response, or not at all. */
type Middleware = "none" | "before" | "after" | "response";

function appOf(Version: typeof Hono, middleware: Middleware): { app: Hono; hub: LiveHub } {
  const app = new Version();
  app.use("*", async (c, next) => {
    if (middleware === "before") {
      c.header("x-own", "yes");
      c.header("cache-control", "no-cache");
      c.header("set-cookie", "seen=1", { append: true });
      c.header("set-cookie", "twice=2", { append: true });
    }
    if (middleware === "response") {
      c.res.headers.set("x-own", "yes");
      c.res.headers.set("cache-control", "no-cache");
      c.res.headers.append("set-cookie", "seen=1");
      c.res.headers.append("set-cookie", "twice=2");
    }
    await next();
    if (middleware === "after") {
      c.header("x-own", "yes");
      c.header("cache-control", "no-cache");
      c.header("set-cookie", "seen=1", { append: true });
      c.header("set-cookie", "twice=2", { append: true });
    }
  });
  const hub = live(app, { "/:way": Ways }, { signals: false, observe() {} });
  app.notFound((c) => c.html("<p>the app's own</p>", 404));
  return { app, hub };
}

const cookiesOf = (headers: Headers): string[] =>
  headers.getSetCookie().map((cookie) => cookie.split("=")[0] ?? "").sort();

for (const [version, Version] of Object.entries(VERSIONS)) {
  for (const middleware of ["none", "before", "after", "response"] as const) {
    const title = middleware === "none"
      ? "no middleware"
      : `middleware that sets headers ${
        middleware === "response" ? "of the response" : middleware
      }`;
    Deno.test(`under Hono ${version} with ${title}, every answer of a live page is whole`, async () => {
      const { app, hub } = appOf(Version, middleware);
      const set = middleware === "none" ? [] : ["seen", "twice"];
      const get = async (path: string, init?: RequestInit) => {
        const response = await app.request(path, init);
        assert.equal(response.headers.get("x-own"), middleware === "none" ? null : "yes", path);
        return { response, headers: response.headers, body: await response.text() };
      };

      const plain = await get("/plain");
      assert.equal(plain.response.status, 200);
      assert.equal(plain.headers.get("content-type"), HTML);
      const kept = middleware === "none" ? "private, no-store" : "no-cache";
      assert.equal(plain.headers.get("cache-control"), kept);
      assert.equal(plain.headers.get("x-content-type-options"), "nosniff");
      assert.deepEqual(cookiesOf(plain.headers), ["djust_session", ...set]);
      assert.match(plain.body, /^<!DOCTYPE html>.*<p dj=b>plain<\/p>/s);

      const head = await get("/plain", { method: "HEAD" });
      assert.deepEqual([head.response.status, head.body], [200, ""]);
      assert.equal(head.headers.get("content-type"), HTML);

      const own = await get("/own");
      assert.equal(own.headers.get("content-type"), HTML);
      assert.equal(
        own.headers.get("cache-control"),
        middleware === "after" ? "no-cache" : "public",
      );
      assert.deepEqual(cookiesOf(own.headers), ["djust_session", ...set, "view"]);

      const away = await get("/away");
      assert.deepEqual([away.response.status, away.headers.get("location")], [302, "/plain"]);
      assert.deepEqual(cookiesOf(away.headers), ["djust_flash", "djust_session", ...set]);
      assert.equal(away.body, "");

      const broken = await get("/broken");
      assert.equal(broken.response.status, 500);
      assert.equal(broken.headers.get("content-type"), HTML);
      assert.deepEqual(cookiesOf(broken.headers), set);

      const posted = await get("/plain", { method: "POST" });
      assert.equal(posted.response.status, 415);
      assert.equal(posted.headers.get("content-type"), HTML);
      assert.deepEqual(cookiesOf(posted.headers), set);

      const missing = await get("/missing");
      assert.deepEqual([missing.response.status, missing.body], [404, "<p>the app's own</p>"]);
      // Hono's own doing: whoever reads the response beforehand makes it a text below 4.8.
      if (middleware !== "response") {
        assert.match(missing.headers.get("content-type") ?? "", /^text\/html/);
      }
      await hub.close();
    });
  }
}

Deno.test("a session that a live page leaves with is written beside the cookies of middleware", async () => {
  for (const middleware of ["before", "response"] as const) {
    const { app, hub } = appOf(Hono, middleware);
    await using served = serve(app);
    const { page, socket } = await goLive(served.url, "/plain");
    await using _ = socket;
    socket.send('"leave"');
    const to = await until("the page is told where to go", async () => {
      const { to } = (await socket.next()).at(-1) as { to?: string };
      return to;
    });
    const { headers, status } = await load(served.url + to, { cookie: page.cookie });
    assert.deepEqual([status, headers.get("location")], [303, "/plain"]);
    assert.deepEqual(cookiesOf(headers), ["djust_session", "seen", "twice"]);
    await hub.close();
  }
});

for (const [version, Version] of Object.entries(VERSIONS)) {
  Deno.test(`hub.render() in a sub-app emits URLs under the outer app's path, Hono ${version}`, async () => {
    for (const ways of ["plain", "with onError"] as const) {
      const [inner, main] = [new Version(), new Version()];
      if (ways === "with onError") inner.onError((error) => Promise.reject(error));
      const hub = live(inner, { "/:way": Ways }, {
        signals: false,
        observe() {},
        fetch: main.fetch,
      });
      inner.get("/login", (c: Context) => hub.render(c, html`<h1>Log in</h1>`));
      inner.get("/deep/:id/login", (c: Context) => hub.render(c, html`<h1>Log in</h1>`));
      main.route("/:tenant/x", inner);
      main.notFound((c: Context) => hub.render(c, html`<h1>None</h1>`));
      const styleAt = async (path: string): Promise<string> => {
        const body = await (await main.request(path)).text();
        return /href="([^"]*)\/page\.[^"]*\.css"/.exec(body)?.[1] ?? body;
      };
      assert.equal(await styleAt("/acme/x/login"), "/acme/x/_djust");
      assert.equal(await styleAt("/acme/x/deep/7/login"), "/acme/x/_djust");
      assert.equal(await styleAt("/acme/x/plain"), "/acme/x/_djust");
      assert.equal((await main.request("/acme/x/_djust/health")).status, 200);
      await hub.close();
    }
  });
}

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView } from "@djust/live";
import {
  ask,
  lastingEnv,
  pageHeadersOf,
  probeOf,
  type Reached,
  REACHED_STATUS,
  type UpgradeFacts,
} from "./ask_app.ts";
import { factsFor } from "../../tests/kit/instance_kit.ts";

class Page extends LiveView {
  render() {
    return html`<p></p>`;
  }
}

const SITE = {};
const REACHED: Reached = { view: Page, facts: factsFor(), userKey: "" };

function upgrade(headers: Record<string, string> = {}, env: unknown = {}): UpgradeFacts {
  return {
    site: SITE,
    base: "",
    origin: "http://live.test",
    headers: new Headers(headers),
    env,
    address: undefined,
    session: "",
  };
}

/** An app whose live route is `/page`, behind a guard that looks at a header. */
function appWith(prepare: (app: Hono) => void = () => {}): Hono {
  const app = new Hono();
  prepare(app);
  app.get("/page", (c) => {
    const probe = probeOf(c.env);
    if (!probe) return c.text("painted");
    probe.reached = REACHED;
    return new Response(null, { status: REACHED_STATUS });
  });
  return app;
}

Deno.test("ask() gives what the live route learned, when nothing stopped the request", async () => {
  const app = appWith();
  assert.deepEqual(await ask(app.fetch, "/page?a=1", upgrade()), {
    type: "allowed",
    reached: REACHED,
  });
});

Deno.test("ask() gives the status or the redirect of whatever answered before", async () => {
  const app = appWith((app) => {
    app.use("*", async (c, next) => {
      if (c.req.header("x-no")) return c.text("no", 403);
      if (c.req.header("x-login")) return c.redirect("/login");
      return await next();
    });
  });
  assert.deepEqual(await ask(app.fetch, "/page", upgrade({ "x-no": "1" })), {
    type: "refused",
    status: 403,
  });
  assert.deepEqual(await ask(app.fetch, "/page", upgrade({ "x-login": "1" })), {
    type: "redirect",
    to: "/login",
  });
  assert.deepEqual(await ask(app.fetch, "/elsewhere", upgrade()), { type: "refused", status: 404 });
});

Deno.test("ask() follows a location only where the status is that of a redirect", async () => {
  for (const status of [200, 201, 401, 404, 503]) {
    const headers = { location: "/login" };
    const answer = await ask(() => new Response("no", { status, headers }), "/page", upgrade());
    assert.deepEqual(answer, { type: "refused", status });
  }
  for (const status of [301, 302, 303, 307, 308]) {
    const headers = { location: "/login" };
    const answer = await ask(() => new Response(null, { status, headers }), "/page", upgrade());
    assert.deepEqual(answer, { type: "redirect", to: "/login" });
  }
  const answer = await ask(() => new Response(null, { status: 304 }), "/page", upgrade());
  assert.deepEqual(answer, { type: "refused", status: 304 });
});

Deno.test("ask() reads no body, and lets whoever makes one stop", async () => {
  let isCancelled = false;
  const body = new ReadableStream({ cancel: () => void (isCancelled = true) });
  assert.equal((await ask(() => new Response(body), "/page", upgrade())).type, "refused");
  assert.equal(isCancelled, true);
});

Deno.test("ask() is refused by middleware that says no after the route", async () => {
  const app = appWith((app) => {
    app.use("*", async (c, next) => {
      await next();
      c.res = new Response("no", { status: 402 });
    });
  });
  assert.deepEqual(await ask(app.fetch, "/page", upgrade()), { type: "refused", status: 402 });
});

Deno.test("ask() is refused when the env does not get through", async () => {
  const app = appWith();
  const answer = await ask((request) => app.fetch(request), "/page", upgrade());
  assert.deepEqual(answer, { type: "refused", status: 200 });
});

Deno.test("probeOf() finds nothing in what a client can send", () => {
  for (const env of [undefined, null, {}, { probe: {} }, { "djust probe": {} }, "probe"]) {
    assert.equal(probeOf(env), undefined);
  }
});

Deno.test("ask() keeps the platform's env usable, with its getters and methods", async () => {
  class Info {
    #address = { hostname: "1.2.3.4" };
    get remoteAddr(): { hostname: string } {
      return this.#address;
    }
    method(): string {
      return this.#address.hostname;
    }
  }
  const seen: unknown[] = [];
  const app = appWith((app) => {
    app.use("*", async (c, next) => {
      const env = c.env as Info;
      seen.push(env.remoteAddr.hostname, env.method());
      await next();
    });
  });
  const info = upgrade({}, new Info());
  assert.equal((await ask(app.fetch, "/page", info)).type, "allowed");
  assert.deepEqual(seen, ["1.2.3.4", "1.2.3.4"]);
});

Deno.test("lastingEnv() can be read after the request was closed", () => {
  let isClosed = false;
  class Info {
    get remoteAddr(): { hostname: string } {
      if (isClosed) throw new TypeError("Request closed");
      return { hostname: "1.2.3.4" };
    }
  }
  const env = lastingEnv(new Info()) as Info;
  isClosed = true;
  assert.equal(env.remoteAddr.hostname, "1.2.3.4");
  const own = { remoteAddr: 1, kept: 2 };
  assert.equal(lastingEnv(own), own);
});

Deno.test("pageHeadersOf() keeps what a page's GET has, and asks for HTML", () => {
  const headers = pageHeadersOf(
    new Headers({
      "cookie": "a=1",
      "connection": "Upgrade",
      "upgrade": "websocket",
      "sec-websocket-key": "k",
      "sec-websocket-version": "13",
      "sec-fetch-mode": "websocket",
      "user-agent": "u",
    }),
  );
  assert.deepEqual(Object.fromEntries(headers), {
    accept: "text/html",
    cookie: "a=1",
    "user-agent": "u",
  });
});

/** Sessions over HTTP: read, written, renewed, ended; how many sockets each may have. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { goLive, joinOf, load, RawSocket } from "./raw_page.ts";
import { until } from "./until.ts";
import { leftFor, setUp } from "./kit/ways_kit.ts";

Deno.test("hub.session() reads and writes the visitor's session, and renews its id", async () => {
  await using setup = setUp();
  const get = async (path: string, cookie = ""): Promise<[unknown, string[]]> => {
    const response = await fetch(setup.url + path, { headers: { cookie } });
    return [await response.json(), response.headers.getSetCookie()];
  };
  assert.deepEqual(await get("/session"), [null, []]);
  const page = await load(`${setup.url}/plain`);
  const [before] = await get("/session", page.cookie);
  assert.match((before as { id: string }).id, /^[\w-]{22}$/);
  const [written, [cookie = ""]] = await get("/login", page.cookie);
  assert.match(cookie, /^djust_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.notEqual((written as { id: string }).id, (before as { id: string }).id);
  const [after] = await get("/session", cookie.split(";")[0]);
  assert.deepEqual(after, written);
  assert.deepEqual(await get("/session", cookie.split(";")[0]?.slice(0, -3)), [null, []]);
});

Deno.test("a session written by middleware is the one that the page has", async () => {
  let shown: unknown;
  class Named extends LiveView {
    render() {
      shown = this.session;
      return html`<p>${String(this.session.name)}</p>`;
    }
  }
  const app = new Hono();
  app.use(async (c, next) => {
    await hub.session(c, { name: "Ada" });
    await next();
  });
  const hub = live(app, { "/": Named }, { signals: false, observe() {} });
  const response = await app.request("/");
  assert.match(await response.text(), />Ada<\/p>/);
  assert.equal(response.headers.getSetCookie().length, 1);
  assert.match((shown as { id: string }).id, /^[\w-]{22}$/);
  await hub.close();
});

Deno.test("a session cookie is Secure over TLS, as a named proxy says", async () => {
  for (const [proxies, says] of [[["127.0.0.1"], /; Secure/], [[], /SameSite=Lax$/]] as const) {
    await using setup = setUp({ proxies });
    const { headers } = await load(`${setup.url}/plain`, { "x-forwarded-proto": "https" });
    assert.match(headers.getSetCookie()[0] ?? "", says);
  }
});

Deno.test("a live page leaves with a session through a signed URL that works once", async () => {
  await using setup = setUp();
  const { page, socket } = await goLive(setup.url, "/ways/now");
  await using _ = socket;
  socket.send('"leave"');
  const to = await leftFor(socket);
  assert.match(to, /^\/_djust\/go\/[\w-]+$/);
  const stranger = await load(setup.url + to);
  assert.deepEqual([stranger.status, stranger.headers.get("location")], [303, "/plain"]);
  assert.deepEqual(stranger.headers.getSetCookie(), []);

  const left = await load(setup.url + to, { cookie: page.cookie });
  assert.deepEqual([left.status, left.headers.get("location")], [303, "/plain"]);
  const cookie = left.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  const session = await (await fetch(`${setup.url}/session`, { headers: { cookie } })).json();
  assert.equal(session.name, "Ada");
  assert.match((await load(`${setup.url}/plain`, { cookie })).body, /Welcome/);

  const again = await load(setup.url + to, { cookie: page.cookie });
  assert.deepEqual(again.headers.getSetCookie(), []);
  assert.equal((await load(`${setup.url}/_djust/go/forged`)).status, 404);
});

Deno.test("hub.disconnect() ends the sockets of one session and nobody else's", async () => {
  await using setup = setUp();
  const one = await goLive(setup.url, "/plain");
  const two = await goLive(setup.url, "/plain");
  const session = await (await fetch(`${setup.url}/session`, {
    headers: { cookie: one.page.cookie },
  })).json();
  setup.hub.disconnect(session.id);
  assert.equal((await one.socket.ended()).code, 4401);
  assert.equal(setup.hub.stats().instances, 1);
  two.socket.send([-5]);
  assert.deepEqual(await two.socket.next(), [-5]);
  await two.socket.close();
});

Deno.test("sockets of one session are bounded, and refused with a time to come back", async () => {
  await using setup = setUp({ limits: { socketsPerSession: 2 } });
  const { cookie } = await load(`${setup.url}/plain`);
  const one = await RawSocket.open(setup.url, { cookie });
  const two = await RawSocket.open(setup.url, { cookie });
  assert(one && two);
  assert.equal(await RawSocket.open(setup.url, { cookie }), undefined);
  const refused = setup.records.find((record) => record.type === "refused");
  assert.match(refused?.message ?? "", /limits\.socketsPerSession/);
  await one.close();
  await until("the place is free", () => setup.hub.stats().connections === 1);
  const three = await RawSocket.open(setup.url, { cookie });
  assert(three);
  await two.close();
  await three.close();
});

Deno.test("a visitor's own session may come from the app", async () => {
  await using setup = setUp({
    session: { read: (c) => ({ id: c.req.header("x-visitor") ?? "" }) },
  });
  const page = await load(`${setup.url}/plain`, { "x-visitor": "v1" });
  assert.equal(page.cookie, "");
  const socket = await RawSocket.open(setup.url, { "x-visitor": "v1" });
  assert(socket);
  await using _ = socket;
  socket.send(joinOf(page));
  assert.equal((await socket.next())[2], 0);
});

Deno.test("flash survives a redirect of a live page whose session is the app's", async () => {
  await using setup = setUp({
    session: { read: (c) => ({ id: c.req.header("x-visitor") ?? "" }) },
  });
  const { socket } = await goLive(setup.url, "/ways/now", { "x-visitor": "v1" });
  await using _ = socket;
  socket.send('"go"');
  const left = await load(setup.url + await leftFor(socket), { "x-visitor": "v1" });
  const cookie = left.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  const { body } = await load(`${setup.url}/plain`, { cookie, "x-visitor": "v1" });
  assert.match(body, /Welcome/);
});

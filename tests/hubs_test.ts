/** Several live() with one secret: the visitor's session is theirs together, and nothing else goes from one to another. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView, memoryState } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { joinOf, load, type Loaded, RawSocket } from "./raw_page.ts";
import { serve, type Served } from "./serve.ts";
import { until } from "./until.ts";

class Page extends LiveView {
  @event
  leave(): void {
    this.putFlash("info", "Welcome");
    this.redirect("/b/other", { session: { name: "Ada" } });
  }
  render() {
    return html`<p>${this.constructor.name} ${String(this.session.name)}</p>`;
  }
}
class One extends Page {}
class Two extends Page {}

interface Side {
  readonly hub: LiveHub;
  /** Names of the views that were mounted for a socket. */
  readonly joined: string[];
  refused(): unknown;
}

interface Setup extends AsyncDisposable {
  readonly served: Served;
  readonly url: string;
  readonly one: Side;
  readonly two: Side;
}

const OPTIONS = { secret: "s".repeat(32), signals: false } as const;

function sideOf(app: Hono, routes: Record<string, typeof Page>, options: LiveOptions = {}): Side {
  const joined: string[] = [];
  const hub = live(app, routes, {
    ...OPTIONS,
    observe: (record) => {
      if (record.type === "mount" && record.how === "join") joined.push(record.view);
    },
    ...options,
  });
  return { hub, joined, refused: () => hub.stats().refused };
}

function setUpWith(app: Hono, one: Side, two: Side): Setup {
  const served = serve(app);
  return {
    served,
    url: served.url,
    one,
    two,
    async [Symbol.asyncDispose]() {
      await one.hub.close();
      await two.hub.close();
      await served.close();
    },
  };
}

/** One app: a live() under `/a`, and one under `/b`. */
function setUp(options: LiveOptions = {}): Setup {
  const app = new Hono();
  const one = sideOf(app.basePath("/a"), { "/page": One }, options);
  const two = sideOf(app.basePath("/b"), { "/page": Two, "/other": Two }, options);
  return setUpWith(app, one, two);
}

/** A socket of the live() under this path. */
async function open({ url }: Setup, path: string, page: Loaded): Promise<RawSocket> {
  const socket = await RawSocket.open(url + path, { origin: url, cookie: page.cookie });
  assert(socket);
  return socket;
}

Deno.test("a page's ticket is refused at the socket of another live(), and the page reloads", async () => {
  await using setup = setUp();
  const page = await load(`${setup.url}/a/page`);
  for (const claim of [page.claim, ""]) {
    await using socket = await open(setup, "/b", page);
    socket.send(joinOf(page, { claim }));
    assert.deepEqual(await socket.next(), [-12]);
  }
  assert.deepEqual(setup.two.refused(), { "forged-ticket": 2 });
  assert.deepEqual([...setup.one.joined, ...setup.two.joined], []);
  await using own = await open(setup, "/a", page);
  own.send(joinOf(page));
  assert.deepEqual((await own.next()).slice(0, 3), [-1, 0, 0]);
});

Deno.test("a token is not resumed by another live(), though they share a store: the page loads anew", async () => {
  await using setup = setUp({ state: memoryState(), limits: { snapshot: 1 } });
  const page = await load(`${setup.url}/a/page?x=1`);
  const first = await open(setup, "/a", page);
  first.send(joinOf(page));
  const token = (await first.next())[3];
  await first.close();
  // Its process is gone, the store is not.
  await setup.one.hub.drain();
  await using socket = await open(setup, "/b", page);
  socket.send([-2, 0, { v: 1, b: "0", try: 2, token, got: 0, answered: 0, queued: 0 }]);
  assert.deepEqual(await socket.next(), [-12, "/a/page?x=1"]);
  assert.deepEqual([...setup.one.joined, ...setup.two.joined], []);
});

Deno.test("a ticket of one tenant is refused at the socket of another", async () => {
  const app = new Hono();
  const one = sideOf(app.basePath("/t/:tenant"), { "/page": One });
  const two = sideOf(app.basePath("/u"), { "/page": Two });
  await using setup = setUpWith(app, one, two);
  for (const tenant of ["acme", "a%20b", "%C3%A9", "a%2Fb"]) {
    const page = await load(`${setup.url}/t/${tenant}/page`);
    await using other = await open(setup, "/t/evil", page);
    other.send(joinOf(page));
    assert.deepEqual(await other.next(), [-12]);
    await using own = await open(setup, `/t/${tenant}`, page);
    own.send(joinOf(page));
    assert.deepEqual((await own.next()).slice(0, 3), [-1, 0, 0], tenant);
  }
});

Deno.test("an app takes no view from another app with the same secret", async () => {
  const apps = [new Hono(), new Hono()] as const;
  const one = sideOf(apps[0], { "/": One });
  const two = sideOf(apps[1], { "/": Two });
  await using setup = setUpWith(apps[0], one, two);
  const served = serve(apps[1]);
  const page = await load(setup.url);
  const socket = await RawSocket.open(served.url, { cookie: page.cookie });
  assert(socket);
  // Both are at the same path, and either may be a new release of the other: what is there now is shown.
  socket.send(joinOf(page));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 1]);
  assert.deepEqual([one.joined, two.joined], [[], ["Two"]]);
  await socket.close();
  await two.hub.close();
  await served.close();
});

Deno.test("a redirect signed by one live() leads its way at another, and writes nothing there", async () => {
  await using setup = setUp();
  const page = await load(`${setup.url}/a/page`);
  await using socket = await open(setup, "/a", page);
  socket.send(joinOf(page));
  assert.equal((await socket.next())[0], -1);
  socket.send('"leave"');
  const to = await until("the page is sent away", async () => {
    const [, to] = /"to":"([^"]+)"/.exec(JSON.stringify(await socket.next())) ?? [];
    return to;
  });
  assert.match(to, /^\/a\/_djust\/go\//);
  const elsewhere = await load(setup.url + to.replace("/a/", "/b/"), { cookie: page.cookie });
  assert.deepEqual([elsewhere.status, elsewhere.headers.get("location")], [303, "/b/other"]);
  assert.deepEqual(elsewhere.headers.getSetCookie(), []);
  // At home it carries what it has, and the page of the other one shows it.
  const left = await load(setup.url + to, { cookie: page.cookie });
  const cookie = left.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  const { body } = await load(`${setup.url}/b/other`, { cookie });
  assert.match(body, />Two<.*>Ada</);
  assert.match(body, /Welcome/);
});

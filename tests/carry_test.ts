/** What a redirect carries, a flash and a session, is cut or refused where a cookie or a URL could not hold it. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView, type Mount, type ObserveRecord } from "@djust/live";
import { type HubRecord, live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { ackText } from "../protocol/mod.ts";
import { goLive, joinOf, load, RawSocket } from "./raw_page.ts";
import { serve } from "./serve.ts";
import { until } from "./until.ts";

/** What browsers keep of a cookie: its name and its value. */
const COOKIE_BYTES = 4_096;
/** What proxies take as a request's line, without the method and the version. */
const URL_LENGTH = 8_170;

type Data = Record<string, string>;
interface Load {
  readonly to?: string;
  readonly flash?: Data;
  readonly session?: Data;
}

class Shown extends LiveView {
  render() {
    return html`<p>${JSON.stringify(this.session)}</p>`;
  }
}

class Leaving extends LiveView {
  static load: Load = {};
  mount({ query, redirect }: Mount): void {
    if (query.has("at-once")) this.#leave(redirect);
  }
  @event
  leave(): void {
    this.#leave((to, options) => this.redirect(to, options));
  }
  #leave(redirect: Mount["redirect"]): void {
    const { to = "/shown", flash = {}, session } = Leaving.load;
    for (const [kind, text] of Object.entries(flash)) this.putFlash(kind, text);
    redirect(to, session ? { session } : {});
  }
  render() {
    return html`<p>here</p>`;
  }
}

interface Setup extends AsyncDisposable {
  readonly url: string;
  readonly hub: LiveHub;
  readonly records: (HubRecord | ObserveRecord)[];
  /** What developers were told. */
  notices(): string[];
  /** What failed, with its words. */
  failures(): string[];
}

function setUp(options: LiveOptions = {}): Setup {
  const records: (HubRecord | ObserveRecord)[] = [];
  const app = new Hono();
  const hub = live(app, { "/": Leaving, "/shown": Shown, "/shown/:long": Shown }, {
    secret: "s".repeat(32),
    signals: false,
    observe: (record) => records.push(record),
    ...options,
  });
  app.post("/login", async (c) => {
    await hub.session(c, Leaving.load.session ?? {});
    return c.text("welcome");
  });
  app.onError((error, c) => c.text(error.message, 500));
  const served = serve(app);
  return {
    url: served.url,
    hub,
    records,
    notices: () =>
      records.filter((record) => record.type === "notice").map(({ message }) => message),
    failures: () =>
      records.filter((record) => record.type === "error").map(({ error }) => String(error)),
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served.close();
    },
  };
}

/** Asserts that a browser would keep these cookies; their names. */
function cookiesOf(headers: Headers): string[] {
  return headers.getSetCookie().map((cookie) => {
    const pair = cookie.split(";")[0] ?? "";
    assert(new TextEncoder().encode(pair).length <= COOKIE_BYTES, `${pair.length} bytes`);
    return pair.split("=")[0] ?? "";
  });
}

/** Leaves in `mount`: the body of the page that is shown in the end. */
async function leaveAtOnce({ url }: Setup): Promise<string> {
  const left = await load(`${url}/?at-once`);
  assert.equal(left.status, 302);
  const names = cookiesOf(left.headers);
  assert.deepEqual(names, [...new Set(names)]);
  const { body, status } = await load(url + left.headers.get("location"), { cookie: left.cookie });
  assert.equal(status, 200);
  return body;
}

/** Leaves from a live page: the body of the page that is shown in the end. */
async function leaveLive({ url }: Setup): Promise<string> {
  const { page, socket } = await goLive(url);
  socket.send('"leave"');
  let frames = 0;
  const to = await until("the page is sent away", async () => {
    const text = JSON.stringify(await socket.next());
    if (!text.startsWith("[-")) frames++;
    // A frame with very many messages fills the window: what follows waits for the page.
    if (text.includes('"a":1')) socket.send(ackText(frames));
    return /"to":"([^"]+)"/.exec(text)?.[1];
  });
  await socket.close();
  assert(to.length <= URL_LENGTH, `the URL has ${to.length} characters`);
  const left = await load(url + to, { cookie: page.cookie });
  assert.equal(left.status, 303);
  cookiesOf(left.headers);
  const cookie = left.cookie.split("; ").slice(-2).join("; ");
  const { body, status } = await load(url + left.headers.get("location"), { cookie });
  assert.equal(status, 200);
  return body;
}

/** The messages of a page by kind. */
function flashIn(body: string): Record<string, string> {
  const messages = body.matchAll(/djust-flash djust-flash-([^"]*)"[^>]*>([^<]*)</g);
  return Object.fromEntries([...messages].map(([, kind = "", text = ""]) => [kind, text]));
}

const WAYS = { "in mount": leaveAtOnce, "from a live page": leaveLive } as const;

for (const [way, leave] of Object.entries(WAYS)) {
  Deno.test(`a flash too long for a cookie arrives cut, with a line for its developer, ${way}`, async () => {
    for (const character of ["x", "é", "€", "😀", '"', "\u0001"]) {
      await using setup = setUp();
      Leaving.load = { flash: { info: character.repeat(20_000) } };
      const { info = "" } = flashIn(await leave(setup));
      const painted = info.replaceAll("&quot;", '"');
      assert.match(painted, new RegExp(`^(?:${character})+…$`, "u"));
      assert(painted.length >= 400, `${painted.length} characters of ${JSON.stringify(character)}`);
      const [notice = "", ...more] = setup.notices();
      assert.deepEqual(more, []);
      assert.match(notice, /^Cannot carry all of the flash: "info" was cut from \d+ to \d+ char/);
      assert.deepEqual(setup.failures(), []);
    }
  });

  Deno.test(`short messages beside a long one arrive whole, ${way}`, async () => {
    await using setup = setUp();
    Leaving.load = { flash: { info: "Saved", error: "x".repeat(20_000), own: "Hello" } };
    const { info, error = "", own } = flashIn(await leave(setup));
    assert.deepEqual([info, own], ["Saved", "Hello"]);
    assert(error.length > 2_500 && error.endsWith("…"));
  });

  Deno.test(`messages of more kinds than fit arrive in part, ${way}`, async () => {
    await using setup = setUp();
    const kinds = Array.from({ length: 5_000 }, (_, number) => [`kind${number}`, "Hello"]);
    Leaving.load = { flash: Object.fromEntries(kinds) };
    const shown = flashIn(await leave(setup));
    assert(Object.keys(shown).length > 50, `${Object.keys(shown).length} arrived`);
    assert(Object.values(shown).every((text) => text === "Hello"));
    const [notice = ""] = setup.notices();
    assert.match(notice, /"kind\d+", .* and \d+ more were left out/);
    assert(notice.length < 400, notice);
  });

  Deno.test(`a kind too long for a cookie is left out, ${way}`, async () => {
    await using setup = setUp();
    Leaving.load = { flash: { ["k".repeat(20_000)]: "lost", info: "Saved" } };
    assert.deepEqual(flashIn(await leave(setup)), { info: "Saved" });
    assert((setup.notices()[0] ?? "").length < 400);
  });

  Deno.test(`a flash that fits arrives whole and in silence, ${way}`, async () => {
    await using setup = setUp();
    Leaving.load = { flash: { info: "x".repeat(2_800) } };
    assert.equal(flashIn(await leave(setup)).info?.length, 2_800);
    assert.deepEqual(setup.notices(), []);
  });

  Deno.test(`nobody is told in production of a flash that was cut, ${way}`, async () => {
    await using setup = setUp({ dev: false });
    Leaving.load = { flash: { info: "x".repeat(20_000) } };
    assert.match(flashIn(await leave(setup)).info ?? "", /^x+…$/);
    assert.deepEqual(setup.notices(), []);
  });

  Deno.test(`the largest session and the longest flash go together, ${way}`, async () => {
    await using setup = setUp();
    Leaving.load = {
      session: { cart: "c".repeat(2_789) },
      flash: { info: "x".repeat(20_000) },
      to: `/shown?${"q".repeat(800)}`,
    };
    const body = await leave(setup);
    assert.match(body, /c{2789}/);
    assert.match(flashIn(body).info ?? "", /^x{700,}…$/);
  });
}

const TOO_LARGE: Load = { session: { name: "Ada", cart: "c".repeat(4_000) } };
const SAYS =
  /^RangeError: Cannot write the session: it has 40\d\d bytes of JSON, a cookie holds 2800; the largest field is "cart" with 4002 bytes: keep an id in the session and the rest in a database$/;

Deno.test("a session too large for a cookie is an error that names its largest field", async () => {
  await using setup = setUp();
  Leaving.load = TOO_LARGE;
  const login = await fetch(`${setup.url}/login`, { method: "POST" });
  assert.match(`RangeError: ${await login.text()}`, SAYS);

  assert.equal((await load(`${setup.url}/?at-once`)).status, 500);
  assert.match(setup.failures()[0] ?? "", SAYS);

  const { socket } = await goLive(setup.url);
  socket.send(["leave", {}, 1]);
  assert.equal(
    (await socket.next() as [number, { x: [number, string][] }])[1].x[0]?.[1],
    "handler",
  );
  assert.match(setup.failures()[1] ?? "", SAYS);
  await socket.close();
});

Deno.test("a session that is no JSON is an error that names the field", async () => {
  await using setup = setUp();
  for (const value of [1n, undefined, () => {}]) {
    Leaving.load = { session: { name: "Ada", bad: value } as never };
    await fetch(`${setup.url}/login`, { method: "POST" }).then((response) => response.text());
  }
  Leaving.load = { session: { name: "Ada", bad: 1n } as never };
  const login = await fetch(`${setup.url}/login`, { method: "POST" });
  assert.match(
    await login.text(),
    /^Cannot write "bad" into the session: it does not fit into JSON/,
  );
});

Deno.test("a redirect too long for a URL with all it carries is an error that says so", async () => {
  await using setup = setUp();
  Leaving.load = { to: `/shown?${"q".repeat(9_000)}`, session: { name: "Ada" } };
  const { socket } = await goLive(setup.url);
  socket.send('"leave"');
  await until(
    "the page is told",
    async () => /"handler"/.test(JSON.stringify(await socket.next())),
  );
  assert.match(
    setup.failures()[0] ?? "",
    /Cannot redirect to "\/shown\?q+…": with the session it carries the URL has over 8000 characters/,
  );
  await socket.close();
});

Deno.test("a page with the longest URL and the longest flash goes live", async () => {
  for (const character of ["q", "\\"]) {
    await using setup = setUp();
    Leaving.load = { flash: { info: "x".repeat(20_000) } };
    const left = await load(`${setup.url}/?at-once`);
    const path = `/shown?${character.repeat(4_096 - "/shown?".length)}`;
    const page = await load(setup.url + path, { cookie: left.cookie });
    assert.match(flashIn(page.body).info ?? "", /^x+…$/);
    const socket = await RawSocket.open(setup.url, { cookie: page.cookie });
    assert(socket);
    if (page.ticket !== "") {
      socket.send(joinOf(page));
      assert.equal((await socket.next())[0], -1);
    } else assert.match(setup.notices().join(), /does not go live/);
    await socket.close();
  }
});

/** Joins and resumes over real sockets: one mount per page view, and nobody gets another's page. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView, memoryState, type Mount } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { goLive, joinOf, load, RawSocket } from "./raw_page.ts";
import { serve } from "./serve.ts";
import { keyOf, opened, snapshot } from "./kit/snapshot_kit.ts";
import { until } from "./until.ts";

class Counter extends LiveView {
  static mounts = 0;
  count = 0;
  mount(): void {
    Counter.mounts++;
  }
  @event
  increment(): void {
    this.count++;
  }
  render() {
    return html`<output>${this.count}</output>`;
  }
}

class Clock extends LiveView {
  static now = 0;
  time = Clock.now++;
  render() {
    return html`<time>${this.time}</time>`;
  }
}

class Profile extends LiveView {
  name = "";
  mount({ user }: Mount): void {
    this.name = (user as { name: string } | undefined)?.name ?? "nobody";
  }
  render() {
    return html`<b>${this.name}</b>`;
  }
}

interface Setup extends AsyncDisposable {
  readonly url: string;
  readonly hub: LiveHub;
  readonly app: Hono;
}

function setUp(options: LiveOptions = {}, prepare: (app: Hono) => void = () => {}): Setup {
  const app = new Hono();
  prepare(app);
  const hub = live(app, { "/": Counter, "/clock": Clock, "/profile": Profile }, {
    secret: "s".repeat(32),
    signals: false,
    observe: () => {},
    ...options,
  });
  const served = serve(app);
  return {
    url: served.url,
    app,
    hub,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served.close();
      const { draining: _, refused: __, extensions: ___, ...counts } = hub.stats();
      assert.deepEqual(new Set(Object.values(counts)), new Set([0]), JSON.stringify(counts));
    },
  };
}

const resumeOf = (token: unknown, changes: Record<string, unknown> = {}): unknown[] => [
  -2,
  0,
  { v: 1, b: "0", try: 2, token, got: 0, answered: 0, queued: 0, ...changes },
];

async function reopen(url: string, cookie: string): Promise<RawSocket> {
  const socket = await RawSocket.open(url, { cookie });
  assert(socket);
  return socket;
}

Deno.test("a page view mounts once: the socket adopts what was painted", async () => {
  await using setup = setUp();
  Counter.mounts = 0;
  const { socket, joined } = await goLive(setup.url);
  await using _ = socket;
  assert.deepEqual(joined.slice(0, 3), [-1, 0, 0]);
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
  assert.equal(Counter.mounts, 1);
});

Deno.test("a join costs at most 250 bytes plus the URL up, and 60 down", async () => {
  await using setup = setUp({ dev: false });
  const { socket, page, joined } = await goLive(setup.url);
  await using _ = socket;
  const build = "0123456789abcdef";
  assert(JSON.stringify(joinOf(page, { b: build, try: 12, queued: 100 })).length - 1 <= 250);
  assert(page.ticket.length - 1 <= 120);
  assert(JSON.stringify(joined).length <= 60);
});

Deno.test("a page adds at most 600 bytes to its view, those of the default layout with them", async () => {
  await using setup = setUp({ dev: false, secret: "0123456789abcdef0123456789abcdef" });
  const { body } = await load(setup.url);
  const view = "<output>0</output>";
  const document = "<!DOCTYPE html><html><head></head><body></body></html>";
  const added = body.length - view.length - document.length;
  console.log(`added bytes: ${added}`);
  assert(added <= 600);
});

Deno.test("a pristine page whose hash agrees is mounted again without a byte of it sent", async () => {
  await using setup = setUp();
  const page = await load(setup.url);
  await using socket = await reopen(setup.url, page.cookie);
  socket.send(joinOf(page, { claim: "" }));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 0]);
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
});

Deno.test("a page that is not pristine, or whose hash differs, gets a full frame", async () => {
  await using setup = setUp();
  for (const [path, pristine] of [["/", 0], ["/clock", 1]] as const) {
    const page = await load(setup.url + path);
    await using socket = await reopen(setup.url, page.cookie);
    socket.send(joinOf(page, { claim: "", pristine }));
    assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 1]);
    assert.equal((await socket.next())[0], -9);
  }
});

Deno.test("a ticket shown by another session mounts afresh for that session", async () => {
  await using setup = setUp();
  const page = await load(setup.url);
  const other = await load(setup.url);
  await using socket = await reopen(setup.url, other.cookie);
  socket.send(joinOf(page));
  const [, , mode] = await socket.next();
  assert.equal(mode, 1);
  assert.equal((await socket.next())[0], -9);
  // The page's own visitor is not disturbed.
  await using own = await reopen(setup.url, page.cookie);
  own.send(joinOf(page));
  assert.equal((await own.next())[2], 0);
});

Deno.test("a claim adopts nothing with the ticket of another path", async () => {
  await using setup = setUp();
  const page = await load(setup.url);
  // The same view, under another URL.
  const other = await load(`${setup.url}/?tab=2`, { cookie: page.cookie });
  await using socket = await reopen(setup.url, page.cookie);
  socket.send(joinOf(page, { ticket: other.ticket }));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 0]);
  assert.equal(setup.hub.stats().unclaimed, 2);
  // What was claimed still waits for its own page.
  await using own = await reopen(setup.url, page.cookie);
  own.send(joinOf(page));
  assert.equal((await own.next())[2], 0);
});

Deno.test("a lost answer to a join is tried again with a newer try", async () => {
  await using setup = setUp();
  const { page, socket, joined } = await goLive(setup.url);
  await using again = await reopen(setup.url, page.cookie);
  again.send(joinOf(page, { try: 2 }));
  assert.deepEqual(await again.next(), joined);
  assert.equal((await socket.ended()).code, 4409);
  again.send('"increment"');
  assert.deepEqual(await again.next(), [1, 1, 0, 1]);
});

Deno.test("a resume replays exactly what is missing, and says what arrived", async () => {
  await using setup = setUp();
  const { page, socket, joined } = await goLive(setup.url);
  for (const count of [1, 2, 3]) {
    socket.send('"increment"');
    assert.deepEqual(await socket.next(), [1, 1, 0, count]);
  }
  await socket.close();
  await until("it is detached", () => setup.hub.stats().detached === 1);
  await using back = await reopen(setup.url, page.cookie);
  back.send(resumeOf(joined[3], { got: 1 }));
  assert.deepEqual((await back.next()).slice(0, 3), [-2, 0, 3]);
  assert.deepEqual(await back.next(), [1, 1, 0, 2]);
  assert.deepEqual(await back.next(), [1, 1, 0, 3]);
  back.send('"increment"');
  assert.deepEqual(await back.next(), [1, 1, 0, 4]);
});

Deno.test("a newer try takes over from a socket that still seems alive", async () => {
  await using setup = setUp();
  const { page, socket, joined } = await goLive(setup.url);
  await using back = await reopen(setup.url, page.cookie);
  back.send(resumeOf(joined[3]));
  assert.deepEqual((await back.next()).slice(0, 2), [-2, 0]);
  assert.equal((await socket.ended()).code, 4409);
});

Deno.test("a try that is not above the last one seen is closed 4409, and disturbs nobody", async () => {
  await using setup = setUp();
  const { page, socket, joined } = await goLive(setup.url);
  await using _ = socket;
  const old = await reopen(setup.url, page.cookie);
  old.send(resumeOf(joined[3], { try: 1 }));
  assert.equal((await old.ended()).code, 4409);
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
});

Deno.test('a resume with an unknown token is answered "gone", and the same line may join', async () => {
  await using setup = setUp();
  const page = await load(setup.url);
  await using socket = await reopen(setup.url, page.cookie);
  socket.send(resumeOf("nobody-has-this-token"));
  assert.deepEqual(await socket.next(), [-10, "gone"]);
  socket.send(joinOf(page, { claim: "", pristine: 0, try: 3 }));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 1]);
});

Deno.test("a resume by another session never gets the instance", async () => {
  await using setup = setUp();
  const { socket, joined } = await goLive(setup.url);
  socket.send('"increment"');
  await socket.next();
  await socket.close();
  const other = await load(setup.url);
  await using thief = await reopen(setup.url, other.cookie);
  thief.send(resumeOf(joined[3]));
  const answer = await thief.next();
  assert.deepEqual(answer.slice(0, 3), [-1, 0, 1]);
  assert.notEqual(answer[3], joined[3]);
  assert.match(JSON.stringify(await thief.next()), /"0"|,0\]/);
});

Deno.test("another user of the same session gets a mount of his own", async () => {
  const users = new Map([["1", { id: 1, name: "Ada" }], ["2", { id: 2, name: "Bob" }]]);
  const current = { id: "1" };
  await using setup = setUp({ user: () => users.get(current.id) });
  const { page, socket, joined } = await goLive(setup.url, "/profile");
  assert.match(page.body, /Ada/);
  await socket.close();
  current.id = "2";
  await using back = await reopen(setup.url, page.cookie);
  back.send(resumeOf(joined[3]));
  assert.deepEqual((await back.next()).slice(0, 3), [-1, 0, 1]);
  assert.match(JSON.stringify(await back.next()), /Bob/);
});

Deno.test("a claim of a page that another user of the session painted mounts again", async () => {
  const current = { name: "Ada" };
  await using setup = setUp({
    user: () => ({ ...current }),
    userKey: (user: { name: string }) => user.name,
  });
  const page = await load(`${setup.url}/profile`);
  current.name = "Bob";
  await using socket = await reopen(setup.url, page.cookie);
  socket.send(joinOf(page));
  assert.equal((await socket.next())[2], 1);
  assert.match(JSON.stringify(await socket.next()), /Bob/);
});

Deno.test("a redirect by the app's guard sends the joining page there", async () => {
  const guard = { isOpen: true };
  await using setup = setUp({}, (app) => {
    app.use("/profile", async (c, next) => guard.isOpen ? await next() : c.redirect("/login"));
  });
  const page = await load(`${setup.url}/profile`);
  guard.isOpen = false;
  await using socket = await reopen(setup.url, page.cookie);
  socket.send(joinOf(page));
  assert.deepEqual(await socket.next(), [-12, "/login"]);
});

Deno.test("what a guard sets is what the join is given, and its cookies go nowhere", async () => {
  const seen: string[] = [];
  await using setup = setUp({ user: (c) => c.get("user") }, (app) => {
    app.use("*", async (c, next) => {
      seen.push(`${c.req.path} ${c.req.header("upgrade") ?? "plain"} ${c.env ? "env" : "bare"}`);
      c.set("user" as never, { id: 7, name: c.req.header("x-name") } as never);
      c.header("set-cookie", "seen=1");
      await next();
    });
  });
  const { socket, page } = await goLive(setup.url, "/profile", { "x-name": "Eve" });
  await using _ = socket;
  assert.match(page.body, /Eve/);
  // In development a script of the page is asked for once, as its browser will.
  assert.match(seen.splice(1, 1)[0] ?? "", /^\/_djust\/dev\.\w+\.js plain env$/);
  assert.deepEqual(seen, [
    "/profile plain env",
    "/_djust/socket websocket env",
    "/profile plain env",
  ]);
});

Deno.test("a page of another wire version is told to reload", async () => {
  await using setup = setUp();
  const page = await load(setup.url);
  await using socket = await reopen(setup.url, page.cookie);
  socket.send(joinOf(page, { v: 2 }));
  assert.deepEqual(await socket.next(), [-12]);
});

Deno.test("several views share a socket; the second speaks in wrappers", async () => {
  await using setup = setUp();
  const first = await load(setup.url);
  const second = await load(setup.url, { cookie: first.cookie });
  await using socket = await reopen(setup.url, first.cookie);
  const inner = joinOf(second);
  inner[1] = 1;
  socket.send([0, joinOf(first), inner]);
  const answers = [await socket.next(), await socket.next()].sort((a, b) =>
    Number(a[1]) - Number(b[1])
  );
  assert.deepEqual(answers.map((answer) => answer.slice(0, 3)), [[-1, 0, 0], [-1, 1, 0]]);
  socket.send([-7, 1, "increment"]);
  assert.deepEqual(await socket.next(), [-7, 1, [1, 1, 0, 1]]);
  socket.send([-7, 1, [-6]]);
  await until("one has left", () => setup.hub.stats().instances === 1);
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
});

Deno.test("a goodbye ends the instance at once, without grace", async () => {
  await using setup = setUp();
  const { socket } = await goLive(setup.url);
  socket.send([-6]);
  await until("it has ended", () => setup.hub.stats().instances === 0);
  await socket.close();
});

Deno.test("a ping is answered, and acknowledgements come every 32 events", async () => {
  await using setup = setUp();
  const { socket } = await goLive(setup.url);
  await using _ = socket;
  socket.send([-5]);
  assert.deepEqual(await socket.next(), [-5]);
  socket.send([0, ...new Array(33).fill("increment")]);
  const messages = [await socket.next(), await socket.next()];
  assert.deepEqual(messages.find((message) => message[0] === -3), [-3, 32]);
  assert.deepEqual(messages.find((message) => message[0] === 33), [33, 1, 0, 33]);
});

Deno.test("declared events are replayed by grants and do not count against the rate", async () => {
  await using setup = setUp({ limits: { rate: 1, burst: 1 } });
  const { page, socket, joined } = await goLive(setup.url);
  await socket.close();
  await using back = await reopen(setup.url, page.cookie);
  back.send(resumeOf(joined[3], { queued: 70 }));
  assert.deepEqual(await back.next(), [-2, 0, 0, 32]);
  let credit = 32;
  let sent = 0;
  let answered = 0;
  while (answered < 70) {
    for (; credit > 0 && sent < 70; credit--, sent++) back.send('"increment"');
    const message = await back.next();
    if (message[0] === -8) credit += Number(message[1]);
    else if (Number(message[0]) > 0) answered += Number(message[0]);
  }
  assert.equal(back.closed, undefined);
  await until("the last is counted", () => answered === 70);
});

Deno.test("a snapshot goes on in another hub, for the same visitor only", async () => {
  const state = memoryState();
  const session = "djust_session=";
  const first = setUp({ state });
  const { page, socket, joined } = await goLive(first.url);
  for (const count of [1, 2]) {
    socket.send('"increment"');
    assert.deepEqual(await socket.next(), [1, 1, 0, count]);
  }
  await first.hub.drain();
  assert.equal((await socket.next())[0], -11);
  await first[Symbol.asyncDispose]();

  await using second = setUp({ state });
  const stranger = await load(second.url);
  assert(page.cookie.includes(session));
  await using thief = await reopen(second.url, stranger.cookie);
  thief.send(resumeOf(joined[3], { got: 2 }));
  await thief.next();
  assert.doesNotMatch(JSON.stringify(await thief.next()), /,2\]/);

  await using back = await reopen(second.url, page.cookie);
  back.send(resumeOf(joined[3], { got: 2 }));
  const resumed = await back.next();
  assert.deepEqual(resumed.slice(0, 4), [-2, 0, 2, 0]);
  // The page learns that another process has it now.
  assert.equal(String(resumed[4]).length, 4);
  assert.notEqual(resumed[4], String(joined[3]).slice(0, 4));
  assert.match(JSON.stringify(await back.next()), /,2\]/);
  back.send('"increment"');
  assert.equal((await back.next())[0], 1);
});

Deno.test("a page whose instance another process took is sent to look for it, never closed for good", async () => {
  const state = memoryState();
  await using setup = setUp({ state, limits: { snapshot: 20 } });
  const { page, socket, joined } = await goLive(setup.url);
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
  const token = String(joined[3]);
  // A try of this page that it gave up long ago reaches another process, which takes the instance.
  await until("it is in the store", async () => {
    return (await state.take(await keyOf(token), { holder: "other", attempt: 1, handled: 0 }))
      .type ===
      "snapshot";
  });
  socket.send('"increment"');
  await socket.next();
  const { code } = await socket.ended();
  assert.equal(code, 1012);
  await using back = await reopen(setup.url, page.cookie);
  back.send(resumeOf(token, { got: 2, answered: 2 }));
  const [code2, number, received, , , news] = await back.next();
  // The second event is answered and keeps its number, but is not in the state.
  assert.deepEqual([code2, number, received, news], [-2, 0, 2, 1]);
  await back.next();
  back.send('"increment"');
  assert.equal((await back.next())[0], 1);
});

Deno.test("a snapshot that the view can no longer show costs the state, not the page", async () => {
  const state = memoryState();
  await using setup = setUp({ state, limits: { snapshot: 20 } });
  const { page, socket, joined } = await goLive(setup.url);
  socket.send('"increment"');
  await socket.next();
  const token = String(joined[3]);
  const kept = await until("it is in the store", async () => {
    const taken = await state.take(await keyOf(token), { holder: "other", attempt: 1, handled: 1 });
    return taken.type === "snapshot" ? taken.snapshot : undefined;
  });
  // As an older version of the class may have kept it.
  const count = { toString: null };
  const older = snapshot({ ...opened(kept), order: kept.order + 1, fields: { count } });
  await state.save(await keyOf(token), older, { ttl: 60_000 });
  await socket.close();
  await using back = await reopen(setup.url, page.cookie);
  back.send(resumeOf(token, { try: 3, got: 1, answered: 1 }));
  assert.deepEqual((await back.next()).slice(0, 3), [-1, 0, 1]);
  assert.match(JSON.stringify(await back.next()), /"0"|,0\]/);
});

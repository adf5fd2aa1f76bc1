/** Bad input has the clear outcome of the specification, and nothing else suffers. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView, type ObserveRecord } from "@djust/live";
import { type HubRecord, live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { goLive, joinOf, load, RawSocket } from "./raw_page.ts";
import { serve, type Served } from "./serve.ts";
import { until } from "./until.ts";

class Counter extends LiveView {
  count = 0;
  secret = 0;
  @event
  increment(): void {
    this.count++;
  }
  @event
  fail(): void {
    throw new Error("the database password is hunter2");
  }
  @event
  hang(): Promise<void> {
    return new Promise(() => {});
  }
  undeclared(): void {
    this.secret++;
  }
  render() {
    return html`<output>${this.count}</output>`;
  }
}

interface Setup extends AsyncDisposable {
  readonly app: Served;
  readonly hub: LiveHub;
  readonly records: (HubRecord | ObserveRecord)[];
  /** Why sockets and joins were refused so far. */
  refused(): string[];
}

/** An app with a counter at `/`, one behind a guard at `/admin/`, and a bystander. */
function setUp(options: LiveOptions = {}): Setup {
  const records: (HubRecord | ObserveRecord)[] = [];
  const app = new Hono();
  app.use("/admin/*", async (c, next) => {
    if (c.req.header("cookie")?.includes("admin=yes")) return await next();
    return c.text("no", 403);
  });
  app.use("/login-first/*", (c) => Promise.resolve(c.redirect("/login")));
  const routes = { "/": Counter, "/admin/": Counter, "/login-first/": Counter };
  const hub = live(app, routes, {
    secret: "s".repeat(32),
    signals: false,
    observe: (record) => records.push(record),
    ...options,
  });
  const served = serve(app);
  return {
    app: served,
    hub,
    records,
    refused: () =>
      records.filter((record) => record.type === "refused").map((record) => record.why),
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served.close();
      const { timers, connections, instances } = hub.stats();
      assert.deepEqual({ timers, connections, instances }, {
        timers: 0,
        connections: 0,
        instances: 0,
      });
    },
  };
}

/** Another visitor's page, which must not notice anything. */
async function bystander(setup: Setup, run: () => Promise<void>): Promise<void> {
  const { socket } = await goLive(setup.app.url);
  await using _ = socket;
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
  await run();
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 2]);
  assert.equal(socket.closed, undefined);
}

const FRAMES: readonly (readonly [sentence: string, frame: string | Uint8Array<ArrayBuffer>])[] = [
  ["an unknown message", "[-99]"],
  ["text that is no JSON", "{{{"],
  ["a JSON value that is no message", "null"],
  ["bytes", new Uint8Array([1, 2, 3])],
  ["a message nested too deeply", "[".repeat(40) + "]".repeat(40)],
];

/** Events that only a page's own mistake, or a foreign client, can send. */
const EVENTS: readonly (readonly [sentence: string, frame: string])[] = [
  ["params that are a list", '["increment",[1]]'],
  ["params that are null", '["increment",null]'],
  ["params nested too deeply", `["increment",{"a":${"[".repeat(40)}${"]".repeat(40)}}]`],
  ["an event without a name", '""'],
];

for (const [sentence, frame] of EVENTS) {
  Deno.test(`a page that sends ${sentence} is answered "bad-frame", counted, and stays`, async () => {
    await using setup = setUp();
    const { page, socket, joined } = await goLive(setup.app.url);
    socket.send(frame);
    assert.deepEqual(await socket.next(), [1, { x: [[0, "bad-frame"]] }]);
    socket.send(`[0,${frame},"increment"]`);
    assert.deepEqual(await socket.next(), [2, 1, 0, 1, { x: [[0, "bad-frame"]] }]);
    await socket.close();
    // Counted, so that it is not sent again for ever.
    await using again = await RawSocket.open(setup.app.url, { cookie: page.cookie });
    again?.send([-2, 0, {
      v: 1,
      b: "0",
      try: 2,
      token: joined[3],
      got: 2,
      answered: 0,
      queued: 0,
    }]);
    assert.deepEqual(await again?.next(), [-2, 0, 3, 0]);
  });
}

for (const [sentence, frame] of FRAMES) {
  // Bytes are data of a channel: that of no channel is no misunderstanding.
  const code = typeof frame === "string" ? 4420 : 4400;
  Deno.test(`a page that sends ${sentence} is answered "bad-frame" and closed ${code}`, async () => {
    await using setup = setUp();
    await bystander(setup, async () => {
      const { socket } = await goLive(setup.app.url);
      if (typeof frame === "string") socket.send(frame);
      else socket.sendBytes(frame);
      assert.deepEqual(await socket.next(), [-10, "bad-frame"]);
      assert.equal((await socket.ended()).code, code);
      assert.deepEqual(setup.refused(), ["frame"]);
    });
  });
}

Deno.test('a message over 64 KB is answered "too-large" and closed 4420', async () => {
  await using setup = setUp();
  await bystander(setup, async () => {
    const { socket } = await goLive(setup.app.url);
    socket.send(["increment", { text: "x".repeat(65_536) }]);
    assert.deepEqual(await socket.next(), [-10, "too-large"]);
    assert.equal((await socket.ended()).code, 4420);
  });
});

Deno.test("a value within 64 KB passes, counted in bytes and not in characters", async () => {
  await using setup = setUp();
  const { socket } = await goLive(setup.app.url);
  socket.send(["increment", { text: "x".repeat(65_000) }]);
  assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
  socket.send(["increment", { text: "€".repeat(22_000) }]);
  assert.deepEqual(await socket.next(), [-10, "too-large"]);
  await socket.ended();
});

Deno.test("a first message over 8 KB is refused before it is parsed", async () => {
  await using setup = setUp();
  const page = await load(setup.app.url);
  const socket = await RawSocket.open(setup.app.url, { cookie: page.cookie });
  assert(socket);
  socket.send(joinOf(page, { filler: "x".repeat(9_000) }));
  assert.deepEqual(await socket.next(), [-10, "too-large"]);
  assert.equal((await socket.ended()).code, 4420);
});

Deno.test("an event before the join closes 4400, and nothing runs", async () => {
  await using setup = setUp();
  const page = await load(setup.app.url);
  const socket = await RawSocket.open(setup.app.url, { cookie: page.cookie });
  assert(socket);
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [-10, "bad-frame"]);
  assert.equal((await socket.ended()).code, 4400);
  assert(!setup.records.some((record) => record.type === "event"));
});

Deno.test("a socket without a join is closed 4408 when its time is up", async () => {
  await using setup = setUp({ limits: { firstMessage: 30 } });
  const socket = await RawSocket.open(setup.app.url);
  assert(socket);
  assert.equal((await socket.ended()).code, 4408);
  assert.deepEqual(setup.refused(), ["silent"]);
});

Deno.test("a socket from another origin is refused before the upgrade, with what to set", async () => {
  await using setup = setUp();
  await bystander(setup, async () => {
    const page = await load(setup.app.url);
    const origin = "https://evil.example";
    const headers = { cookie: page.cookie, origin };
    assert.equal(await RawSocket.open(setup.app.url, headers), undefined);
    const response = await upgradeBy(setup.app, headers);
    assert.equal(response.status, 403);
    const record = setup.records.find((record) => record.type === "refused");
    const { host } = new URL(setup.app.url);
    assert.equal(
      record?.message,
      `Cannot join: Origin "${origin}" does not match Host "${host}"; set { origins: ["${origin}"] } if that page may join`,
    );
  });
});

Deno.test("only a GET is upgraded", async () => {
  await using setup = setUp({ origins: [null] });
  assert.equal((await upgradeBy(setup.app, {}, "HEAD")).status, 426);
  assert.equal(setup.hub.stats().connections, 0);
});

Deno.test("a socket without an Origin is refused, unless origins holds null", async () => {
  for (const [origins, status] of [[[], 403], [[null], 101]] as const) {
    await using setup = setUp({ origins });
    const response = await upgradeBy(setup.app, {});
    assert.equal(response.status, status);
    // Without a reader of its frames the raw upgrade ends with its connection.
    response.end();
    await until("the socket is gone", () => setup.hub.stats().connections === 0);
  }
});

Deno.test("a used claim mounts again: the first page keeps its instance", async () => {
  await using setup = setUp();
  const { page, socket, joined } = await goLive(setup.app.url);
  await using _ = socket;
  socket.send('"increment"');
  await socket.next();
  const copy = await RawSocket.open(setup.app.url, { cookie: page.cookie });
  assert(copy);
  await using _copy = copy;
  copy.send(joinOf(page));
  const answer = await copy.next();
  assert.deepEqual(answer.slice(0, 3), [-1, 0, 0]);
  assert.notEqual(answer[3], joined[3]);
  copy.send('"increment"');
  assert.deepEqual(await copy.next(), [1, 1, 0, 1]);
  socket.send('"increment"');
  assert.deepEqual(await socket.next(), [1, 1, 0, 2]);
});

Deno.test("an expired ticket is refused and counted, and the page reloads", async () => {
  await using setup = setUp({ limits: { ticket: 1 } });
  const page = await load(setup.app.url);
  const socket = await RawSocket.open(setup.app.url, { cookie: page.cookie });
  assert(socket);
  await using _ = socket;
  socket.send(joinOf(page));
  assert.deepEqual(await socket.next(), [-12]);
  assert.deepEqual(setup.refused(), ["expired-ticket"]);
});

Deno.test("a forged ticket is refused and counted, and the page reloads", async () => {
  await using setup = setUp();
  const page = await load(setup.app.url);
  for (const ticket of [`${page.ticket}admin/`, page.ticket.replace(/^../, "AA"), "", "/admin/"]) {
    const socket = await RawSocket.open(setup.app.url, { cookie: page.cookie });
    assert(socket);
    await using _ = socket;
    socket.send(joinOf(page, { ticket }));
    assert.deepEqual(await socket.next(), [-12]);
  }
  assert.deepEqual(setup.hub.stats().refused, { "forged-ticket": 4 });
  assert(!setup.records.some((record) => record.type === "join"));
});

Deno.test("a page behind a guard is not joined without passing it", async () => {
  await using setup = setUp();
  const page = await load(`${setup.app.url}/admin/`, { cookie: "admin=yes" });
  assert.equal(page.status, 200);
  const without = page.cookie.replace("admin=yes; ", "");
  const socket = await RawSocket.open(setup.app.url, { cookie: without });
  assert(socket);
  socket.send(joinOf(page));
  const answer = await socket.next();
  assert.deepEqual([answer[0], answer[1], answer[3]], [-10, "refused", 403]);
  assert.equal((await socket.ended()).code, 4401);
  assert.deepEqual(setup.refused(), ["guard"]);

  const allowed = await RawSocket.open(setup.app.url, { cookie: page.cookie });
  assert(allowed);
  await using _ = allowed;
  allowed.send(joinOf(page, { try: 2 }));
  assert.deepEqual((await allowed.next()).slice(0, 3), [-1, 0, 0]);
});

Deno.test('a handler that was not declared is answered "undeclared"', async () => {
  // In development a warning comes, too.
  await using setup = setUp({ dev: false });
  const { socket } = await goLive(setup.app.url);
  await using _ = socket;
  for (const name of ["undeclared", "render", "constructor", "__proto__", "toString", "nothing"]) {
    socket.send([name]);
    const [answers, extras] = await socket.next() as [number, { x: unknown[][] }];
    assert.equal(answers, 1);
    assert.deepEqual(extras.x[0]?.slice(0, 2), [0, "undeclared"], name);
  }
});

Deno.test('a handler that throws is answered "handler" with an id, and never with its words', async () => {
  await using setup = setUp({ dev: false });
  await bystander(setup, async () => {
    const { socket } = await goLive(setup.app.url);
    await using _ = socket;
    socket.send('"fail"');
    const answer = await socket.next() as [number, { x: [number, string, string][] }];
    assert.doesNotMatch(JSON.stringify(answer), /hunter2/);
    const [offset, code, request] = answer[1].x[0] ?? [];
    assert.deepEqual([offset, code], [0, "handler"]);
    const record = setup.records.find((record) => record.type === "error");
    assert.equal(record?.request, request);
    assert.match(String(record?.error), /hunter2/);
    socket.send('"increment"');
    assert.deepEqual(await socket.next(), [1, 1, 0, 1]);
  });
});

Deno.test('a handler that never ends is answered "timeout", and then ends its view alone', async () => {
  await using setup = setUp({ limits: { handler: 40, unsettled: 40 } });
  await bystander(setup, async () => {
    const { socket } = await goLive(setup.app.url);
    await using _ = socket;
    socket.send('"hang"');
    const answer = await socket.next() as [number, { x: [number, string][] }];
    assert.deepEqual(answer[1].x[0]?.slice(0, 2), [0, "timeout"]);
    assert.deepEqual(await socket.next(), [-10, "gone"]);
  });
});

// What the app was asked goes on for a moment after nobody waits for it any more.
const loose = { sanitizeOps: false };
Deno.test(
  "an app that never answers a join is given up, and the page comes back",
  loose,
  async () => {
    const app = new Hono();
    const gate = { isOpen: true, open: () => {} };
    app.use("/", async (_, next) => {
      if (!gate.isOpen) await new Promise<void>((resolve) => gate.open = resolve);
      await next();
    });
    const hub = live(app, { "/": Counter }, {
      signals: false,
      observe: () => {},
      limits: { mount: 40 },
    });
    const served = serve(app);
    const page = await load(served.url);
    gate.isOpen = false;
    const socket = await RawSocket.open(served.url, { cookie: page.cookie });
    assert(socket);
    socket.send(joinOf(page));
    assert.deepEqual((await socket.next()).slice(0, 2), [-10, "mount"]);
    assert.equal((await socket.ended()).code, 1012);
    gate.open();
    await hub.close();
    await served.close();
  },
);

Deno.test("a state store that never answers costs the state and not the page", async () => {
  const never = new Promise<never>(() => {});
  const state = {
    take: () => never,
    save: () => Promise.resolve(true),
    remove: () => Promise.resolve(),
  };
  await using setup = setUp({ state, limits: { restore: 30 } });
  const page = await load(setup.app.url);
  const socket = await RawSocket.open(setup.app.url, { cookie: page.cookie });
  assert(socket);
  await using _ = socket;
  socket.send([-2, 0, { v: 1, b: "0", try: 2, token: "unknown", got: 0, answered: 0, queued: 0 }]);
  assert.deepEqual(await socket.next(), [-10, "gone"]);
  socket.send(joinOf(page, { try: 3 }));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 0]);
});

Deno.test("events over the rate are answered, not run, and then close 4429 with a hint", async () => {
  await using setup = setUp({ limits: { rate: 1, burst: 5 } });
  await bystander(setup, async () => {
    const { socket } = await goLive(setup.app.url);
    for (let i = 0; i < 8; i++) socket.send('"increment"');
    const { code, reason } = await socket.ended();
    assert.equal(code, 4429);
    assert.equal(Number(reason), 10_000);
    assert.deepEqual(setup.refused(), ["rate"]);
    const events = setup.records.filter((record) => record.type === "event");
    assert(events.filter((record) => record.outcome === "ok").length <= 6);
  });
});

Deno.test("a missing secret in production is an error at the start, with the line to add", () => {
  assert.throws(
    () => live(new Hono(), { "/": Counter }, { dev: false, signals: false }),
    /Cannot start: there is no secret.*add \{ secret: Deno\.env\.get\("DJUST_SECRET"\) \} to live\(\)/,
  );
});

Deno.test("a route without a view is an error at the start", () => {
  const routes = { "/": class {} } as never;
  assert.throws(
    () => live(new Hono(), routes, { signals: false }),
    /Cannot start: route "\/" has no view; give a class that extends LiveView and has render\(\)/,
  );
});

/** An upgrade request by hand: the status it is answered with, and how to hang up. */
async function upgradeBy(
  { port }: Served,
  headers: Record<string, string>,
  method = "GET",
): Promise<{ status: number; end(): void }> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [
    `${method} /_djust/socket HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const buffer = new Uint8Array(1_024);
  const length = await connection.read(buffer) ?? 0;
  const [, status] = new TextDecoder().decode(buffer.subarray(0, length)).split(" ");
  const isUpgraded = status === "101";
  if (!isUpgraded) connection.close();
  return {
    status: Number(status),
    end() {
      if (isUpgraded) connection.close();
    },
  };
}

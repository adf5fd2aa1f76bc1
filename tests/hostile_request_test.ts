/** A request that no browser sends is answered 4xx or as if the odd header were not there, and never floods the log. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { RawSocket } from "./raw_page.ts";
import { rawRequest, UPGRADE } from "./raw_request.ts";
import { seedFrom, size } from "./seed.ts";
import { serve, type Served } from "./serve.ts";
import { until } from "./until.ts";

class Page extends LiveView {
  render() {
    return html`<p>a page</p>`;
  }
}

/** The paths of an app with one view: pages, the socket, and the rest under `/_djust`. */
const PATHS = ["/", "/doc/7", "/_djust/socket", "/_djust/health", "/_djust/go/x"];
const SCRIPT = "/_djust/client.0.js";

interface Setup extends AsyncDisposable {
  readonly served: Served;
  readonly hub: LiveHub;
  /** What was printed. */
  readonly lines: string[];
  /** When it began. */
  readonly since: number;
}

/** An app with one view, whose log is read. */
function setUp(options: LiveOptions = {}): Setup {
  const since = performance.now();
  const { info, warn, error } = console;
  const lines: string[] = [];
  const print = (...words: unknown[]): number => lines.push(words.map(String).join(" "));
  Object.assign(console, { info: print, warn: print, error: print });
  const app = new Hono();
  const common = { secret: "s".repeat(32), signals: false, ...options };
  const hub = live(app, { "/": Page, "/doc/:id": Page }, common);
  const tenants = live(app.basePath("/t/:tenant"), { "/page/:id{[0-9]+}?": Page }, common);
  app.post("/login", async (c) => {
    await hub.session(c, { name: "Ada" });
    return c.text("welcome");
  });
  lines.length = 0;
  const served = serve(app);
  return {
    served,
    hub,
    lines,
    since,
    async [Symbol.asyncDispose]() {
      Object.assign(console, { info, warn, error });
      await hub.close();
      await tenants.close();
      await served.close();
      const { instances, connections, timers } = hub.stats();
      assert.deepEqual([instances, connections, timers], [0, 0, 0]);
    },
  };
}

/** Asserts that there are lines, but no more than the log takes: 20 at once and one a second. */
function assertPaced({ lines, since }: Setup): void {
  const most = 21 + (performance.now() - since) / 1_000;
  assert(lines.length >= 1 && lines.length <= most, `${lines.length} lines`);
}

/** Asserts that lines are short and cannot steer a terminal. */
function assertTame(lines: readonly string[]): void {
  for (const line of lines) {
    assert(line.length < 600, `a line has ${line.length} characters: ${line.slice(0, 200)}`);
    // deno-lint-ignore no-control-regex -- that is what must not be there
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  }
}

/** What names no host. */
const NO_HOSTS: readonly string[] = [
  ...["[", "a b", "x:99999", "%", "%00", "a\x80b", "\xe2\x82\xac", "", ":80", "::1", "1.2.3.999"],
  ...["a?b", "a#b", "a@b", "a\\b", "a\tb", "xn--a", "h".repeat(300), "h".repeat(20_000)],
];

Deno.test("a Host that names no host is answered 400 everywhere, in a few short lines", async () => {
  await using setup = setUp();
  const { port } = setup.served;
  for (const host of NO_HOSTS) {
    for (const path of [...PATHS, SCRIPT]) {
      const more = path === "/_djust/socket" ? { ...UPGRADE, origin: `http://${host}` } : {};
      const { status, body } = await rawRequest(port, path, { host, ...more });
      assert.equal(status, 400, `${JSON.stringify(host.slice(0, 20))} at ${path}`);
      assert.equal(body, "The Host of this request names no host");
    }
  }
  const all = NO_HOSTS.length * (PATHS.length + 1);
  assert.deepEqual(setup.hub.stats().refused, { host: all });
  assertPaced(setup);
  assert.match(setup.lines[0] ?? "", /^djust: Cannot answer "\/": Host "\[" names no host; /);
  assertTame(setup.lines);
});

Deno.test("a Host with a path in it is answered 400 at the page that it leads to", async () => {
  await using setup = setUp();
  const { port } = setup.served;
  assert.equal((await rawRequest(port, "/7", { host: "live.test/doc" })).status, 400);
  assert.equal((await rawRequest(port, "/", { host: "live.test\\doc" })).status, 400);
});

Deno.test("a control character in a Host gets no answer but 400", async () => {
  await using setup = setUp();
  const { port } = setup.served;
  for (const host of ["a\x01b", "a\x7fb", "a\x1b[2Jb", "a\nb"]) {
    for (const path of PATHS) assert.equal((await rawRequest(port, path, { host })).status, 400);
  }
  assertTame(setup.lines);
});

Deno.test("a target whose host is none is answered 400, whatever the Host says", async () => {
  await using setup = setUp();
  const { port } = setup.served;
  for (const target of ["http://[/", "http://a:99999/", "http://a:99999/_djust/go/x"]) {
    assert.equal((await rawRequest(port, target, { host: "live.test" })).status, 400, target);
  }
  assertTame(setup.lines);
});

Deno.test("a Host that names a host, and a request without one, are answered", async () => {
  await using setup = setUp();
  const { port } = setup.served;
  for (const host of ["live.test", "live.test:8000", "my_service", "[::1]:80", "1.2.3.4", "a.b."]) {
    assert.equal((await rawRequest(port, "/", { host })).status, 200, host);
  }
  assert.equal((await rawRequest(port, "/", {})).status, 200);
  assert.deepEqual(setup.lines, []);
});

Deno.test("a session can be written whatever the Host", async () => {
  await using setup = setUp();
  const answer = await rawRequest(setup.served.port, "/login", { host: "[" }, "POST");
  assert.deepEqual(answer, { status: 200, body: "welcome" });
});

Deno.test("an upgrade that is none is answered 4xx in a few short lines", async () => {
  await using setup = setUp();
  const { port } = setup.served;
  const host = "live.test";
  const origin = `http://${host}`;
  const breaks: readonly Record<string, string | undefined>[] = [
    { "sec-websocket-key": undefined },
    { connection: undefined },
    { connection: "close" },
    { upgrade: "\xff" },
    { upgrade: "websocket, h2c" },
    { "content-length": "x" },
    { origin: "\x80\xff[[" },
    { origin: `http://${"x".repeat(20_000)}` },
    { origin: undefined },
  ];
  for (let round = 0; round < 10; round++) {
    for (const broken of breaks) {
      const { status } = await rawRequest(port, "/_djust/socket", {
        host,
        origin,
        ...UPGRADE,
        ...broken,
      });
      assert(status >= 400 && status < 500, `${JSON.stringify(broken).slice(0, 60)}: ${status}`);
    }
  }
  assertPaced(setup);
  assertTame(setup.lines);
});

/** Headers that are read somewhere, and values that no browser sends. */
const HEADERS: readonly string[] = [
  ...["origin", "cookie", "accept-language", "accept-encoding", "x-forwarded-for", "purpose"],
  ...["x-forwarded-proto", "x-forwarded-host", "sec-purpose", "x-moz", "referer", "x-request-id"],
  ...["if-none-match", "range", "sec-websocket-protocol", "sec-websocket-extensions", "forwarded"],
  ...["sec-websocket-key", "sec-websocket-version", "upgrade", "accept", "user-agent"],
];
const VALUES: readonly string[] = [
  ...["", "\x80\xff", "%", "%00", "[", "null", "undefined", "http://[", "//", "\\\\", ";;;=;,,,"],
  ...[
    "q=;q=x",
    "a;q=1e999",
    "djust=",
    "djust_flash=%%%",
    "__proto__=1",
    "[::1",
    "\u00e9".repeat(9),
  ],
  ...["x".repeat(9_000), "a-".repeat(4_000), "1.1.1.1,".repeat(1_000), "djust=a;".repeat(1_000)],
];

Deno.test("a header that makes no sense is refused or ignored, whatever the path", async () => {
  const limits = { connects: 1e6, connectsBurst: 1e6, socketsPerAddress: 1e6 };
  await using setup = setUp({ proxies: ["127.0.0.0/8"], limits });
  const random = seedFrom("hostile headers");
  const { port } = setup.served;
  const host = "live.test";
  for (let i = 0; i < size(300, 10_000); i++) {
    const path = random.pick([...PATHS, SCRIPT]);
    const headers: Record<string, string> = { host, origin: `http://${host}` };
    if (path === "/_djust/socket") Object.assign(headers, UPGRADE);
    for (let n = random.integer(1, 3); n > 0; n--) {
      headers[random.pick(HEADERS)] = random.pick(VALUES);
    }
    const { status } = await rawRequest(port, path, headers);
    assert(status >= 101 && status < 500, `${status}: ${path} ${JSON.stringify(headers)}`);
  }
  await until("the sockets are gone", () => setup.hub.stats().connections === 0);
  assertTame(setup.lines);
});

Deno.test("a visitor's socket is refused in a short line, whatever the proxy passes on", async () => {
  await using setup = setUp({ proxies: ["127.0.0.1"], limits: { firstMessage: 20 } });
  const socket = await RawSocket.open(setup.served.url, {
    "x-forwarded-for": `${"x".repeat(9_000)}, ${"y".repeat(9_000)}`,
  });
  assert(socket);
  await socket.ended();
  assert.match(setup.lines[0] ?? "", /^djust: Socket from an unknown address closed: /);
  assertTame(setup.lines);
});

Deno.test("URLs too long to go live are told of in one line a view, however many come", async () => {
  await using setup = setUp();
  for (let i = 0; i < 30; i++) {
    const { status } = await rawRequest(setup.served.port, `/doc/${i}?${"x".repeat(5_000)}`, {
      host: "live.test",
    });
    assert.equal(status, 200);
  }
  assert.equal(setup.lines.length, 1);
  assert.match(setup.lines[0] ?? "", /"Page" does not go live/);
});

/** Methods, and pieces of targets. */
const METHODS = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "FOO"];
const PIECES: readonly string[] = [
  ...[
    "/",
    "//",
    "/doc/",
    "/doc/7",
    "/t/",
    "/t/acme/page",
    "/page/",
    "/_djust/",
    "/_djust",
    "socket",
    "health",
    "go/",
    "client.",
  ],
  ...[".js", "client.more.", "%", "%2", "%zz", "%00", "%0d%0a", "%ff", "%E0%A4%A", "%2F", "%2e%2e"],
  ...[
    "..",
    "/../",
    "?",
    "&",
    "=",
    "#",
    ";",
    "\\",
    "'",
    '"',
    "<",
    ">",
    "{",
    "}",
    "|",
    "^",
    "`",
    "[",
  ],
  ...["*", ":", ":id", "__proto__", "constructor", "~", "@", "$", "+", "a".repeat(3_000), "0"],
];

Deno.test("a target that makes no sense is no failure of the server", async () => {
  await using setup = setUp();
  const random = seedFrom("hostile targets");
  for (let i = 0; i < size(400, 20_000); i++) {
    const pieces = Array.from({ length: random.integer(1, 6) }, () => random.pick(PIECES));
    const target = random.chance(0.9) ? `/${pieces.join("")}` : pieces.join("");
    const method = random.pick(METHODS);
    const { status } = await rawRequest(setup.served.port, target, { host: "live.test" }, method);
    assert(status >= 200 && status < 500, `${status}: ${method} ${target}`);
  }
  assertTame(setup.lines);
});

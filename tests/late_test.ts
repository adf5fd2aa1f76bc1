/** Open answers: how a page with late parts is sent, and all that ends it. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { type AsyncValue, event, html, LiveView, memoryBus, raw, view } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { StreamingMixin } from "@djust/live/streaming";
import { visit } from "@djust/live/testing";
import { joinOf, load, type Loaded, RawSocket } from "./raw_page.ts";
import { serve } from "./serve.ts";
import { until } from "./until.ts";

/** The load that waits, of the page that was asked for last. */
let waiting = Promise.withResolvers<string>();

class Report extends LiveView {
  report?: AsyncValue<string>;
  mount() {
    waiting = Promise.withResolvers();
    const { promise } = waiting;
    this.assignAsync("report", () => promise, { late: true });
  }
  @event
  save() {}
  render() {
    return html`
      <form dj-submit=${this.save}><input name="first"></form>
      <main>${this.report?.ok
        ? html`
          <p>${this.report.result}</p>
          <form dj-submit=${this.save}><input name="second"></form>
        `
        : html`<p>loading</p>`}</main>
    `;
  }
}

class Titled extends Report {
  override render() {
    this.pageTitle = this.report?.ok ? this.report.result : "waiting";
    return super.render();
  }
}

class Broken extends Report {
  override render() {
    if (this.report?.ok) throw new Error("cannot show it");
    return super.render();
  }
}

class Told extends Report {
  override mount() {
    super.mount();
    waiting.promise.then(() => this.putFlash("info", "It is there"));
  }
}

class Inner extends LiveView {
  static mounts = 0;
  clicks = 0;
  mount() {
    Inner.mounts++;
  }
  @event
  click() {
    this.clicks++;
  }
  render() {
    return html`<form dj-submit=${this.click}><i>inner ${this.clicks}</i></form>`;
  }
}

class Around extends Report {
  override render() {
    return html`${super.render()} ${view(Inner, { id: "inner" })}`;
  }
}

/** What is loaded is beside a view in one hole, and a view of another kind comes with it. */
class Mixed extends Report {
  override render() {
    return html`<main>${html`${view(Inner, { id: "inner" })} ${
      this.report?.ok ? "ready" : "…"
    }`}</main>`;
  }
}

class Grown extends Report {
  override render() {
    return html`<main>${this.report?.ok ? view(Inner, { id: "grown" }) : null}</main>`;
  }
}

class Parent extends LiveView {
  render() {
    return html`<main>${view(Report, { id: "report" })}</main>`;
  }
}

class Raw extends Report {
  override render() {
    return raw(`<main dj>${this.report?.ok ? this.report.result : "loading"}</main>`) as never;
  }
}

class Plain extends LiveView {
  report?: AsyncValue<string>;
  mount() {
    waiting = Promise.withResolvers();
    const { promise } = waiting;
    this.assignAsync("report", () => promise);
  }
  render() {
    return html`<main>${this.report?.ok ? html`<p>${this.report.result}</p>` : null}</main>`;
  }
}

class Never extends Plain {
  override mount() {
    this.assignAsync("report", () => new Promise<string>(() => {}), { late: false });
  }
}

class Feed extends StreamingMixin(Report) {
  override mount() {
    super.mount();
    this.stream<string>("feed", ["one", "two"], {
      key: (item) => item,
      row: (item) => html`<li>${item}</li>`,
    });
  }
  @event
  more() {
    this.streamInsert("feed", "three");
  }
  override render() {
    return html`
      <ul dj-stream=${this.streams.feed}></ul>
      <section>${super.render()}</section>
    `;
  }
}

const ROUTES = {
  "/feed": Feed,
  "/": Report,
  "/titled": Titled,
  "/broken": Broken,
  "/told": Told,
  "/around": Around,
  "/mixed": Mixed,
  "/grown": Grown,
  "/parent": Parent,
  "/raw": Raw,
  "/plain": Plain,
  "/never": Never,
};

interface Setup extends AsyncDisposable {
  readonly url: string;
  readonly hub: LiveHub;
}

function setUp(options: LiveOptions = {}): Setup {
  const app = new Hono();
  const hub = live(app, ROUTES, {
    signals: false,
    state: false,
    observe: () => {},
    ...options,
    // However busy the machine is, no answer ends by its time that is not meant to.
    limits: { late: 600_000, ...options.limits },
  });
  const served = serve(app);
  return {
    url: served.url,
    hub,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served[Symbol.asyncDispose]();
    },
  };
}

/** An answer that is read as it comes. */
class Answer {
  text = "";
  isWhole = false;
  readonly #reading: Promise<void>;

  readonly response: Response;

  private constructor(response: Response) {
    this.response = response;
    this.#reading = this.#read();
    // Whoever waits for it hears of it.
    this.#reading.catch(() => {});
  }

  /** Asks for a page, and waits for its shell. */
  static async of(url: string): Promise<Answer> {
    const answer = new Answer(await fetch(url));
    await until("the shell is there", () => /<main dj/.test(answer.text));
    return answer;
  }

  async #read(): Promise<void> {
    const { body } = this.response;
    if (!body) return;
    for await (const text of body.pipeThrough(new TextDecoderStream())) this.text += text;
    this.isWhole = true;
  }

  /** The script that ends it. */
  get script(): string {
    return /src="([^"]*\/_djust\/late\/[^"]+)" async/.exec(this.text)?.[1] ?? "";
  }

  /** Waits until it is whole; its templates. */
  async whole(): Promise<string[]> {
    await this.#reading;
    assert.match(this.text, /<\/body>\s*<\/html>\s*$/);
    return [...this.text.matchAll(/<template for="[^"]+">(.*?)<\/template>/gs)].map(([, html]) =>
      html ?? ""
    );
  }

  /** As a page that was loaded. */
  get loaded(): Loaded {
    return loadedOf(this.response, this.text);
  }
}

function loadedOf({ headers, status }: Response, body: string): Loaded {
  const unescape = (text = ""): string =>
    text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  return {
    status,
    headers,
    body,
    claim: unescape(/data-djust="([^"]*)"/.exec(body)?.[1]),
    ticket: unescape(/data-ticket="([^"]*)"/.exec(body)?.[1]),
    cookie: headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "").join("; "),
  };
}

/** Joins as the page's client would. */
async function joined(url: string, answer: Answer): Promise<RawSocket> {
  const socket = await RawSocket.open(url, { cookie: answer.loaded.cookie });
  assert(socket);
  socket.send(joinOf(answer.loaded));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 0]);
  return socket;
}

Deno.test("the shell of a late page is there at once, and whoever asks for its script ends the answer", async () => {
  await using setup = setUp();
  const answer = await Answer.of(setup.url);
  assert.match(answer.text, /<p[^>]*>loading<\/p>/);
  assert.doesNotMatch(answer.text, /<\/body>/);
  assert.equal(answer.response.headers.get("x-accel-buffering"), "no");
  assert.equal(setup.hub.stats().unclaimed, 1);
  const script = await fetch(setup.url + answer.script);
  assert.equal(script.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.equal(script.headers.get("cache-control"), "no-store");
  assert.equal(await script.text(), "");
  assert.deepEqual(await answer.whole(), []);
  const other = await fetch(`${setup.url}/_djust/late/${"x".repeat(16)}.js`);
  assert.deepEqual([other.status, await other.text()], [200, ""]);
});

Deno.test("a late part is sent when it is there, in as small a region as it has, and ends the answer", async () => {
  await using setup = setUp();
  const answer = await Answer.of(setup.url);
  waiting.resolve("ready");
  const parts = await answer.whole();
  assert.equal(parts.length, 1);
  assert.match(parts[0] ?? "", /<p[^>]*>ready<\/p>/);
  assert.doesNotMatch(parts[0] ?? "", /name="first"/);
  // A form in it can be sent without scripts, as one of the shell can.
  const tokens = [
    ...answer.text.matchAll(/name="(?:first|second)">.*?name="([^"]+)" value="([^"]{20,})"/gs),
  ];
  assert.equal(tokens.length, 2);
  assert.equal(tokens[0]?.[1], tokens[1]?.[1]);
});

Deno.test("a page that joins after its part was written adopts what it has: no frame comes", async () => {
  await using setup = setUp();
  const answer = await Answer.of(setup.url);
  waiting.resolve("ready");
  await answer.whole();
  await using socket = await joined(setup.url, answer);
  socket.send('"save"');
  assert.deepEqual(await socket.next(), [1], "an answer, and nothing that has changed");
});

Deno.test("a page that joins while its answer is open gets all by its line, and ends the answer", async () => {
  await using setup = setUp();
  const answer = await Answer.of(setup.url);
  await using socket = await joined(setup.url, answer);
  assert.deepEqual(await answer.whole(), []);
  assert.match(JSON.stringify(await socket.next()), /loading/);
  waiting.resolve("ready");
  assert.match(JSON.stringify(await socket.next()), /ready/);
});

Deno.test("what is no content comes by the line: a title, a flash, an error of the render", async () => {
  for (
    const [path, parts, says] of [["/titled", 1, /ready/], ["/told", 0, /It is there/]] as const
  ) {
    await using setup = setUp();
    const answer = await Answer.of(setup.url + path);
    waiting.resolve("ready");
    assert.equal((await answer.whole()).length, parts, path);
    await using socket = await joined(setup.url, answer);
    assert.match(JSON.stringify(await socket.next()), says);
  }
  await using setup = setUp();
  const answer = await Answer.of(`${setup.url}/broken`);
  waiting.resolve("ready");
  assert.deepEqual(await answer.whole(), []);
  await using socket = await joined(setup.url, answer);
  assert.match(JSON.stringify(await socket.next()), /"render"/);
});

Deno.test("a stream is painted once, however often its page is", async () => {
  await using setup = setUp();
  const answer = await Answer.of(`${setup.url}/feed`);
  waiting.resolve("ready");
  assert.doesNotMatch((await answer.whole()).join(), /<li[ >]/);
  assert.equal(answer.text.match(/<li[ >]/g)?.length, 2);
  await using socket = await joined(setup.url, answer);
  socket.send('"more"');
  const sent = JSON.stringify(await socket.next());
  assert.match(sent, /three/);
  assert.doesNotMatch(sent, /one|two/);
});

Deno.test("nobody waits for a HEAD, or for a page fetched ahead", async () => {
  await using setup = setUp();
  const head = await fetch(setup.url, { method: "HEAD" });
  assert.equal(head.headers.get("x-accel-buffering"), null);
  const ahead = await load(setup.url, { "sec-purpose": "prefetch" });
  assert.match(ahead.body, /loading[^]*<\/body>/);
  assert.doesNotMatch(ahead.body, /_djust\/late\//);
});

Deno.test("a page with views in it is filled in around them: they are mounted and painted once", async () => {
  await using setup = setUp();
  Inner.mounts = 0;
  const answer = await Answer.of(`${setup.url}/around`);
  waiting.resolve("ready");
  const parts = await answer.whole();
  assert.equal(parts.length, 1);
  assert.match(parts[0] ?? "", /<p[^>]*>ready<\/p>/);
  assert.equal(answer.text.match(/inner/g)?.length, 3, "a name, its preload and the text");
  assert.equal(Inner.mounts, 1);
  await using socket = await joined(setup.url, answer);
  socket.send('"save"');
  assert.deepEqual(await socket.next(), [1], "nothing has changed");
});

Deno.test("while its answer is open no view of a page is given up, and afterwards all are", async () => {
  const closed: string[] = [];
  await using setup = setUp({
    limits: { unclaimed: 5 },
    observe: (record) => {
      if (record.type === "close") closed.push(record.view);
    },
  });
  const answer = await Answer.of(`${setup.url}/around`);
  // Another page, whose time begins later and ends meanwhile.
  await load(`${setup.url}/never`);
  await until("the other page is given up", () => closed.includes("Never"));
  assert.deepEqual(closed, ["Never"]);
  waiting.resolve("ready");
  await answer.whole();
  await until("both are given up", () => closed.length === 3);
});

Deno.test("a part in which views stand, or come, is brought by the line", async () => {
  for (const [path, told] of [["/mixed", 1], ["/grown", 0]] as const) {
    const notices: string[] = [];
    await using setup = setUp({
      observe: (record) => {
        if (record.type === "warning" && record.name === "late-part") notices.push(record.message);
      },
    });
    const answer = await Answer.of(setup.url + path);
    waiting.resolve("ready");
    assert.deepEqual(await answer.whole(), []);
    await using socket = await joined(setup.url, answer);
    assert.match(JSON.stringify(await socket.next()), path === "/mixed" ? /ready/ : /grown/);
    assert.equal(notices.length, told, notices.join());
    if (told) assert.match(notices[0] ?? "", /"Mixed" .* a view in a view stands in what changes/);
  }
});

Deno.test("what cannot be late is told in development: raw HTML alone, and a view in a view", async () => {
  for (
    const [path, why] of [["/raw", /"Raw" .* raw HTML/], [
      "/parent",
      /"Report" .* view in a view/,
    ]] as const
  ) {
    const notices: string[] = [];
    const observe: LiveOptions["observe"] = (record) => {
      if (record.type === "warning" && record.name === "late-part") notices.push(record.message);
    };
    await using setup = setUp({ observe });
    const { body } = await load(setup.url + path);
    assert.match(body, /loading[^]*<\/body>/);
    assert.doesNotMatch(body, /_djust\/late\//);
    assert.match(notices.join(), why);
    // Where all loads are late, nobody has asked for this one.
    notices.length = 0;
    await using all = setUp({ observe, late: true });
    await load(all.url + path);
    assert.deepEqual(notices, []);
  }
});

Deno.test("live(…, { late: true }) has all loads late that do not say otherwise", async () => {
  await using plain = setUp();
  assert.doesNotMatch((await load(`${plain.url}/plain`)).body, /<template for/);
  await using setup = setUp({ late: true });
  const answer = await Answer.of(`${setup.url}/plain`);
  waiting.resolve("ready");
  assert.match((await answer.whole()).join(), /ready/);
  assert.doesNotMatch((await load(`${setup.url}/never`)).body, /_djust\/late\//);
});

Deno.test("an answer ends by its limit, with its instance, and with the hub", async () => {
  await using short = setUp({ limits: { late: 20 } });
  assert.deepEqual(await (await Answer.of(short.url)).whole(), []);
  await using few = setUp({ limits: { unclaimedInstances: 1 } });
  const first = await Answer.of(few.url);
  const second = await Answer.of(few.url);
  await first.whole();
  assert.equal(second.isWhole, false);
  await few.hub.close();
  await second.whole();
});

Deno.test("another process that is asked for the script passes it on", async () => {
  const bus = memoryBus();
  await using one = setUp({ bus });
  await using other = setUp({ bus });
  const answer = await Answer.of(one.url);
  await (await fetch(other.url + answer.script)).text();
  await answer.whole();
});

Deno.test("a page of the test kit ends its answer as a browser does, and gets the part by its line", async () => {
  const page = await visit(Report);
  assert.equal(page.text("main"), "loading");
  waiting.resolve("ready");
  await page.settled();
  assert.match(page.text("main") ?? "", /^ready/);
  await page.close();
});

Deno.test("a part that comes with the page is shown where a browser does not know how, too", async () => {
  const page = await visit(Report, {
    options: {
      layout: ({ content, head, scripts, flash, title }) => {
        waiting.resolve("ready"); // the page is painted, and not sent yet
        return html`
          <!DOCTYPE html>
          <html lang="en">
            <head><title>${title}</title>${head}${scripts}</head>
            <body>${flash}${content}</body>
          </html>
        `;
      },
    },
  });
  assert.match(page.text("main") ?? "", /^ready/);
  await page.submit("main form", { second: "typed" });
  assert.deepEqual(page.errors, []);
  await page.close();
});

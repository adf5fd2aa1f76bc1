/** Open answers: how a page with late parts is sent, and all that ends it. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { type AsyncValue, event, html, LiveView, memoryBus, view } from "@djust/live";
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
  render() {
    return html`<i>inner</i>`;
  }
}

class Around extends Report {
  override render() {
    return html`${super.render()} ${view(Inner, { id: "inner" })}`;
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

Deno.test("nobody waits for a HEAD, for a page fetched ahead, or for one with views in it", async () => {
  await using setup = setUp();
  const head = await fetch(setup.url, { method: "HEAD" });
  assert.equal(head.headers.get("x-accel-buffering"), null);
  const ahead = await load(setup.url, { "sec-purpose": "prefetch" });
  assert.match(ahead.body, /loading[^]*<\/body>/);
  assert.doesNotMatch(ahead.body, /_djust\/late\//);
  const around = await load(`${setup.url}/around`);
  assert.match(around.body, /<i[^>]*>inner<\/i>[^]*<\/body>/);
  assert.doesNotMatch(around.body, /_djust\/late\//);
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

Deno.test("what is asked to be late where nothing can be is told", async () => {
  const asks = (options: { late: true; await?: true }) =>
    class extends LiveView {
      report?: AsyncValue<string>;
      mount() {
        this.assignAsync("report", () => Promise.resolve("ready"), options);
      }
      render() {
        return html`<p>${this.report?.ok ? this.report.result : null}</p>`;
      }
    };
  const Late = asks({ late: true });
  class Outer extends LiveView {
    render() {
      return html`${view(Late, { id: "late" })}`;
    }
  }
  const told = async (View: typeof Late | typeof Outer | typeof Around) => {
    const page = await visit(View);
    await page.close();
    return page.warnings.map(({ name, message }) => `${name}: ${message}`).join();
  };
  assert.equal(await told(Late), "");
  assert.match(
    await told(Outer),
    /^async-late: .*: this is a view in a view; write \{ await: true/,
  );
  assert.match(await told(Around), /^async-late: .*: the page has views in it/);
  assert.match(
    await told(asks({ late: true, await: true })),
    /^async-late: .* waits for it by await/,
  );
});

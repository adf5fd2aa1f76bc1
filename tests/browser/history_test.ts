/** What browsers do to pages: Back, copies, old ones brought back, reloads, and servers that changed. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import type { Hono } from "hono";
import { chromium } from "playwright-core";
import { until } from "../until.ts";
import { type Browser, browserTest, findChromium, type Page, type Visitor } from "./chromium.ts";
import { isLive, reads, type Stage, stage } from "./stage.ts";

/** What every page paints besides its own count. */
const world = { version: 1 };

class Counting extends LiveView {
  count = 0;

  @event
  more(): void {
    this.count++;
  }

  render() {
    return html`
      <button id="more" dj-click=${this.more}>more</button>
      <button id="closure" dj-click=${() => void (this.count += 10)}>closure</button>
      <output>${this.count}</output> <i>${world.version}</i>
      <input id="text" name="text"><input id="secret" name="secret" type="password">
      <textarea id="area" name="area"></textarea><a href="/other">other</a>
    `;
  }
}

class Other extends LiveView {
  render() {
    return html`<p id="other">the other page</p>`;
  }
}

const ROUTES = { "/": Counting, "/other": Other };

/** How joins went, in order. */
const modes = (on: Stage): unknown[] =>
  on.told.filter(({ type }) => type === "join").map(({ mode }) => mode);

/** How often something was refused for this reason. */
const refused = (on: Stage, reason: string): number =>
  on.told.filter(({ type, why }) => type === "refused" && why === reason).length;

/** Old pages: what a cache, or a browser that restores its tabs, shows in place of the server's. */
class Shelf {
  #page: { body: string; headers: Headers } | undefined;
  #times = 0;

  /** Takes its place before the views. */
  readonly before = (app: Hono): void => {
    app.get("/", async (c, next) => {
      // A join asks the app too, but as no document.
      const isShown = c.req.header("sec-fetch-dest") === "document" && this.#times > 0;
      if (!isShown || !this.#page) return await next();
      this.#times--;
      return new Response(this.#page.body, { headers: this.#page.headers });
    });
  };

  /** Keeps the page as the server paints it now, for this visitor. */
  async keep(on: Stage, change: (body: string) => string = (body) => body): Promise<void> {
    const response = await on.visitor.context.request.get(on.url + "/");
    const { "content-length": _, "set-cookie": __, ...headers } = response.headers();
    this.#page = { body: change(await response.text()), headers: new Headers(headers) };
  }

  /** Opens the page that was kept; the next load gets the server's own again. */
  async open(on: Stage): Promise<Page> {
    this.#times = 1;
    const page = await on.visitor.open();
    await page.goto(on.url + "/");
    return page;
  }
}

/** Counts how often a page is loaded. */
function loadsOf(page: Page): { count: number } {
  const loads = { count: 0 };
  page.on("request", (request) => {
    if (request.isNavigationRequest()) loads.count++;
  });
  return loads;
}

browserTest(
  "a page that is left says goodbye: nothing of it stays at the server",
  async (_t, browser) => {
    await using on = await stage(browser, ROUTES);
    const pages = [await on.open(), await on.open(), await on.open("/other")];
    assert.equal(on.hub.stats().instances, 3);
    await pages[0]?.goto("about:blank");
    await pages[1]?.reload();
    await pages[2]?.close({ runBeforeUnload: true });
    await isLive(pages[1] as Page);
    await until("one instance is left", () => {
      const { instances, connections } = on.hub.stats();
      return instances === 1 && connections === 1;
    });
    await pages[1]?.goto("about:blank");
    await on.emptied();
    const { timers, claims } = on.hub.stats();
    assert.equal(claims, 0);
    assert.ok(timers <= 1, `${timers} timers are left`);
  },
);

browserTest("Back shows a page that is live, with its own instance", async (_t, browser) => {
  await using on = await stage(browser, ROUTES);
  const page = await on.open();
  await page.click("#more");
  await page.click("#closure");
  await reads(page, "output", "11");
  await page.click("a");
  await page.waitForSelector("#other");
  await isLive(page);
  await page.goBack();
  await isLive(page);
  await reads(page, "output", "0");
  await page.click("#closure");
  await reads(page, "output", "10");
  await page.goForward();
  await isLive(page);
  await until("one instance is left", () => on.hub.stats().instances === 1);
});

browserTest("a tab opened at the same address is its own", async (_t, browser) => {
  await using on = await stage(browser, ROUTES);
  const page = await on.open();
  await page.click("#more");
  await reads(page, "output", "1");
  const [twin] = await Promise.all([
    on.visitor.context.waitForEvent("page"),
    page.evaluate(() => void open(location.href)),
  ]);
  await isLive(twin);
  await twin.click("#closure");
  await reads(twin, "output", "10");
  await reads(page, "output", "1");
  assert.equal(on.hub.stats().instances, 2);
});

browserTest(
  "a copy of a page, its claim used, mounts by its ticket and is not touched",
  async (_t, browser) => {
    const shelf = new Shelf();
    await using on = await stage(browser, ROUTES, { before: shelf.before });
    const frames: string[] = [];
    on.visitor.context.on(
      "page",
      (page) =>
        page.on(
          "websocket",
          (socket) =>
            socket.on("framereceived", ({ payload }) => void frames.push(String(payload))),
        ),
    );
    await shelf.keep(on);
    const first = await shelf.open(on);
    await isLive(first);
    await first.click("#more");
    await reads(first, "output", "1");
    const copy = await shelf.open(on);
    await isLive(copy);
    await copy.click("#closure");
    await reads(copy, "output", "10");
    await reads(first, "output", "1");
    assert.deepEqual(modes(on), ["adopted", "kept"]);
    assert.ok(
      frames.every((frame) => !frame.startsWith("[-9")),
      "a full frame was sent",
    );
    await first.click("#more");
    await reads(first, "output", "2");
    assert.equal(on.hub.stats().instances, 2);
  },
);

browserTest("an old page that the world left behind gets all of it anew", async (_t, browser) => {
  const shelf = new Shelf();
  await using on = await stage(browser, ROUTES, { before: shelf.before });
  await shelf.keep(on);
  await isLive(await shelf.open(on));
  world.version++;
  try {
    const copy = await shelf.open(on);
    await isLive(copy);
    await reads(copy, "i", String(world.version));
    await copy.click("#closure");
    await reads(copy, "output", "10");
    assert.deepEqual(modes(on), ["adopted", "full"]);
  } finally {
    world.version = 1;
  }
});

browserTest("a page of another process mounts by its ticket", async (_t, browser) => {
  const shelf = new Shelf();
  await using on = await stage(browser, ROUTES, { before: shelf.before });
  await shelf.keep(on);
  await on.restart();
  const page = await shelf.open(on);
  await isLive(page);
  await page.click("#closure");
  await reads(page, "output", "10");
  assert.deepEqual(modes(on), ["kept"]);
});

browserTest("a page whose ticket expired is loaded anew, once", async (_t, browser) => {
  const shelf = new Shelf();
  // A ticket counts in seconds: this one is over as soon as it is painted.
  await using on = await stage(browser, ROUTES, { before: shelf.before, limits: { ticket: 1 } });
  await shelf.keep(on);
  await on.restart(ROUTES, { limits: {} });
  const restored = await shelf.open(on);
  await until("the ticket is refused", () => refused(on, "expired-ticket") === 1);
  await isLive(restored);
  await restored.click("#closure");
  await reads(restored, "output", "10");
  assert.deepEqual(modes(on), ["adopted"]);
  assert.equal(refused(on, "expired-ticket"), 1);
});

browserTest("a page with a forged ticket is loaded anew, once", async (_t, browser) => {
  const shelf = new Shelf();
  await using on = await stage(browser, ROUTES, { before: shelf.before });
  await shelf.keep(on, (body) => body.replace(/data-ticket="..../, 'data-ticket="AAAA'));
  const page = await shelf.open(on);
  await until("the ticket is refused", () => refused(on, "forged-ticket") === 1);
  await isLive(page);
  assert.deepEqual(modes(on), ["adopted"]);
});

/** Types into every field of a page. */
async function type(page: Page): Promise<void> {
  await page.fill("#text", "typed text");
  await page.fill("#area", "two\nlines");
  await page.fill("#secret", "hunter2");
}

async function typed(page: Page): Promise<string[]> {
  return await Promise.all(["#text", "#area", "#secret"].map((id) => page.inputValue(id)));
}

browserTest(
  "another secret reloads the page once, keeping what was typed but no password",
  async (_t, browser) => {
    await using on = await stage(browser, ROUTES);
    const page = await on.open();
    await type(page);
    const loads = loadsOf(page);
    await on.restart(ROUTES, { secret: "another secret, as long as the first one" });
    await until("the page is loaded anew", () => loads.count === 1);
    await isLive(page);
    assert.deepEqual(await typed(page), ["typed text", "two\nlines", ""]);
    await page.click("#more");
    await reads(page, "output", "1");
    const kept = await page.evaluate(() => sessionStorage.length);
    assert.equal(kept, 0, "what was kept must go when the page is live");
    // The next trouble may try it again.
    await on.restart(ROUTES, { secret: "yet another secret, again long enough" });
    await until("the page is loaded anew", () => loads.count === 2);
    await isLive(page);
    assert.deepEqual(await typed(page), ["typed text", "two\nlines", ""]);
    on.forgiveLine();
  },
);

/** Waits until a page has settled to be readable, offering a button. */
async function offersReload(page: Page): Promise<void> {
  await page.waitForSelector(".dj-notice:not([hidden]) button");
  await reads(page, ".dj-notice", "This page is out of date. Reload");
}

browserTest(
  "a reload that does not help is not tried again: the page stays, with a button",
  async (_t, browser) => {
    await using on = await stage(browser, ROUTES);
    const page = await on.open();
    await type(page);
    const loads = loadsOf(page);
    // No page this server paints can ever join.
    await on.restart(ROUTES, {
      secret: "another secret, as long as the first one",
      limits: { ticket: 1 },
    });
    await until("the page is loaded anew", () => loads.count === 1);
    await offersReload(page);
    assert.equal(loads.count, 1);
    assert.deepEqual(await typed(page), ["typed text", "two\nlines", ""]);
    await reads(page, "output", "0");
    const sockets = on.hub.stats().connections;
    assert.equal(sockets, 0, "the page must stay away");
    await page.click(".dj-notice button");
    await until("the visitor loads it anew", () => loads.count === 2);
    await offersReload(page);
    assert.equal(loads.count, 2);
    on.forgiveLine();
  },
);

/** Makes the page speak another version of the wire, so many times. */
async function skew(page: Page, times: number): Promise<void> {
  await page.routeWebSocket(/_djust\/socket/, (socket) => {
    const server = socket.connectToServer();
    const isSkewed = times-- > 0;
    socket.onMessage((message) =>
      server.send(isSkewed ? String(message).replace('"v":1', '"v":99') : message)
    );
  });
}

browserTest(
  "a page of another wire version is loaded anew once, keeping what was typed",
  async (_t, browser) => {
    await using on = await stage(browser, ROUTES);
    const page = await on.visitor.open();
    const loads = loadsOf(page);
    await skew(page, 1);
    await page.goto(on.url);
    await until("the page is loaded anew", () => loads.count === 2);
    await isLive(page);
    await page.click("#more");
    await reads(page, "output", "1");
    assert.equal(loads.count, 2);
  },
);

browserTest(
  "a page that stays of another wire version does not reload in a loop",
  async (_t, browser) => {
    await using on = await stage(browser, ROUTES);
    const page = await on.visitor.open();
    const loads = loadsOf(page);
    await skew(page, 1_000);
    await page.goto(on.url);
    await offersReload(page);
    assert.equal(loads.count, 2);
    assert.equal(await page.textContent("output"), "0");
  },
);

browserTest(
  "an unknown build of the script is answered with the current one",
  async (_t, browser) => {
    const shelf = new Shelf();
    await using on = await stage(browser, ROUTES, { before: shelf.before });
    await shelf.keep(on, (body) => body.replace(/client\.\w+\.js/, "client.0123456789.js"));
    const page = await shelf.open(on);
    assert.match(await page.content(), /client\.0123456789\.js/);
    await isLive(page);
    await page.click("#more");
    await reads(page, "output", "1");
  },
);

/** A visitor whose browser keeps pages for Back: one without windows keeps none. */
async function keeping(run: (visitor: Pick<Visitor, "context">) => Promise<void>): Promise<void> {
  const playwright = await chromium.launch({
    executablePath: findChromium(true) as string,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  try {
    await run({ context: await playwright.newContext() });
  } finally {
    await playwright.close();
  }
}

browserTest(
  "a page that the browser kept for Back goes on where it was",
  async (_t, browser: Browser) => {
    await using on = await stage(browser, ROUTES, {
      before: (app) =>
        app.use("*", async (c, next) => {
          await next();
          if (c.res.headers.get("content-type")?.startsWith("text/html")) {
            c.res.headers.set("cache-control", "private, no-cache");
          }
        }),
    });
    await keeping(async ({ context }) => {
      const page = await context.newPage();
      await page.goto(on.url);
      await isLive(page);
      await page.click("#more");
      await page.click("#closure");
      await reads(page, "output", "11");
      await page.fill("#text", "typed text");
      await page.evaluate(() => {
        document.body.dataset.kept = "yes";
      });
      await page.click("a");
      await page.waitForSelector("#other");
      await isLive(page);
      await until("the first page waits", () => on.hub.stats().detached === 1);
      await page.goBack({ waitUntil: "commit" });
      await isLive(page);
      assert.equal(await page.getAttribute("body", "data-kept"), "yes", "it was not kept");
      assert.deepEqual(await page.inputValue("#text"), "typed text");
      await reads(page, "output", "11");
      await page.click("#closure");
      await reads(page, "output", "21");
      assert.equal(modes(on).at(-1), "resumed");
    });
  },
);

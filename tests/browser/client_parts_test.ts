/** The client in two scripts: the first makes a page live, the second comes when it is needed. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { ALSO_OTHERS, OWN } from "../../client/build_names.ts";
import { type Browser, browserTest, type Route } from "./chromium.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";

class Counter extends LiveView {
  count = 0;
  names: string[] = [];
  @event
  increment() {
    this.count++;
  }
  @event
  add({ name }: { name: string }) {
    this.names.push(name);
  }
  render() {
    return html`<button id="inc" dj-click=${this.increment}>+1</button> <output>${this.count}</output>
      <button id="add" dj-click="add" data-name="x">add</button><ul>${
      this.names.map((name) => html`<li>${name}</li>`)
    }</ul>`;
  }
}

class Search extends Counter {
  override render() {
    return html`
      <input name="name" dj-change="add"><ol>${this.names.map((name) =>
        html`<li>${name}</li>`
      )}</ol><button id="inc"
        dj-click=${this.increment}>+1</button> <output>${this.count}</output>
    `;
  }
  override add({ value }: { value?: string; name: string }) {
    this.names.push(value ?? "");
  }
}

/** An app that notes which scripts its pages fetch. */
function parted() {
  const app = new Hono();
  const fetched: string[] = [];
  app.get("/_djust/:name{client\\..+\\.js}", (c, next) => {
    fetched.push(c.req.param("name").startsWith("client.more.") ? "more" : "core");
    return next();
  });
  const hub = live(app, { "/": Counter, "/search": Search }, {
    state: false,
    signals: false,
    csp: "strict",
    observe() {},
  });
  return { app, hub, fetched };
}

browserTest("a click on a page of texts needs the first script only", async (_t, browser) => {
  const { app, hub, fetched } = parted();
  await using served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open(served.url + "/");
  await page.waitForSelector("body.dj-connected");
  await page.click("#inc");
  await until("it counted", async () => await page.textContent("output") === "1");
  assert.deepEqual(fetched, ["core"]);
  // A list is more than a text: the patch waits for the second script, and what follows waits for it.
  await page.click("#add");
  await page.click("#inc");
  await until("both are there", async () => await page.textContent("output") === "2");
  assert.equal(await page.textContent("ul"), "x");
  assert.deepEqual(fetched, ["core", "more"]);
  await page.close();
  await hub.close();
});

browserTest("a page with a form has the second script from the beginning", async (_t, browser) => {
  const { app, hub, fetched } = parted();
  await using served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open(served.url + "/search");
  await page.waitForSelector("body.dj-connected");
  await page.fill("input", "Ada");
  await page.press("input", "Enter");
  await until("it was added", async () => await page.textContent("ol") === "Ada");
  assert.deepEqual(fetched, ["core", "more"]);
  await page.close();
  await hub.close();
});

browserTest("a second script that cannot be had is tried again", async (_t, browser) => {
  const { app, hub } = parted();
  await using served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open();
  let isBroken = true;
  await page.route("**/client.more.*", (route) => isBroken ? route.abort() : route.continue());
  await page.goto(served.url + "/");
  await page.waitForSelector("body.dj-connected");
  await page.click("#add");
  await until("it failed", () => visitor.takeComplaints().length > 0);
  isBroken = false;
  await page.click("#add");
  await until("both were added", async () => await page.textContent("ul") === "xx");
  visitor.takeComplaints();
  await page.close();
  await hub.close();
});

/** A page whose second script comes when the test lets it, on a clock that the test moves. */
async function held(browser: Browser, path = "/") {
  const { app, hub } = parted();
  const served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open();
  await page.clock.install();
  const waiting: Route[] = [];
  const fetched: string[] = [];
  let isFree = false;
  let failures = 0;
  page.on("requestfailed", (request) => {
    if (request.url().includes("/client.more.")) failures++;
  });
  await page.route("**/client.more.*", (route) => {
    fetched.push(new URL(route.request().url()).search);
    if (!isFree) waiting.push(route);
    else return route.continue();
    return undefined;
  });
  await page.goto(served.url + path);
  await page.waitForSelector("body.dj-connected");
  return {
    page,
    fetched,
    /** The script can be had from now on: what was asked for before still hangs. */
    free(): void {
      isFree = true;
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all(waiting.map((route) => route.abort()));
      await until("the last tries have failed", () => failures >= waiting.length);
      // What the page says of them comes before its answer.
      await page.evaluate(() => true);
      visitor.takeComplaints();
      await page.close();
      await hub.close();
      await served.close();
    },
  };
}

browserTest(
  "a second script that hangs is tried again, and keeps nothing else waiting",
  async (_t, browser) => {
    await using on = await held(browser);
    const { page } = on;
    await page.click("#add");
    await until("it is asked for", () => on.fetched.length === 1);
    await page.click("#inc");
    await page.clock.runFor(8_000);
    await until("texts go on", async () => await page.textContent("output") === "1");
    await page.click("#inc");
    await page.clock.runFor(100);
    await until("clicks go on", async () => await page.textContent("output") === "2");
    assert.equal(await page.textContent("ul"), "");
    on.free();
    await page.clock.runFor(2_000);
    await until("the list is there", async () => await page.textContent("ul") === "x");
    assert.deepEqual(on.fetched, ["?0", "?1"]);
  },
);

browserTest(
  "a second script that never comes: the page says so, with a button",
  async (_t, browser) => {
    await using on = await held(browser);
    const { page } = on;
    await page.click("#add");
    for (let second = 0; second < 32; second++) await page.clock.runFor(1_000);
    const notice = page.locator(".dj-notice");
    await notice.waitFor();
    assert.equal(await notice.textContent(), "This page is out of date. Reload");
    const { y = 0, height = 0 } = await notice.boundingBox() ?? {};
    const { height: most } = page.viewportSize() ?? { height: 0 };
    assert(height > 0 && y + height <= most, "where it can be seen");
    await page.click("#inc");
    await until("the page goes on", async () => await page.textContent("output") === "1");
    on.free();
    await notice.click();
    await page.waitForSelector(".dj-notice", { state: "detached" });
    await page.waitForSelector("body.dj-connected");
    await page.click("#add");
    await until("the list is there", async () => await page.textContent("ul") === "x");
  },
);

browserTest(
  "clicks wait for what was typed before them, and that for the second script",
  async (_t, browser) => {
    await using on = await held(browser, "/search");
    const { page } = on;
    await page.click("#inc");
    await page.clock.runFor(100);
    await until(
      "a click alone waits for nothing",
      async () => await page.textContent("output") === "1",
    );
    await page.fill("input", "Ada");
    await page.press("input", "Tab");
    await page.click("#inc");
    await page.clock.runFor(8_000);
    assert.equal(await page.textContent("output"), "1");
    on.free();
    await page.clock.runFor(2_100);
    await until("both have run", async () => await page.textContent("output") === "2");
    assert.equal(await page.textContent("ol"), "Ada");
  },
);

browserTest("members that the build shortens are none of the browser's", async (_t, browser) => {
  const { app, hub } = parted();
  await using served = serve(app);
  const page = await (await browser.visit()).open(served.url);
  const known = await page.evaluate((own) => {
    const names = new Set<string>();
    const scope = globalThis as unknown as Record<string, { prototype?: object }>;
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      const { prototype } = Object(scope[name]);
      for (const one of [scope[name], prototype]) {
        for (const member of Object.getOwnPropertyNames(Object(one))) names.add(member);
      }
    }
    return { others: own.filter((name) => names.has(name)), hasAll: names.has("getAttribute") };
  }, [...OWN]);
  assert.deepEqual(known, { others: ALSO_OTHERS, hasAll: true });
  await page.close();
  await hub.close();
});

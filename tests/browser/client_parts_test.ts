/** The client in two scripts: the first makes a page live, the second comes when it is needed. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { browserTest } from "./chromium.ts";
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
    return html`<input name="name" dj-change="add"><ol>${
      this.names.map((name) => html`<li>${name}</li>`)
    }</ol>`;
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

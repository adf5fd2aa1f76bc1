/** The notice in a real browser: no rule of the app's reaches it but by its part, under the strict policy too. */

import assert from "node:assert/strict";
import type { Context, Next } from "hono";
import { event, html, LiveView } from "@djust/live";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, stage } from "./stage.ts";

/** What an app may well have. */
const STYLES = `
  button, div, span { color: white; background: white; display: none; font-size: 1px }
  output { display: block; width: 9px; height: 9px }
  div, button { visibility: hidden; opacity: 0 }
  djust-notice { display: none !important; color: red !important }
  [data-dark] { --djust-notice-background: rgb(0, 0, 80) }
  [data-part] djust-notice::part(notice) { color: rgb(1, 2, 3); border: 3px solid }
`;

class Plain extends LiveView {
  count = 0;
  @event
  more(): void {
    this.count++;
  }
  head() {
    return html`<link rel="stylesheet" href="/app.css">`;
  }
  render() {
    return html`<output>page</output><button dj-click=${this.more}>${this.count}</button>`;
  }
}

const looksOf = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("djust-notice")?.shadowRoot;
    const [notice, button] = [".dj-notice", "button"].map((selector) => {
      const element = root?.querySelector(selector);
      if (!element) return undefined;
      const { color, backgroundColor, visibility, display, fontSize, position, borderTopWidth } =
        getComputedStyle(element);
      const { width } = element.getBoundingClientRect();
      return {
        ...{ color, backgroundColor, visibility, display, fontSize, position, borderTopWidth },
        isSeen: width > 0,
      };
    });
    return { notice, button };
  });

const shown = (page: Page) =>
  page.waitForSelector("djust-notice .dj-notice:not([hidden])", { state: "attached" });

/** Waits for the second script: it comes when all is quiet. */
const hasAll = (page: Page) =>
  page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("client.more"))
  );

/** The app's own style sheet. */
async function styled(c: Context, next: Next): Promise<Response | void> {
  if (c.req.path !== "/app.css") return await next();
  return c.body(STYLES, 200, { "content-type": "text/css" });
}

browserTest("the notice has colours of its own, whatever rules an app has", async (_t, browser) => {
  await using on = await stage(browser, { "/": Plain }, {
    before: (app) => void app.use(styled),
  });
  const page = await on.open();
  await hasAll(page);
  await page.evaluate(() => (globalThis as Djusted).djust.disconnect());
  await shown(page);
  const { notice } = await looksOf(page);
  assert.equal(notice?.color, "rgb(255, 255, 255)");
  assert.equal(notice?.backgroundColor, "rgb(34, 34, 34)");
  assert.equal(notice?.visibility, "visible");
  assert.equal(notice?.position, "fixed");
  assert.equal(notice?.isSeen, true);
  await page.evaluate(() => document.body.toggleAttribute("data-dark"));
  assert.equal((await looksOf(page)).notice?.backgroundColor, "rgb(0, 0, 80)");
  await page.evaluate(() => document.body.toggleAttribute("data-part"));
  const restyled = (await looksOf(page)).notice;
  assert.equal(restyled?.color, "rgb(1, 2, 3)");
  assert.equal(restyled?.borderTopWidth, "3px");
  await page.evaluate(() => (globalThis as Djusted).djust.connect());
  await isLive(page);
  await page.waitForSelector("djust-notice .dj-notice", { state: "hidden" });
});

browserTest(
  "a button in the notice is a button, whatever rules an app has",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Plain }, {
      before: (app) => void app.use(styled),
    });
    const page = await on.open();
    await hasAll(page);
    // A second window of the same page takes over.
    on.proxy.cut();
    await isLive(page);
    await page.evaluate(() => {
      // A real one would be cut inside its upgrade.
      Object.assign(globalThis, {
        WebSocket: class {
          onclose?: (event: CloseEvent) => void;
          constructor() {
            queueMicrotask(() => this.onclose?.(new CloseEvent("close", { code: 4409 })));
          }
          send() {}
          close() {}
        },
      });
    });
    on.proxy.cut();
    await shown(page);
    await page.waitForFunction(() =>
      document.querySelector("djust-notice")?.shadowRoot?.querySelector("button")
    );
    const { button } = await looksOf(page);
    assert.notEqual(button?.color, button?.backgroundColor);
    assert.equal(button?.visibility, "visible");
    assert.equal(button?.fontSize, "16px");
    assert.equal(button?.isSeen, true);
  },
);

browserTest(
  "a browser that goes offline says so within a second, and comes back at once",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Plain }, {
      before: (app) => void app.use(styled),
    });
    const page = await on.open();
    await hasAll(page);
    await page.evaluate(() => {
      const times: Record<string, number> = {};
      Object.assign(globalThis, { times });
      addEventListener("offline", () => times["offline"] = performance.now());
      new MutationObserver(() => {
        if (document.querySelector("djust-notice")) times["shown"] ??= performance.now();
      }).observe(document.body, { childList: true });
    });
    await on.visitor.context.setOffline(true);
    await shown(page);
    const times = await page.evaluate(() =>
      (globalThis as unknown as { times: Record<string, number> }).times
    );
    assert((times["shown"] ?? Infinity) - (times["offline"] ?? 0) < 1_000, JSON.stringify(times));
    await on.visitor.context.setOffline(false);
    await isLive(page);
    await page.locator("button").dispatchEvent("click");
    await page.waitForFunction(() => document.querySelector("button")?.textContent === "1");
    on.forgiveLine();
  },
);

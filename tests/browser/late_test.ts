/** Late parts of a first page: filled in while its answer is open, or brought by its line; one mount. */

import assert from "node:assert/strict";
import type { Hono, MiddlewareHandler } from "hono";
import { type AsyncValue, event, html, LiveView, view } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, reads, type Stage, stage } from "./stage.ts";

/** However busy the machine is, no answer ends by its time. */
const PATIENT = { limits: { late: 600_000 } };

/** What a test decides of the page, and learns of it. */
interface Desk {
  readonly View: new () => LiveView & { render(): ReturnType<typeof html> };
  readonly loads: PromiseWithResolvers<string>[];
  mounts: number;
}

/** A page with one part that is there when the test says so. */
function desk(): Desk {
  const desk = { loads: [] as PromiseWithResolvers<string>[], mounts: 0 };
  class Report extends LiveView {
    report?: AsyncValue<string>;
    clicks = 0;
    rows = ["a", "b"];
    mount() {
      desk.mounts++;
      this.load();
    }
    @event
    load() {
      const load = Promise.withResolvers<string>();
      desk.loads.push(load);
      this.assignAsync("report", () => load.promise, { late: true });
    }
    @event
    click() {
      this.clicks++;
    }
    render() {
      const { report } = this;
      return html`
        <h1>Report</h1>
        <p><button id="click" dj-click=${this.click}>+1</button> <output>${this.clicks}</output></p>
        <section aria-busy=${report?.loading ? "true" : "false"}>
          ${report?.ok
            ? html`
              <table>
                <tbody>${this.rows.map((row) =>
                  html`
                    <tr>
                      <td>${row} <i>${report.result}</i></td>
                    </tr>
                  `
                )}</tbody>
              </table>
              <button id="more" dj-click=${() => this.rows.push("c")}>More</button>
            `
            : report?.failed
            ? html`<p id="failed">${String(report.error)}</p>`
            : html`<p id="loading">Loading …</p>`}
        </section>
        <footer>${this.clicks > 0 ? html`<p id="many">${this.clicks}</p>` : null}</footer>
      `;
    }
  }
  return Object.assign(desk, { View: Report });
}

/** Keeps the script away that ends the answer: what a page is like while none of its scripts runs. */
async function withoutLate(page: Page): Promise<() => Promise<void>> {
  let letGo = (): void => {};
  const gone = new Promise<void>((resolve) => letGo = resolve);
  await page.route("**/_djust/late/*", async (route) => {
    await gone;
    await route.continue();
  });
  return async () => {
    letGo();
    await isLive(page);
  };
}

/** The cells of the late table. */
const cells = (page: Page): Promise<string[]> =>
  page.locator("td").allTextContents().then((all) => all.map((text) => text.trim()));

/** Works in the part, and beside it. */
async function works(page: Page): Promise<void> {
  await page.click("#click");
  await reads(page, "output", "1");
  await reads(page, "#many", "1");
  await page.click("#more");
  await until("the part has its third row", async () => (await cells(page)).length === 3);
  assert.deepEqual(await cells(page), ["a ready", "b ready", "c ready"]);
}

/** Opens a page whose part is filled in before it is live, works there, and looks for the same nodes. */
async function worksAsFilled(at: Stage, { loads }: Desk): Promise<Page> {
  const page = await at.visitor.open();
  const letGo = await withoutLate(page);
  void page.goto(at.url).catch(() => {});
  await page.locator("#loading").waitFor();
  loads[0]?.resolve("ready");
  const buttons = page.locator("button");
  await page.locator("#more").waitFor();
  await buttons.evaluateAll((all) => all.forEach((one) => Object.assign(one, { own: 1 })));
  await letGo();
  await works(page);
  assert(
    await buttons.evaluateAll((all) => all.every((one) => "own" in one)),
    "a part was made anew",
  );
  return page;
}

/** What became of the joins so far. */
const joins = ({ told }: Stage): unknown[] =>
  told.filter(({ type }) => type === "join").map(({ mode }) => mode);

browserTest(
  "a page is live while its late part is pending, and gets it by its line",
  async (_t, browser) => {
    const view = desk();
    await using at = await stage(browser, { "/": view.View }, PATIENT);
    const page = await at.open();
    assert.equal(await page.textContent("#loading"), "Loading …");
    assert.equal(await page.evaluate(() => document.readyState), "complete");
    view.loads[0]?.resolve("ready");
    await reads(page, "td", "a ready");
    await works(page);
    assert.equal(view.mounts, 1);
    assert.deepEqual(joins(at), ["adopted"]);
  },
);

browserTest(
  "without scripts the late part is filled in, and the answer ends then",
  async (_t, browser) => {
    const view = desk();
    await using at = await stage(browser, { "/": view.View }, PATIENT);
    const visitor = await browser.visit({ javaScriptEnabled: false });
    const page = await visitor.open();
    const opened = page.goto(at.url);
    await page.getByText("Loading …").waitFor();
    view.loads[0]?.resolve("ready");
    await opened;
    assert.deepEqual(await cells(page), ["a ready", "b ready"]);
    assert.equal(await page.locator("#loading, template").count(), 0);
    assert.equal(await page.getAttribute("section", "aria-busy"), "false");
    assert.equal(view.mounts, 1);
    await visitor.context.close();
  },
);

browserTest(
  "a part that was filled in before the page is live stays, node by node, and works",
  async (_t, browser) => {
    const view = desk();
    await using at = await stage(browser, { "/": view.View }, PATIENT);
    await worksAsFilled(at, view);
    assert.equal(view.mounts, 1);
    assert.deepEqual(joins(at), ["adopted"]);
  },
);

/** The same page, with a view in it. */
function around(): Desk & { inner: number } {
  const page = Object.assign(desk(), { inner: 0 });
  class Inner extends LiveView {
    clicks = 0;
    mount() {
      page.inner++;
    }
    @event
    count() {
      this.clicks++;
    }
    render() {
      return html`<button id="inner" dj-click=${this.count}>inner ${this.clicks}</button>`;
    }
  }
  class Around extends page.View {
    override render() {
      return html`<aside>${view(Inner, { id: "inner" })}</aside>${super.render()}`;
    }
  }
  return Object.assign(page, { View: Around });
}

browserTest(
  "a part is filled in beside a view in the page, and both go on as they are",
  async (_t, browser) => {
    const view = around();
    await using at = await stage(browser, { "/": view.View }, PATIENT);
    const page = await worksAsFilled(at, view);
    await page.click("#inner");
    await reads(page, "#inner", "inner 1");
    assert.deepEqual([view.mounts, view.inner], [1, 1]);
    assert.deepEqual(joins(at), ["adopted", "adopted"]);
  },
);

browserTest(
  "a part that fails is filled in, too; loading again is a click",
  async (_t, browser) => {
    const view = desk();
    await using at = await stage(browser, { "/": view.View }, PATIENT);
    const page = await at.visitor.open();
    const letGo = await withoutLate(page);
    void page.goto(at.url).catch(() => {});
    await page.locator("#loading").waitFor();
    view.loads[0]?.reject(new Error("away"));
    await reads(page, "#failed", "Error: away");
    await letGo();
    await page.evaluate(() =>
      (globalThis as unknown as { djust: { pushEvent(name: string): void } })
        .djust.pushEvent("load")
    );

    await until("it is loaded again", () => view.loads.length === 2);
    view.loads[1]?.resolve("ready");
    await reads(page, "td", "a ready");
    await works(page);
  },
);

browserTest(
  "an answer is open no longer than limits.late; then the part comes by the line",
  async (_t, browser) => {
    const view = desk();
    await using at = await stage(browser, { "/": view.View }, { limits: { late: 50 } });
    const page = await at.visitor.open();
    await page.route(
      "**/_djust/late/*",
      (route) => route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await page.goto(at.url);
    await isLive(page);
    view.loads[0]?.resolve("ready");
    await reads(page, "td", "a ready");
    await works(page);
    assert.equal(view.mounts, 1);
  },
);

/** A page as parsers have it that know no late parts: marks are comments, and templates stay. */
const asBefore: MiddlewareHandler = async (c, next) => {
  await next();
  const { body } = c.res;
  if (!body) return;
  const marks = new TransformStream<string, string>({
    transform: (html, to) => to.enqueue(html.replace(/<\?((?:start|end)[^>]*)>/g, "<!--?$1-->")),
  });
  const text = body.pipeThrough(new TextDecoderStream()).pipeThrough(marks);
  c.res = new Response(text.pipeThrough(new TextEncoderStream()), c.res);
};

browserTest(
  "where the browser knows no late parts, one that came before its scripts is shown by the line",
  async (_t, browser) => {
    const view = desk();
    const before = (app: Hono): void => void app.use("/", asBefore);
    await using at = await stage(browser, { "/": view.View }, { ...PATIENT, before });
    const page = await at.visitor.open();
    const letGo = await withoutLate(page);
    void page.goto(at.url).catch(() => {});
    await page.locator("#loading").waitFor();
    view.loads[0]?.resolve("ready");
    await page.locator("template[for]").waitFor({ state: "attached" });
    await letGo();
    await reads(page, "#loading, td", "a ready");
    await works(page);
    assert.equal(view.mounts, 1);
    assert.deepEqual(joins(at), ["adopted"]);
  },
);

/** Trusted Types whose policy the client does not get: by the browser's own sanitiser, or with the notice. */

import assert from "node:assert/strict";
import type { Hono } from "hono";
import { each, event, html, LiveView, raw } from "@djust/live";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, stage } from "./stage.ts";

class Board extends LiveView {
  rows: string[] = [];
  @event
  add({ text }: { text: string }): number {
    return this.rows.push(text);
  }
  render() {
    return html`
      <table>
        <tbody>
          ${each(
            this.rows,
            (row) => row,
            (row) =>
              html`
                <tr data-row=${row}>
                  <td>row <b>${row}</b></td>
                </tr>
              `,
          )}
        </tbody>
      </table>
      <svg>${this.rows.map((row) => html`<circle r=${row.length}></circle>`)}</svg>
      <div>${this.rows.length > 0 ? raw("<i title=x>raw</i>") : null}</div>
    `;
  }
}

/** Names the policies that a page may make. */
const allowing = (names: string) => (app: Hono): void => {
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.get("content-type")?.startsWith("text/html")) return;
    const types = `require-trusted-types-for 'script'; trusted-types ${names}`;
    c.res.headers.set("content-security-policy", `script-src 'self'; ${types}`);
  });
};

/** A live page under such a header, and what its console said so far. */
async function open(browser: Browser, names: string, prepare: () => void) {
  const on = await stage(browser, { "/": Board }, { before: allowing(names) });
  const page = await on.visitor.open();
  await page.addInitScript(prepare);
  await page.goto(on.url);
  await page.waitForSelector("body.dj-connected", { state: "attached" });
  return { on, page };
}

const add = (page: Page, text: string): Promise<unknown> =>
  page.evaluate((text) => (globalThis as Djusted).djust.pushEvent("add", { text }), text);

const REFUSED = /No Trusted Types policy "djust"/;

const nothing = (): void => {};

/** Another script is faster. */
const taken = (): void => {
  const { trustedTypes } = globalThis as unknown as {
    trustedTypes: { createPolicy(name: string, rules: object): void };
  };
  trustedTypes.createPolicy("djust", {});
};

for (
  const [what, names, prepare] of [
    ["the header does not list it", "other", nothing],
    ["another script has it", "djust", taken],
  ] as const
) {
  browserTest(`no policy, for ${what}: the browser's sanitiser writes`, async (_t, browser) => {
    const { on, page } = await open(browser, names, prepare);
    await using _ = on;
    assert.equal(await add(page, "one"), 1);
    assert.equal(await add(page, "two"), 2);
    await until("rows are there", async () => await page.locator("tbody > tr").count() === 2);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("tbody td, svg circle, i")].map((one) =>
        `${one.namespaceURI?.slice(-4)} ${one.outerHTML.replace(/ dj(?:="\w*")?(?=[ >])/g, "")}`
      )
    );
    assert.deepEqual(shown, [
      "html <td>row <b>one</b></td>",
      "html <td>row <b>two</b></td>",
      `/svg <circle r="3"></circle>`,
      `/svg <circle r="3"></circle>`,
      `html <i title="x">raw</i>`,
    ]);
    const complaints = on.visitor.takeComplaints();
    assert(complaints.some((text) => REFUSED.test(text)), complaints.join("\n"));
  });
}

browserTest(
  "no policy and no sanitiser: said with a notice, and no pushEvent hangs",
  async (_t, browser) => {
    const { on, page } = await open(browser, "other", () => {
      delete (Element.prototype as { setHTML?: unknown }).setHTML;
    });
    await using _ = on;
    const answers: unknown[] = [];
    for (const text of ["one", "two"]) answers.push(await add(page, text));
    assert.deepEqual(answers, [1, 2]);
    await page.waitForSelector("button.dj-notice, .dj-notice button");
    const complaints = on.visitor.takeComplaints();
    assert(complaints.some((text) => REFUSED.test(text)), complaints.join("\n"));
    await page.evaluate(() => (globalThis as Djusted).djust.disconnect());
  },
);

/** The default look in a browser: under the strict policy, light and dark, and after a mended error. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { browserTest } from "./chromium.ts";
import { isLive, stage } from "./stage.ts";

class Plain extends LiveView {
  render() {
    return html`<h1>Plain</h1>`;
  }
}

class Broken extends LiveView {
  mount(): void {
    throw new Error("not yet mended");
  }
  render() {
    return html`<h1>Plain</h1>`;
  }
}

browserTest(
  "the default layout follows the colour scheme, and asks for nothing that is not there",
  async (_, browser) => {
    await using theatre = await stage(browser, { "/": Plain });
    const { visitor, url } = theatre;
    const page = await visitor.open();
    const failed: string[] = [];
    page.on("response", (response) => {
      if (response.status() >= 400) failed.push(response.url());
    });
    const lightness = async (colorScheme: "light" | "dark"): Promise<number> => {
      await page.emulateMedia({ colorScheme });
      return await page.evaluate(() =>
        Math.max(
          ...(getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number),
        )
      );
    };
    await page.goto(url);
    await isLive(page);
    assert.equal(await lightness("light"), 255);
    const dark = await lightness("dark");
    assert(dark > 0 && dark < 64, `${dark}`);
    assert.deepEqual(failed, []);
  },
);

browserTest("an error page comes back by itself when the error is mended", async (_, browser) => {
  await using theatre = await stage(browser, { "/": Broken });
  const page = await theatre.visitor.open(theatre.url);
  await page.waitForSelector("pre");
  // Another start with the same error: it is asked once, and the page stays.
  await page.evaluate(() => document.body.dataset.stays = "yes");
  await theatre.restart();
  await page.waitForResponse((response) => response.url() === `${theatre.url}/`);
  await page.waitForResponse((response) => response.url().endsWith("/_djust/start"));
  assert.equal(await page.getAttribute("body", "data-stays"), "yes");
  await theatre.restart({ "/": Plain });
  await isLive(page);
  assert.equal(await page.textContent("h1"), "Plain");
  theatre.visitor.takeComplaints();
});

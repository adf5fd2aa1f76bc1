/** The gallery's example of what is shown before the answer, as a visitor meets it. */

import assert from "node:assert/strict";
import { startProcess } from "../process.ts";
import { browserTest } from "./chromium.ts";
import { isLive, reads } from "./stage.ts";

browserTest(
  "a todo is ticked at once, and a stock that is overdrawn is put right",
  async (_t, browser) => {
    await using gallery = await startProcess("examples/main.ts");
    const visitor = await browser.visit();
    const page = await visitor.open(`${gallery.url}/optimistic`);
    await isLive(page);
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name }) => /transitions/.test(name))
    );
    await page.click(".todos li input");
    assert.equal(await page.getAttribute(".todos li", "data-done"), "true");
    await page.waitForSelector(".todos:not(:has(.optimistic-pending))");
    assert.equal(await page.getAttribute(".todos li", "data-done"), "true");
    for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Take one" }).click();
    await reads(page, "output", "0");
    await page.waitForSelector("output.optimistic-error");
    await page.getByRole("button", { name: "Remove Take this out" }).click();
    assert.equal(await page.locator(".todos li").last().isVisible(), false);
    await page.waitForFunction(() => document.querySelectorAll(".todos li").length === 2);
    await page.getByLabel("Share this list with everybody").click();
    await page.waitForSelector(".switch input.optimistic-error:not(:checked)");
    assert.match(visitor.takeComplaints().join(), /taken back \(different\)/);
    await page.close();
  },
);

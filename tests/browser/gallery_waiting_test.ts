/** The examples of the gallery that wait: the dashboard's slow panels, and the long job. */

import assert from "node:assert/strict";
import { startProcess } from "../process.ts";
import { browserTest, type Page } from "./chromium.ts";
import { faint, inGallery, lacks } from "./gallery_kit.ts";
import { reads } from "./stage.ts";

/** Presses "Stop" below this element in the moment in which it has this text: a test would be too late. */
async function stopsAt(page: Page, selector: string, text: string): Promise<void> {
  await page.evaluate(([selector = "", text = ""]) => {
    const look = (): void => {
      const around = document.querySelector(selector);
      const stop = [...around?.querySelectorAll("button") ?? []]
        .find((button) => button.textContent === "Stop");
      if (!stop || !around?.textContent?.includes(text)) return;
      observer.disconnect();
      stop.click();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }, [selector, text]);
}

browserTest(
  "the dashboard's panels come when they are ready, fail, and are loaded again",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/dashboard");
      await page.locator(".figures").getByText("Orders today").waitFor();
      const sales = page.locator(".panel.sales");
      const suppliers = page.locator(".panel:not(.sales)");
      await suppliers.getByRole("alert").getByText("does not answer").waitFor();
      assert.equal(await suppliers.getAttribute("aria-busy"), "false");
      await sales.getByText("21,300 €").waitFor();
      assert.equal(await sales.getByRole("listitem").count(), 10);

      await suppliers.getByRole("button", { name: "Try again" }).click();
      await suppliers.getByText("The Peat Company").waitFor();
      assert.equal(await suppliers.getByRole("alert").count(), 0);

      await stopsAt(page, ".panel.sales", "Stop");
      const again = sales.getByRole("button", { name: "Load again" });
      await again.click();
      await sales.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
      await again.waitFor();
      // What was there before stays.
      await sales.getByText("21,300 €").waitFor();
      assert.deepEqual(await page.evaluate(lacks), []);
      assert.deepEqual(await page.evaluate(faint), []);
    }, { shows: /suppliers' server does not answer/ });
  },
);

browserTest(
  "a long job shows how far it is, can be stopped, and goes on where it failed",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/progress");
      const moved = (): Promise<number> =>
        page.locator(".sheet progress").evaluate((bar) => (bar as HTMLProgressElement).value);
      await stopsAt(page, ".sheet", "picture-3.jpg is moved");
      await page.getByRole("button", { name: "Move the album" }).click();
      await reads(page, ".state", "Stopped.");
      const stoppedAt = await moved();
      assert(stoppedAt >= 3 && stoppedAt < 16, `stopped at ${stoppedAt}`);

      await page.getByRole("button", { name: "Go on" }).click();
      await reads(page, ".state", "The connection was lost.");
      assert.equal(await moved(), 16);
      const log = page.getByRole("log");
      await log.getByText("picture-17.jpg could not be moved.").waitFor();
      assert.deepEqual(await page.evaluate(lacks), []);
      assert.deepEqual(await page.evaluate(faint), []);

      await page.getByRole("button", { name: "Go on" }).click();
      await reads(page, ".state", "All pictures are moved.");
      assert.equal(await moved(), 24);
      const lines = await log.getByRole("listitem").allTextContents();
      const files = lines.filter((line) => line.endsWith("is moved."));
      assert.deepEqual(
        files,
        Array.from({ length: 24 }, (_, i) => `picture-${i + 1}.jpg is moved.`),
      );
      const below = await log.evaluate((log) =>
        log.scrollHeight - log.scrollTop - log.clientHeight
      );
      assert(below < 2, `${below} pixels of the log are below`);
    }, { shows: /picture-17.jpg could not be moved/ });
  },
);

browserTest(
  "without scripts the dashboard's panels are filled in by the page's own answer",
  async (_t, browser) => {
    await using gallery = await startProcess("examples/main.ts");
    const visitor = await browser.visit({ javaScriptEnabled: false });
    const page = await visitor.open();
    await page.goto(`${gallery.url}/dashboard`, { waitUntil: "commit" });
    await page.getByRole("alert").getByText("does not answer").waitFor();
    await page.locator(".sales").getByText("21,300 €").waitFor();
    assert.equal(await page.locator(".panel.sales").getAttribute("aria-busy"), "false");
    await visitor.context.close();
  },
);

/** The feedback example of the gallery: what it promises, at its slow server. */

import assert from "node:assert/strict";
import { browserTest } from "./chromium.ts";
import { inGallery } from "./gallery_kit.ts";
import { reads } from "./stage.ts";

/** What is seen only for a moment, and by which selector. */
const MOMENTS = [
  ".books button:disabled.loading[aria-busy=true]",
  "p[dj-loading\\.show]:not([hidden])",
  "p[dj-loading\\.hide][hidden]",
  ".drawing.loading",
  "#search[aria-busy=true] .spinner:not([hidden])",
  "form .primary:disabled",
];

browserTest("the feedback example asks, waits and is never left busy", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    const page = await open("/feedback");
    await page.evaluate((selectors) => {
      const seen = new Set<string>();
      const look = (): void => {
        for (const one of selectors) {
          const found = document.querySelector(one);
          if (found) seen.add(one).add(found.textContent?.trim() ?? "");
        }
      };
      const options = { subtree: true, childList: true, attributes: true, characterData: true };
      new MutationObserver(look).observe(document.body, options);
      Object.assign(globalThis, { seen });
    }, MOMENTS);
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.message());
      return asked.length === 1 ? dialog.dismiss() : dialog.accept();
    });
    const row = page.locator(".books li").filter({ hasText: "Beloved" });
    await row.getByRole("button").click();
    await row.getByRole("button").click();
    await row.waitFor({ state: "detached" });
    await page.locator(".sheet").getByText("3 books are here").waitFor();
    assert.deepEqual(asked, Array(2).fill("Delete “Beloved”?"));

    await page.evaluate(() => {
      const draw = [...document.querySelectorAll("button")].find((one) =>
        one.textContent?.includes("Draw")
      );
      for (let i = 0; i < 3; i++) draw?.click();
    });
    await page.locator(".sheet").getByText("1 drawn").waitFor();

    await page.fill("#term", "an");
    await page.locator(".sheet").getByText("4 found for “an”").waitFor();

    await page.fill("[name=title]", "Ours");
    await page.keyboard.press("Enter");
    await reads(page, ".saved", "Ours, saved: 1");
    await page.waitForFunction(() => !document.querySelector("[aria-busy],:disabled,.loading"));
    const seen = await page.evaluate(() => [...(globalThis as unknown as { seen: string[] }).seen]);
    for (const one of [...MOMENTS, "Deleting…", "Saving…", "A book is being taken away…"]) {
      assert(seen.includes(one), `${one} was never seen`);
    }
  });
});

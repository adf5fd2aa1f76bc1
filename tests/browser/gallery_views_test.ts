/** The shared filter of the gallery: three views of one page, used as a visitor does. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { browserTest } from "./chromium.ts";
import { inGallery } from "./gallery_kit.ts";
import { reads } from "./stage.ts";

browserTest(
  "the filter of the gallery is shared by its list and the total in that, and by no other page",
  async (
    _t,
    browser,
  ) => {
    await inGallery(browser, async (open) => {
      const page = await open("/filter");
      const other = await open("/filter");
      const rows = (): Promise<number> => page.locator(".plants li").count();
      assert.equal(await rows(), 18);
      // Its views are live a moment after the page is.
      await page.getByRole("button", { name: "Show the price" }).waitFor();
      const turned = page.getByRole("button", { name: "Show how many" });
      await until("the total turns", async () => {
        await page.locator(".total button").click();
        // One that was heard is answered: a second one would turn it back.
        return await turned.waitFor({ timeout: 10_000 }).then(() => true, () => false);
      }, { within: 60_000 });
      await page.getByRole("radio", { name: "Fern" }).check();
      await until("four are left", async () => await rows() === 4);
      await reads(page, ".total p", "48 € for one of each");
      await page.getByLabel("Name").fill("royal");
      await until("one is left", async () => await rows() === 1);
      await reads(page, ".plants b", "Royal fern");
      await page.getByLabel("Name").fill("none of these");
      await reads(page, ".hint", "Nothing of that name grows here.");
      assert.equal(await other.locator(".plants li").count(), 18);
    });
  },
);

/** The login of the gallery: checked live, sent by the browser, a cookie, and asked before what is written is lost. */

import assert from "node:assert/strict";
import { browserTest } from "./chromium.ts";
import { faint, inGallery, lacks } from "./gallery_kit.ts";
import { isLive, reads } from "./stage.ts";

browserTest("a visitor of the gallery logs in, saves, and logs out", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    const page = await open("/login");
    assert.deepEqual(await page.evaluate(lacks), []);
    assert.deepEqual(await page.evaluate(faint), []);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Password").fill("milk");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("alert").getByText("for a password, please").waitFor();
    await page.getByLabel("Password").fill("tea");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.locator("main p").getByText("You are Ada.").waitFor();
    await isLive(page);
    await page.getByLabel("About you").fill("I like tea");
    await page.getByRole("button", { name: "Save" }).click();
    await reads(page, ".djust-flash-info", "Saved.");
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Password").waitFor();
  });
});

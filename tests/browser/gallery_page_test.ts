/** The gallery's examples of events and moments work as a visitor meets them. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { browserTest } from "./chromium.ts";
import { inGallery } from "./gallery_kit.ts";
import { reads } from "./stage.ts";

browserTest("the events of the gallery are told, each by its modifiers", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    const page = await open("/events");
    const latest = (text: string) => reads(page, ".told li:first-child", text);
    await page.fill("#keys", "hello");
    await page.press("#keys", "Enter");
    await latest("Enter on “hello”");
    await page.press("#keys", "Control+s");
    await latest("Control and S");
    await page.click("text=+10");
    await page.click("text=+1");
    await reads(page, "output", "11");
    await page.click("text=Only once");
    await latest("This is heard once");
    await page.fill("[dj-force-value]", "a1b");
    await until(
      "only letters are left",
      async () => await page.inputValue("[dj-force-value]") === "AB",
    );
    const menu = page.getByRole("button", { name: "Open until" });
    await menu.click();
    await page.waitForSelector("[aria-expanded=true]");
    await page.keyboard.press("Escape");
    await page.waitForSelector("[aria-expanded=false]");
    await menu.click();
    await page.waitForSelector("[aria-expanded=true]");
    await page.click("h1");
    await page.waitForSelector("[aria-expanded=false]");
  });
});

browserTest(
  "the story of the gallery goes on in both directions, and its keys are heard",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/moments");
      const lines = () => page.locator(".story li").count();
      const scroll = (top: number) =>
        page.evaluate(
          (top) => (document.querySelector(".story") as HTMLElement).scrollTop = top,
          top,
        );
      // It begins at its top, so what was before is there from the beginning.
      await until("it began", async () => await lines() === 40);
      await scroll(100_000);
      await until("it goes on", async () => await lines() === 60);
      await scroll(0);
      await until("it goes back", async () => await lines() === 80);
      await page.keyboard.press("/");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "shared");
      await page.locator("#shared").blur();
      await page.keyboard.press("Shift+?");
      await until(
        "the keys are told",
        async () => (await page.textContent("p.hint"))?.startsWith("? shows") === true,
      );
      await page.getByRole("button", { name: "Menu", exact: true }).click();
      await page.waitForSelector("#news:popover-open");
      await page.keyboard.press("Escape");
      await page.click("text=Go to line 10");
      await page.waitForFunction(() => {
        const [line, story] = [
          document.querySelector("[dj-scroll-into-view]"),
          document.querySelector(".story"),
        ];
        const [a, b] = [line, story].map((one) => one?.getBoundingClientRect());
        return line?.textContent === "Line 10" && a && b && a.top >= b.top && a.bottom <= b.bottom;
      });
    });
  },
);

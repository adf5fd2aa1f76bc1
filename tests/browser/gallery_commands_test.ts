/** The examples of commands and of a sorted list work by keyboard, by pointer and without a line. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { faint, hasFocus, inGallery, lacks } from "./gallery_kit.ts";
import { type Djusted, isLost, reads } from "./stage.ts";

browserTest(
  "commands and sortable have names, contrast and room at 390 px",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      for (const path of ["/commands", "/sortable"]) {
        const page = await open(path);
        assert.deepEqual(await page.evaluate(lacks), [], path);
        assert.deepEqual(await page.evaluate(faint), [], path);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 390, `${path} is ${width} px wide`);
      }
    }, { viewport: { width: 390, height: 844 } });
  },
);

/** The row of buttons, menus and tabs, with the line cut or not. */
async function works(page: Page): Promise<void> {
  const menu = page.locator("#menu-button");
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("#menu");
  assert.equal(await menu.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Tab");
  await hasFocus(page, "#menu a");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#menu", { state: "hidden" });
  await hasFocus(page, "#menu-button");
  assert.equal(await menu.getAttribute("aria-expanded"), "false");
  await page.locator("#tab-0").focus();
  for (const [key, place] of [["ArrowRight", 1], ["End", 2], ["ArrowRight", 0]] as const) {
    await page.keyboard.press(key);
    await hasFocus(page, `#tab-${place}`);
  }
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await page.waitForSelector("#panel-2");
  assert.deepEqual(
    await page.evaluate(() =>
      [...document.querySelectorAll("[role=tab]")].map((tab) =>
        `${tab.ariaSelected} ${(tab as HTMLElement).tabIndex}`
      )
    ),
    ["false -1", "false -1", "true 0"],
  );
  assert.equal(await page.locator(".panel:visible").count(), 1);
}

browserTest(
  "menu, tabs and dialog of the gallery work by keyboard, with and without a line",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/commands");
      await works(page);
      await page.fill("#text", "two");
      await page.keyboard.press("Enter");
      await until(
        "it is added",
        () => page.locator(".notes li:not([inert])").count().then((n) => n === 2),
      );
      await hasFocus(page, "#text");
      assert.equal(await page.inputValue("#text"), "");
      assert.equal(
        await page.locator("#panel-2").isVisible(),
        true,
        "a patch leaves the tab chosen",
      );
      await page.getByRole("button", { name: "Clear…" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#sure[open]");
      await page.keyboard.press("Escape");
      await page.waitForSelector("#sure:not([open])", { state: "attached" });
      assert.equal(await page.locator(".notes li").count(), 2);
      await page.getByRole("button", { name: "Clear…" }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await page.waitForSelector("text=No notes.");
      await hasFocus(page, "#text");
      await page.getByRole("button", { name: "I saw it" }).click();
      await reads(page, "#more summary", "Seen 1 times");
      await page.evaluate(() => (globalThis as Djusted).djust.disconnect());
      await isLost(page);
      await works(page);
    });
  },
);

const names = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll(".track:not([inert]) .name")].map((one) =>
      [...one.childNodes].map((node) => node.nodeType === 3 ? node.textContent : "").join("").trim()
    )
  );

browserTest(
  "a row of the gallery is moved by its buttons and by the pointer",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/sortable");
      const down = page.getByRole("button", { name: "Move Morning down" });
      await down.focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await reads(page, "[role=status]", "Morning is number 3 of 5");
      assert.deepEqual((await names(page)).slice(0, 3), ["Clair de lune", "Winter", "Morning"]);
      assert.equal(await down.evaluate((one) => one === document.activeElement), true);
      await page.dragAndDrop("#track-5", "#track-2");
      await reads(page, "[role=status]", "Aquarium is number 1 of 5");
      assert.equal(await page.locator(".over, .held").count(), 0);
      await page.getByRole("button", { name: "Shuffle" }).click();
      await reads(page, "[role=status]", "Shuffled");
      assert.equal((await names(page)).length, 5);
    });
  },
);

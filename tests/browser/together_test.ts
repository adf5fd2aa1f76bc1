/** Being together in real browsers: chat, reactions, light and follow, by pointer and by keyboard. */

import assert from "node:assert/strict";
import { Desk } from "../kit/cursor_kit.ts";
import { drawn, enter, gone, point } from "../kit/cursor_pages.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { stage } from "./stage.ts";

/** What a page announces. */
const announced = (page: Page): Promise<string> =>
  page.evaluate(() =>
    document.querySelector("djust-together")?.shadowRoot?.querySelector("[aria-live]")
      ?.textContent ?? ""
  );

/** The words of the bar above a page. */
const bar = (page: Page): Promise<string> =>
  page.evaluate(() =>
    document.querySelector("djust-together")?.shadowRoot?.querySelector("[role=status]")
      ?.textContent ?? ""
  );

const isReady = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("client.together"))
  );

browserTest(
  "what is said at a cursor is read beside it, announced once, and gone with Escape",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada");
    const bo = await enter(on, browser, "bo");
    for (const page of [ada, bo]) await isReady(page);
    await point(ada, "#paper", 0.5, 0.5);
    await until("her cursor is seen", async () => (await drawn(bo)).length === 1);
    await ada.focus("#add");
    await until("the line opens", async () => {
      await ada.keyboard.press("/");
      return await ada.locator("djust-together input").count() === 1;
    });
    await ada.keyboard.type("hello <b>");
    await until("it is read", async () => (await drawn(bo))[0]?.name === "ada: hello <b>");
    await until("it is announced", async () => await announced(bo) === "ada: hello <b>");
    assert.equal(await ada.textContent("#add"), "0");
    await ada.keyboard.press("Escape");
    await until("it is gone", async () => (await drawn(bo))[0]?.name === "ada");
    // The keyboard goes on where it was.
    assert.equal(await ada.evaluate(() => document.activeElement?.id), "add");
    await gone(ada, bo);
  },
);

browserTest(
  "a reaction flies in all pages, also one that the keyboard threw",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada");
    const bo = await enter(on, browser, "bo");
    for (const page of [ada, bo]) await isReady(page);
    const flew = (page: Page): Promise<unknown> =>
      page.evaluate(() => {
        const seen = globalThis as unknown as { flew: string[] };
        seen.flew = [];
        new MutationObserver((records) => {
          for (const { addedNodes } of records) {
            for (const node of addedNodes) {
              if (node.nodeName === "U") seen.flew.push(node.textContent ?? "");
            }
          }
        }).observe(document.querySelector("djust-cursors")?.shadowRoot as ShadowRoot, {
          childList: true,
        });
      });
    await point(ada, "#paper", 0.5, 0.5);
    await point(bo, "#paper", 0.2, 0.2);
    for (const page of [ada, bo]) {
      await until("the other is seen", async () => (await drawn(page)).length === 1);
      await flew(page);
    }
    await ada.focus("#party");
    await ada.keyboard.press("Enter");
    for (const page of [ada, bo]) {
      await page.waitForFunction(() =>
        (globalThis as unknown as { flew: string[] }).flew.includes("🎉")
      );
    }
    await until("it is announced to the other", async () => await announced(bo) === "ada: 🎉");
    assert.equal(await announced(ada), "");
    await gone(ada, bo);
  },
);

browserTest("a held key makes a light of the cursor", async (_, browser) => {
  await using on = await stage(browser, { "/": Desk });
  const ada = await enter(on, browser, "ada");
  const bo = await enter(on, browser, "bo");
  for (const page of [ada, bo]) await isReady(page);
  await point(ada, "#paper", 0.5, 0.5);
  const isLight = (): Promise<boolean> =>
    bo.evaluate(() =>
      !!document.querySelector("djust-cursors")?.shadowRoot?.querySelector("i.laser")
    );
  await until("it is a light", async () => {
    await ada.keyboard.down("l");
    await point(ada, "#paper", 0.4, 0.5);
    return await isLight();
  });
  await ada.keyboard.up("l");
  await until("it is none any more", async () => !await isLight());
  await gone(ada, bo);
});

browserTest(
  "who follows scrolls along until a key of their own; only then views travel",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada", { viewport: { width: 1000, height: 400 } });
    const bo = await enter(on, browser, "bo", {
      viewport: { width: 1000, height: 400 },
      reducedMotion: "reduce",
    });
    for (const page of [ada, bo]) await isReady(page);
    await point(ada, "#paper", 0.5, 0.1);
    await until("her cursor is seen", async () => (await drawn(bo)).length === 1);
    await until("the banner says whom", async () => {
      await bo.focus("#follow-ada");
      await bo.keyboard.press("Enter");
      return (await bar(bo)).startsWith("Following ada");
    });
    await ada.mouse.move(995, 5);
    await ada.evaluate(() => scrollTo(0, 900));
    await until("bo's page went along", () => bo.evaluate(() => scrollY > 500));
    await bo.keyboard.press("PageUp");
    await until("it ends", async () => await bar(bo) === "");
    const before = await bo.evaluate(() => scrollY);
    await ada.evaluate(() => scrollTo(0, 0));
    await ada.click("#spotlight");
    await until("bo is asked", async () => (await bar(bo)).startsWith("ada asks you to follow"));
    assert(Math.abs(await bo.evaluate(() => scrollY) - before) < 400);
    await bo.locator("djust-together button", { hasText: "Follow" }).click();
    await until("and follows", async () => (await bar(bo)).startsWith("Following ada"));
    // A background would ask for the address that a color of a meta may be.
    const style = await bo.evaluate(() =>
      document.querySelector("djust-together")?.shadowRoot?.querySelector("div")?.style.cssText
    );
    assert.match(style ?? "", /^background-color: [^;]+;$/);
    await gone(ada, bo);
  },
);

browserTest(
  "the part where somebody is is outlined in their color, and no more when they left",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada");
    const bo = await enter(on, browser, "bo");
    for (const page of [ada, bo]) await isReady(page);
    const outlined = (page: Page): Promise<string> =>
      page.locator("#paper").evaluate((paper) => paper.style.outline);
    await ada.click("#edit");
    await until("bo sees it", async () => await outlined(bo) === "rgb(29, 78, 216) solid 2px");
    assert.equal(await outlined(ada), "");
    await ada.close();
    await until("it is over", async () => await outlined(bo) === "");
    await gone(bo);
  },
);

/** The live log of the gallery: it follows its end, leaves readers alone, and goes back without end. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { inGallery } from "./gallery_kit.ts";

const keys = (page: Page): Promise<number[]> =>
  page.locator(".log ol > [dj-key]").evaluateAll((rows) =>
    rows.map((row) => Number(row.getAttribute("dj-key")))
  );

/** Scrolls as a reader does: the list tells of it by itself. */
const scroll = (page: Page, to: "top" | "up"): Promise<void> =>
  page.evaluate((to) => {
    const list = document.querySelector(".log ol") as Element;
    list.scrollTop = to === "top" ? 0 : list.scrollTop - 800;
  }, to);

const fromEnd = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const list = document.querySelector(".log ol") as Element;
    return Math.abs(list.scrollHeight - list.scrollTop - list.clientHeight);
  });

browserTest("the log of the gallery follows its end, and says what came elsewhere", async (
  _t,
  browser,
) => {
  await inGallery(browser, async (open) => {
    const page = await open("/log");
    const last = async (): Promise<number> => (await keys(page)).at(-1) ?? 0;
    const first = await last();
    await until("lines come", async () => await last() > first + 10);
    assert(await fromEnd(page) <= 100);
    await scroll(page, "up");
    const pill = page.locator(".log .new");
    await pill.waitFor();
    assert.match(await pill.textContent() ?? "", /^[\d,]+ new/);
    const there = await keys(page);
    for (let i = 0; i < 6; i++) {
      const [before = 0] = await keys(page);
      await scroll(page, "top");
      await until("earlier ones come", async () => ((await keys(page))[0] ?? 0) < before);
    }
    const rows = await keys(page);
    assert(rows.length <= 400, `${rows.length} rows`);
    assert((rows[0] ?? 0) < (there[0] ?? 0) - 500);
    assert.deepEqual(rows, rows.map((_, i) => (rows[0] ?? 0) + i), "none is missing");
    await pill.click();
    await until(
      "it is at its end",
      async () => await last() >= 100_000 && await fromEnd(page) <= 100,
    );
    await pill.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).waitFor();
    const end = await keys(page);
    assert.deepEqual(end, end.map((_, i) => (end[0] ?? 0) + i), "none is missing");
  });
});

browserTest("in a narrow window the end of the log is in sight from the beginning", async (
  _t,
  browser,
) => {
  await inGallery(browser, async (open) => {
    const page = await open("/log");
    const first = (await keys(page)).at(-1) ?? 0;
    // Where it is not, lines are counted, and none comes.
    await until("lines come", async () => ((await keys(page)).at(-1) ?? 0) > first + 10);
    assert.equal(await page.locator(".log .new").count(), 0);
  }, { viewport: { width: 390, height: 800 } });
});

/** The examples of being together, as two visitors meet them. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { startProcess } from "../process.ts";
import { isLive } from "./stage.ts";

/** Two visitors of one gallery, each with a page. */
async function both(
  browser: Browser,
  path: string,
  run: (one: Page, two: Page) => Promise<void>,
): Promise<void> {
  await using gallery = await startProcess("examples/main.ts");
  const visitors = [await browser.visit(), await browser.visit()] as const;
  const open = async (visitor: (typeof visitors)[number]): Promise<Page> => {
    const page = await visitor.open(gallery.url + path);
    await isLive(page);
    return page;
  };
  await run(await open(visitors[0]), await open(visitors[1]));
  for (const { context } of visitors) await context.close();
}

/** Says a name, and is on the team's board. */
async function enter(page: Page, name: string): Promise<void> {
  await page.getByLabel("Who are you?").fill(name);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".board");
  await isLive(page);
}

browserTest(
  "two people type into the editor at once, and no letter is lost",
  async (_, browser) => {
    await both(browser, "/editor", async (one, two) => {
      for (const page of [one, two]) await page.locator("textarea:not([readonly])").waitFor();
      const typeAt = async (page: Page, at: "start" | "end", text: string): Promise<void> => {
        await page.locator("textarea").focus();
        await page.evaluate((at) => {
          const area = document.querySelector("textarea") as HTMLTextAreaElement;
          const place = at === "start" ? 0 : area.value.length;
          area.setSelectionRange(place, place);
        }, at);
        await page.keyboard.type(text);
      };
      await Promise.all([
        typeAt(one, "start", "Ada was here. "),
        typeAt(two, "end", "And so was Grace."),
      ]);
      const texts = (): Promise<string[]> =>
        Promise.all([one, two].map((page) => page.inputValue("textarea")));
      await until("both have the letters of both", async () => {
        const [first = "", second] = await texts();
        return first === second && first.startsWith("Ada was here. ") &&
          first.endsWith("And so was Grace.");
      });
      await one.locator(".typing").getByText(/is typing/).waitFor();

      await two.evaluate(() => {
        const area = document.querySelector("textarea") as HTMLTextAreaElement;
        area.setSelectionRange(0, 3);
      });
      await one.waitForFunction(() => document.querySelector(".selected")?.textContent === "Ada");
      const drawn = await one.evaluate(() => {
        const mark = document.querySelector(".selected") as HTMLElement;
        const area = document.querySelector("textarea") as HTMLTextAreaElement;
        const [box, page] = [mark.getBoundingClientRect(), area.getBoundingClientRect()];
        return [box.left - page.left, box.top - page.top];
      });
      assert(drawn.every((distance) => distance > 0 && distance < 40), String(drawn));

      // What one takes back is one's own.
      await until("one's own letters are gone in both", async () => {
        // Letters that came slowly are taken back one after the other.
        await one.locator("textarea").press("Control+z");
        const [first = "", second] = await texts();
        return first === second && !first.includes("Ada") && first.includes("Grace");
      });
    });
  },
);

browserTest(
  "letters typed into the editor while the line is gone come later",
  async (_, browser) => {
    await both(browser, "/editor", async (one, two) => {
      for (const page of [one, two]) await page.locator("textarea:not([readonly])").waitFor();
      await one.evaluate(() =>
        (globalThis as unknown as { djust: { disconnect(): void } }).djust.disconnect()
      );
      await one.locator("textarea").focus();
      await one.keyboard.press("Control+Home");
      await one.keyboard.type("Offline. ");
      await two.locator("textarea").focus();
      await two.keyboard.press("Control+End");
      await two.keyboard.type("Online.");
      await one.evaluate(() =>
        (globalThis as unknown as { djust: { connect(): void } }).djust.connect()
      );
      await until("both have the letters of both", async () => {
        const [first = "", second] = await Promise.all(
          [one, two].map((page) => page.inputValue("textarea")),
        );
        return first === second && first.startsWith("Offline. ") && first.endsWith("Online.");
      });
    });
  },
);

browserTest("a card of the team's board is edited by one at a time, and moves for all", async (
  _,
  browser,
) => {
  await both(browser, "/board/enter", async (one, two) => {
    await enter(one, "Ada");
    await enter(two, "Grace");
    await one.getByRole("list", { name: "Here now" }).getByText("Grace").waitFor();
    const name = "Edit one card in both";
    await one.getByRole("button", { name: `Edit ${name}` }).press("Enter");
    await one.waitForFunction(() => document.activeElement?.matches("[name=edited]"));
    await two.getByText("Ada edits this", { exact: true }).waitFor();
    await two.getByRole("button", { name: `Edit ${name}` }).press("Enter");
    await two.getByText("Ada edits this card.").waitFor();
    assert.equal(await two.locator("[name=edited]").count(), 0);

    await one.locator("[name=edited]").fill("Written by Ada");
    await one.keyboard.press("Enter");
    await two.getByRole("button", { name: "Edit Written by Ada" }).waitFor();
    await one.waitForFunction(() => document.activeElement?.ariaLabel === "Edit Written by Ada");
    await two.getByText("Ada edits this", { exact: true }).waitFor({ state: "detached" });

    await two.getByRole("button", { name: "Move Written by Ada right" }).press("Enter");
    const doing = one.getByRole("region", { name: "Doing" });
    await doing.getByRole("button", { name: "Edit Written by Ada" }).waitFor();
    await one.locator("#content").getByText("Written by Ada").dragTo(
      one.getByRole("region", { name: "Done" }),
    );
    const done = two.getByRole("region", { name: "Done" });
    await done.getByRole("button", { name: "Edit Written by Ada" }).waitFor();
  });
});

browserTest(
  "who leaves the team's board lets go of the card that they edited",
  async (_, browser) => {
    await both(browser, "/board/enter", async (one, two) => {
      await enter(one, "Ada");
      await enter(two, "Grace");
      const edit = (page: Page) => page.getByRole("button", { name: "Edit Edit one card in both" });
      await edit(one).press("Enter");
      await two.getByText("Ada edits this", { exact: true }).waitFor();
      await one.close();
      await two.getByText("Ada edits this", { exact: true }).waitFor({
        state: "detached",
        timeout: 15_000,
      });
      await edit(two).press("Enter");
      await two.locator("[name=edited]").waitFor();
    });
  },
);

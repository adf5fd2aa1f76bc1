/** The whiteboard of the gallery, in two windows: lines by pointer and keyboard, pointers of others. */

import assert from "node:assert/strict";
import { drawn } from "../kit/cursor_pages.ts";
import { startProcess } from "../process.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive } from "./stage.ts";

const linesOf = (page: Page): Promise<string[]> =>
  page.locator("#sheet polyline").evaluateAll((lines) =>
    lines.map((line) => line.getAttribute("points") ?? "")
  );

browserTest("a whiteboard is drawn on together, by pointer and by keyboard", async (_, browser) => {
  await using gallery = await startProcess("examples/main.ts");
  const visitor = await browser.visit();
  const open = async (): Promise<Page> => {
    const page = await visitor.open(`${gallery.url}/whiteboard`);
    await isLive(page);
    return page;
  };
  const one = await open();
  const two = await open();
  await until(
    "both know of each other",
    async () => (await two.textContent("[role=status]"))?.startsWith("2 here") === true,
  );

  const box = await one.locator("#sheet").boundingBox();
  assert(box);
  await one.mouse.move(box.x + 100, box.y + 100);
  await one.mouse.down();
  await one.mouse.move(box.x + 200, box.y + 150, { steps: 5 });
  await one.mouse.up();
  for (const page of [one, two]) {
    await until("the line is there, whole", async () => {
      const [line = ""] = await linesOf(page);
      return line.split(" ").length === 12;
    });
  }
  await until("the pointer of the other is drawn", async () => (await drawn(two)).length === 1);

  await two.focus("#sheet");
  for (const key of ["Space", "ArrowRight", "ArrowRight", "ArrowDown", "Space", "ArrowDown"]) {
    await two.keyboard.press(key);
  }
  await until(
    "the line of the keyboard is on the other page",
    async () => (await linesOf(one))[1] === "500 280 520 280 540 280 540 300",
  );
  await one.close();
  await until("its pointer is gone", async () => (await drawn(two)).length === 0);
  await visitor.context.close();
});

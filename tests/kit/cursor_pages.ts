/** Pages of the desk with cursors: who enters, where they point, and what is drawn of others. */

import type { BrowserContextOptions } from "playwright-core";
import type { Browser, Page } from "../browser/chromium.ts";
import { isLive, type Stage } from "../browser/stage.ts";
import { until } from "../until.ts";

const STYLE = `
  body { margin: 0; }
  #desk { position: relative; width: 80vw; height: 1500px; border: 7px solid; }
  #desk > button { position: absolute; left: 2px; top: 2px; }
  #party { left: 60px !important; }
  #follow-ada { left: 120px !important; }
  #spotlight { left: 240px !important; }
  #edit { left: 360px !important; }
  #jump-ada { left: 420px !important; }
  #leave { left: 520px !important; }
  #paper { position: absolute; left: 10%; top: 100px; width: 50%; height: 400px; margin: 0; }
  #list { position: absolute; left: 65%; top: 100px; width: 25%; height: 200px;
    overflow: auto; border: 3px solid; }
  #long { height: 2000px; }
`;

/** A new visitor's page, live, with a name. */
export async function enter(
  on: Stage,
  browser: Browser,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const visitor = await browser.visit(options);
  const page = await visitor.open(`${on.url}/?name=${name}`);
  await isLive(page);
  // The module of cursors listens from when their channel is open.
  await page.waitForFunction(() =>
    (globalThis as { djust?: { cursors?: object } }).djust?.cursors !== undefined
  );
  await page.evaluate((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
  }, STYLE);
  return page;
}

/** Leaves before the stage does, so that no page complains of its end. */
export const gone = (...pages: Page[]): Promise<unknown> =>
  Promise.all(pages.map((page) => page.close()));

/** The cursors that a page draws: whose, and where in its window. */
export function drawn(
  page: Page,
): Promise<{ name: string; x: number; y: number; isFar: boolean }[]> {
  return page.evaluate(() =>
    [...document.querySelector("djust-cursors")?.shadowRoot?.querySelectorAll("i:not(.out)") ?? []]
      .map((node) => {
        const { left, top } = node.getBoundingClientRect();
        const name = node.querySelector("span")?.textContent ?? "";
        return { name, x: left, y: top, isFar: node.classList.contains("far") };
      })
  );
}

/** Where a part of an element's content is, in the window. */
export function pointIn(
  page: Page,
  selector: string,
  across: number,
  down: number,
): Promise<number[]> {
  return page.locator(selector).evaluate((element, [across = 0, down = 0]) => {
    const { left, top, width } = element.getBoundingClientRect();
    const scale = width / (element as HTMLElement).offsetWidth;
    return [
      left + (element.clientLeft - element.scrollLeft + across * element.scrollWidth) * scale,
      top + (element.clientTop - element.scrollTop + down * element.scrollHeight) * scale,
    ];
  }, [across, down]);
}

/** Waits until the cursor of another is seen there. */
export async function isSeen(
  page: Page,
  selector: string,
  across: number,
  down: number,
): Promise<void> {
  await until(`a cursor is seen at ${across}, ${down} of ${selector}`, async () => {
    const [cursor] = await drawn(page);
    const [x = 0, y = 0] = await pointIn(page, selector, across, down);
    if (!cursor) throw new Error("none is drawn");
    const isThere = Math.hypot(cursor.x - x, cursor.y - y) <= 2;
    if (!isThere) throw new Error(`it is at ${cursor.x}, ${cursor.y}, not ${x}, ${y}`);
    return true;
  });
}

/** Points at a part of an element's content. */
export async function point(
  page: Page,
  selector: string,
  across: number,
  down: number,
): Promise<void> {
  const [x = 0, y = 0] = await pointIn(page, selector, across, down);
  await page.mouse.move(x, y);
}

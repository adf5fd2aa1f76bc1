/** `dj-virtual` in a browser: rows in sight, jumps, the row with the focus, a slow line, a new process. */

import assert from "node:assert/strict";
import { type Child, each, event, html, LiveView, virtual } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, isLost, stage } from "./stage.ts";

const TOTAL = 100_000;

class Numbers extends LiveView {
  static isPainted = true;
  /** The most rows that any of these views had. */
  static most = 0;
  isThere = Numbers.isPainted;
  rows = virtual({
    total: TOTAL,
    rowHeight: 40,
    load: (from, to) => Array.from({ length: to - from }, (_, i) => from + i),
  });

  @event
  come(): void {
    this.isThere = true;
  }

  list(): Child {
    return null;
  }

  render(): Child {
    Numbers.most = Math.max(Numbers.most, this.rows.items.length);
    return html`
      <main>${this.isThere ? this.list() : null}</main>
      <button id="come" dj-click=${this.come}>come</button>
    `;
  }
}

const box = { height: "400px", overflow: "auto", margin: "0", padding: "0" };

class Dots extends Numbers {
  override list(): Child {
    return html`<ul style=${box} dj-virtual=${this.rows}>${
      each(this.rows.items, (n) => n, (n) => html`<li><button>row ${n}</button></li>`)
    }</ul>`;
  }
}

class Colon extends Numbers {
  override list(): Child {
    return (
      <ul style={box} dj-virtual={this.rows}>
        {this.rows.items.map((n) => (
          <li key={n}>
            <button type="button">row {n}</button>
          </li>
        ))}
      </ul>
    );
  }
}

const scroll = (page: Page, row: number): Promise<void> =>
  page.evaluate((top) => {
    (document.querySelector("ul") as Element).scrollTop = top;
  }, row * 40);

/** What stands at the middle of the list. */
const seen = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => {
    const { left, top } = (document.querySelector("ul") as Element).getBoundingClientRect();
    return document.elementFromPoint(left + 20, top + 210)?.textContent;
  });

async function shows(page: Page, row: number): Promise<void> {
  await until(`row ${row} is in the middle`, async () => await seen(page) === `row ${row}`);
}

for (const [spelling, View] of [["dots", Dots], ["colon", Colon]] as const) {
  for (const isPainted of [true, false]) {
    const way = `${spelling}, ${isPainted ? "painted" : "brought by a patch"}`;
    browserTest(`dj-virtual has the rows in sight, and few others, ${way}`, async (_t, browser) => {
      Object.assign(Numbers, { isPainted, most: 0 });
      await using on = await stage(browser, { "/": View });
      const page = await on.open();
      if (!isPainted) await page.click("#come");
      await page.waitForSelector("li[aria-posinset='1'][aria-setsize='100000']");
      assert.equal(
        await page.evaluate(() => document.querySelector("ul")?.scrollHeight),
        TOTAL * 40,
      );
      await shows(page, 5);
      for (const row of [50_000, 99_990, 300, 0]) {
        await scroll(page, row);
        await shows(page, row + 5);
        const count = await page.locator("li").count();
        assert.ok(count > 10 && count <= 200, `${count} rows`);
        assert.equal(
          await page.evaluate(() => document.querySelector("ul")?.scrollHeight),
          TOTAL * 40,
        );
      }
      assert.ok(Numbers.most <= 200, `${Numbers.most} rows at the server`);
      await page.locator("li[aria-posinset='3'] button").focus();
      await scroll(page, 70_000);
      await shows(page, 70_005);
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "row 2");
      await scroll(page, 0);
      await shows(page, 5);
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "row 2");
    });
  }
}

browserTest("the newest place wins on a line of 300 ms, and a new process goes on there", async (
  _t,
  browser,
) => {
  Object.assign(Numbers, { isPainted: true, most: 0 });
  await using on = await stage(browser, { "/": Dots }, { latency: 150 });
  const page = await on.open();
  await page.waitForSelector("li[aria-posinset='1']");
  for (const row of [1_000, 20_000, 40_000, 60_000]) await scroll(page, row);
  await shows(page, 60_005);
  const lost = isLost(page);
  await on.restart();
  await lost;
  await isLive(page);
  await shows(page, 60_005);
  assert.ok(Numbers.most <= 200);
  on.forgiveLine();
});

/** The same list without a height of its own, below something else: the window is scrolled. */
class Long extends Numbers {
  override list(): Child {
    return html`
      <h1 style=${{ height: "300px", margin: "0" }}>Numbers</h1>
      <ul style=${{ margin: "0", padding: "0" }} dj-virtual=${this.rows}>${each(
        this.rows.items,
        (n) => n,
        (n) => html`<li><button>row ${n}</button></li>`,
      )}</ul>
    `;
  }
}

class LongColon extends Numbers {
  override list(): Child {
    return (
      <>
        <h1 style={{ height: "300px", margin: "0" }}>Numbers</h1>
        <ul style={{ margin: "0", padding: "0" }} dj-virtual={this.rows}>
          {this.rows.items.map((n) => (
            <li key={n}>
              <button type="button">row {n}</button>
            </li>
          ))}
        </ul>
      </>
    );
  }
}

/** Scrolls the window so that a row is at its top. */
const scrollWindow = (page: Page, row: number): Promise<void> =>
  page.evaluate((row) => {
    const { top } = (document.querySelector("ul") as Element).getBoundingClientRect();
    scrollTo({ top: scrollY + top + row * 40, behavior: "instant" });
  }, row);

/** Waits until a row stands at the window's top. */
async function isAtTop(page: Page, row: number): Promise<void> {
  await until(`row ${row} is at the top`, () =>
    page.evaluate((row) => {
      const found = document.querySelector(`li[aria-posinset="${row + 1}"]`);
      if (!found) return false;
      const { left, top } = found.getBoundingClientRect();
      return Math.abs(top) <= 1 &&
        document.elementFromPoint(left + 20, 10)?.textContent === `row ${row}`;
    }, row));
}

for (const [spelling, View] of [["dots", Long], ["colon", LongColon]] as const) {
  for (const isPainted of [true, false]) {
    const way = `${spelling}, ${isPainted ? "painted" : "brought by a patch"}`;
    browserTest(
      `a list in a page that is scrolled itself has the rows in sight, 300 ms away, ${way}`,
      async (_t, browser) => {
        Object.assign(Numbers, { isPainted, most: 0 });
        await using on = await stage(browser, { "/": View }, { latency: 150 });
        const page = await on.open();
        if (!isPainted) await page.click("#come");
        await page.waitForSelector("li[aria-posinset='1'][aria-setsize='100000']");
        const heights = (): Promise<number[]> =>
          page.evaluate(() => {
            const { height } = (document.querySelector("ul") as Element).getBoundingClientRect();
            return [Math.round(height), document.querySelectorAll("li").length];
          });
        for (const row of [60_000, 99_900, 250, 0]) {
          await scrollWindow(page, row);
          await isAtTop(page, row);
          const [height = 0, count = 0] = await heights();
          assert.equal(height, TOTAL * 40);
          assert.ok(count > 10 && count <= 200, `${count} rows`);
        }
        // The newest of several places wins, and the row with the focus stays.
        await page.locator("li[aria-posinset='2'] button").focus();
        for (const row of [1_000, 30_000, 70_000]) await scrollWindow(page, row);
        await isAtTop(page, 70_000);
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), "row 1");
        assert.ok(Numbers.most <= 200, `${Numbers.most} rows at the server`);
      },
    );
  }
}

for (const [kind, View] of [["a height of its own", Dots], ["the window's", Long]] as const) {
  browserTest(
    `a list with ${kind} goes on where it is when the line is back, in the same process`,
    async (_t, browser) => {
      let mounts = 0;
      class Counted extends View {
        mount(): void {
          mounts++;
        }
      }
      Object.assign(Numbers, { isPainted: true, most: 0 });
      await using on = await stage(browser, { "/": Counted }, { latency: 150 });
      const page = await on.open();
      await page.waitForSelector("li[aria-posinset='1']");
      const go = View === Long ? scrollWindow : scroll;
      const there = View === Long
        ? (row: number) => isAtTop(page, row)
        : (row: number) => shows(page, row + 5);
      await go(page, 5_000);
      await there(5_000);
      on.proxy.goDown();
      await isLost(page);
      // What is scrolled to meanwhile is asked for once, when somebody can answer.
      for (const row of [20_000, 80_000]) await go(page, row);
      on.proxy.comeUp();
      await isLive(page);
      await there(80_000);
      await go(page, 5_000);
      await there(5_000);
      assert.equal(mounts, 1);
      assert.ok(Numbers.most <= 200, `${Numbers.most} rows at the server`);
      on.forgiveLine();
    },
  );
}

/** What comes into sight and goes out of it is told once each time, and lists without end go on. */

// deno-lint-ignore-file jsx-key -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { each, html } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLost } from "./stage.ts";
import { inAllWays, type Witness } from "./ways.ts";

const far = { height: "2000px" };

const scroll = (page: Page, top: number): Promise<void> =>
  page.evaluate((top) => scrollTo({ top, behavior: "instant" }), top);

browserTest(
  "dj-viewport tells each arrival, dj-viewport.leave each leaving",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-viewport"],
      dots: (view) =>
        html`
          <p style=${far}>far</p>
          <p id="it" data-n:int="1" dj-viewport=${view.tell}
            dj-viewport.leave=${() => view.tell({ left: true })}>it</p>
          <p style=${far}>far</p>
        `,
      colon: (view) => [
        <p style={far}>far</p>,
        <p
          id="it"
          data-n:int="1"
          dj-viewport={view.tell}
          dj-viewport:leave={() => view.tell({ left: true })}
        >
          it
        </p>,
        <p style={far}>far</p>,
      ],
    }, async ({ page, take, call }) => {
      assert.deepEqual(await take(0), []);
      for (const _ of [1, 2]) {
        await scroll(page, 2000);
        assert.deepEqual(await take(), [{ n: 1 }]);
        await scroll(page, 0);
        assert.deepEqual(await take(), [{ left: true }]);
      }
      await scroll(page, 2000);
      await take();
      await call("go");
      await page.waitForSelector("#it", { state: "detached" });
      assert.deepEqual(
        await take(0),
        [],
        "what is taken out of the page has not left the sight of it",
      );
    }, { latency: 150 });
  },
);

const box = { height: "200px", overflow: "auto" };
const row = { height: "40px", margin: "0" };

const downwards = (view: Witness, by: number): number[] =>
  Array.from({ length: 10 + view.count * by }, (_, i) => i);

browserTest(
  "dj-viewport-bottom asks for more once at each end, at 300 ms, too",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-viewport-bottom"],
      dots: (view) =>
        html`<ul id="list" style=${box} dj-viewport-bottom=${view.more}>${
          each(downwards(view, 10), (i) => i, (i) => html`<li style=${row}>${i}</li>`)
        }</ul>`,
      colon: (view) => (
        <ul id="list" style={box} dj-viewport-bottom={view.more}>
          {downwards(view, 10).map((i) => <li key={i} style={row}>{i}</li>)}
        </ul>
      ),
    }, async ({ page, take, heard, on }) => {
      const rows = (count: number) =>
        page.waitForFunction(
          (count) => document.querySelectorAll("#list li").length === count,
          count,
        );
      const toEnd = () =>
        page.evaluate(() => {
          const list = document.querySelector("#list") as HTMLElement;
          list.scrollTop = list.scrollHeight;
        });
      assert.deepEqual(await take(0), []);
      await toEnd();
      // Up and down while the answer is away: that is one arrival, not a storm. Once its rows are
      // there the end is another one, to which nobody goes here.
      await until("it is asked for", async () => {
        for (const by of [-120, 120]) {
          await page.evaluate((by) => {
            const list = document.querySelector("#list") as HTMLElement;
            if (list.children.length === 10) list.scrollTop += by;
          }, by);
        }
        return heard.length > 0;
      });
      await rows(20);
      assert.deepEqual(await take(), [{ more: 1 }]);
      await toEnd();
      await rows(30);
      assert.deepEqual(await take(), [{ more: 2 }]);
      // What is asked for while the line is away comes when it is back.
      on.proxy.goDown();
      await isLost(page);
      await toEnd();
      on.proxy.comeUp();
      await rows(40);
      assert.deepEqual(await take(), [{ more: 3 }]);
      on.forgiveLine();
      await page.evaluate(() => (document.querySelector("#list") as HTMLElement).scrollTop = 0);
      assert.deepEqual(await take(0), []);
    }, { latency: 150 });
  },
);

browserTest(
  "an end that stays in sight asks again after each answer that brought more",
  async (t, browser) => {
    const few = (view: Witness): number[] =>
      Array.from({ length: Math.min(view.count, 5) }, (_, i) => i);
    await inAllWays(t, browser, {
      tries: ["dj-viewport-bottom"],
      dots: (view) =>
        html`<ul id="list" style=${{ height: "600px" }} dj-viewport-bottom=${view.more}>${
          few(view).map((i) => html`<li dj-key=${i} style=${row}>${i}</li>`)
        }</ul>`,
      colon: (view) => (
        <ul id="list" style={{ height: "600px" }} dj-viewport-bottom={view.more}>
          {few(view).map((i) => <li key={i} style={row}>{i}</li>)}
        </ul>
      ),
    }, async ({ page, take }) => {
      await page.waitForFunction(() => document.querySelectorAll("#list li").length === 5);
      // The sixth brought nothing, so nobody asks for a seventh.
      assert.deepEqual((await take(6)).map(({ more }) => more), [1, 2, 3, 4, 5, 6]);
      await page.click("#go");
      await page.waitForSelector("#list", { state: "detached" });
      assert.deepEqual(await take(0), []);
    });
  },
);

browserTest(
  "dj-viewport-top asks for what was before, and keeps what one reads in its place",
  async (t, browser) => {
    const upwards = (view: Witness): number[] =>
      Array.from({ length: 10 + view.count * 10 }, (_, i) => i - view.count * 10);
    await inAllWays(t, browser, {
      tries: ["dj-viewport-top"],
      dots: (view) =>
        html`<ul id="list" style=${box} dj-viewport-top=${view.more}>${
          each(upwards(view), (i) => i, (i) => html`<li id=${`row${i}`} style=${row}>${i}</li>`)
        }</ul>`,
      colon: (view) => (
        <ul id="list" style={box} dj-viewport-top={view.more}>
          {upwards(view).map((i) => <li key={i} id={`row${i}`} style={row}>{i}</li>)}
        </ul>
      ),
    }, async ({ page, take }) => {
      const topOf = (id: string) =>
        page.evaluate((id) => {
          const list = document.querySelector("#list") as HTMLElement;
          const row = document.getElementById(id) as HTMLElement;
          return Math.round(row.getBoundingClientRect().top - list.getBoundingClientRect().top);
        }, id);
      // It stands at its top from the beginning.
      assert.deepEqual(await take(), [{ more: 1 }]);
      await page.waitForFunction(() => document.querySelectorAll("#list li").length === 20);
      assert.equal(await topOf("row0"), 0);
      assert.deepEqual(await take(0), [], "one arrival brings one part");
      await page.evaluate(() => (document.querySelector("#list") as HTMLElement).scrollTop = 0);
      assert.deepEqual(await take(), [{ more: 2 }]);
      await page.waitForFunction(() => document.querySelectorAll("#list li").length === 30);
      assert.equal(await topOf("row-10"), 0);
    }, { latency: 150 });
  },
);

browserTest(
  "dj-scroll-into-view scrolls to what comes, and to what is meant next",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-scroll-into-view"],
      dots: (view) =>
        html`
          <p style=${far}>far</p>
          <p id="one" dj-scroll-into-view=${view.count % 2 ? null : "instant center"}>one</p>
          <p style=${far}>far</p>
          <p id="two"
            dj-scroll-into-view=${view.count % 2 ? "end" : null}>two</p>
        `,
      colon: (view) => [
        <p style={far}>far</p>,
        <p id="one" dj-scroll-into-view={view.count % 2 ? null : "instant center"}>one</p>,
        <p style={far}>far</p>,
        <p id="two" dj-scroll-into-view={view.count % 2 ? "end" : null}>two</p>,
      ],
    }, async ({ page, call }) => {
      const sees = (id: string) =>
        page.waitForFunction((id) => {
          const { top, bottom } = (document.getElementById(id) as HTMLElement)
            .getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }, id);
      await sees("one");
      await call("more");
      await sees("two");
      await call("more");
      await sees("one");
    });
  },
);

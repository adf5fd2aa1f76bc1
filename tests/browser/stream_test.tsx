/** `dj-stream` in a browser: rows that only the page has, painted and patched, in both spellings. */

import assert from "node:assert/strict";
import { type Child, event, html, LiveView } from "@djust/live";
import { StreamingMixin } from "@djust/live/streaming";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import {
  type Djusted,
  isLive,
  isLost,
  reads,
  type Stage,
  stage,
  type StageOptions,
} from "./stage.ts";

type Item = { id: number; text?: string };

class Feed extends StreamingMixin(LiveView) {
  static isPainted = true;
  static last: Feed;
  static limit = 0;
  isThere = Feed.isPainted;
  count = 3;
  top = 0;
  heard: string[] = [];

  mount(): void {
    Feed.last = this;
    const { limit } = Feed;
    this.stream<Item>("feed", [{ id: 1 }, { id: 2 }, { id: 3 }], {
      row: (item) => this.row(item),
      ...(limit && { limit }),
    });
  }

  row(_: Item): Child {
    return null;
  }

  list(): Child {
    return null;
  }

  @event
  come(): void {
    this.isThere = true;
  }

  @event
  more(): void {
    this.streamInsert("feed", { id: ++this.count });
  }

  @event
  later(): void {
    for (let i = 0; i < 10; i++) this.streamInsert("feed", { id: ++this.count });
  }

  @event
  earlier(): void {
    for (let i = 0; i < 10; i++) this.streamInsert("feed", { id: --this.top }, { at: "prepend" });
  }

  @event
  drop({ id }: { id: number }): void {
    this.heard.push(`drop ${id}`);
    this.streamDelete("feed", id);
  }

  @event
  anew(): void {
    this.streamUpdate("feed", { id: 4, text: "anew" });
  }

  render(): Child {
    return html`
      <main>${this.isThere ? this.list() : null}</main>
      <p><button id="come" dj-click=${this.come}>come</button>
        <button id="more" dj-click=${this.more}>more</button>
        <button id="anew" dj-click=${this.anew}>anew</button></p>
      <output>${this.heard.join()}</output>
    `;
  }
}

const box = { height: "200px", overflow: "auto", margin: "0", padding: "0" };
const line = { height: "50px" };

class Dots extends Feed {
  override row({ id, text = "" }: Item): Child {
    return html`<li style=${line} class=${text}>row ${id} <b>${text}</b><button
        dj-click=${this.drop} data-id:int=${id}>x</button></li>`;
  }
  override list(): Child {
    return html`
      <ul style=${box} dj-stream.scroll=${this.streams.feed}
      >
        <li>${this.count} in all</li>
      </ul>
    `;
  }
}

class Colon extends Feed {
  override row({ id, text = "" }: Item): Child {
    return (
      <li style={line} class={text}>
        row {id} <b>{text}</b>
        <button type="button" dj-click={this.drop} data-id:int={id}>x</button>
      </li>
    );
  }
  override list(): Child {
    return (
      <ul style={box} dj-stream:scroll={this.streams.feed}>
        <li>{this.count} in all</li>
      </ul>
    );
  }
}

const keys = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll("ul > [dj-key]")].map((row) => row.getAttribute("dj-key")).join()
  );

async function shows(page: Page, rows: string): Promise<void> {
  let seen = "";
  await until(`the rows are ${rows}`, async () => {
    seen = await keys(page);
    if (seen !== rows) throw new Error(`they are ${seen}`);
    return true;
  });
}

async function open(
  browser: Browser,
  View: typeof Feed,
  { isPainted = true, limit = 0, ...options }: StageOptions & {
    isPainted?: boolean;
    limit?: number;
  } = {},
): Promise<{ on: Stage; page: Page }> {
  Object.assign(Feed, { isPainted, limit });
  const on = await stage(browser, { "/": View }, options);
  const page = await on.open();
  if (!isPainted) await page.click("#come");
  await shows(page, limit ? "2,3" : "1,2,3");
  return { on, page };
}

/** Where a list is scrolled to, counted from its end. */
const fromEnd = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.querySelector("ul") as Element;
    return Math.round(scrollHeight - scrollTop - clientHeight);
  });

for (const [spelling, View] of [["dots", Dots], ["colon", Colon]] as const) {
  for (const isPainted of [true, false]) {
    const way = `${spelling}, ${isPainted ? "painted" : "brought by a patch"}`;
    browserTest(`dj-stream has rows that come, change and go, ${way}`, async (_t, browser) => {
      const { on, page } = await open(browser, View, { isPainted });
      await using _on = on;
      await page.click("#more");
      await shows(page, "1,2,3,4");
      await reads(page, "ul > li:last-child", "4 in all");
      await page.evaluate(() => {
        const row = document.querySelector("[dj-key='4']") as HTMLElement & { isSame?: boolean };
        row.isSame = true;
        row.classList.add("theirs");
        row.querySelector("button")?.focus();
      });
      await page.click("#anew");
      await reads(page, "[dj-key='4'] b", "anew");
      assert.deepEqual(
        await page.evaluate(() => {
          const row = document.querySelector("[dj-key='4']") as HTMLElement & { isSame?: boolean };
          return [row.isSame, row.className];
        }),
        [true, "theirs anew"],
      );
      await page.click("[dj-key='2'] button");
      await shows(page, "1,3,4");
      await page.click("[dj-key='4'] button");
      await shows(page, "1,3");
      await reads(page, "output", "drop 2,drop 4");
    });

    browserTest(`dj-stream.scroll follows the end while the reader is there, ${way}`, async (
      _t,
      browser,
    ) => {
      const { on, page } = await open(browser, View, { isPainted });
      await using _on = on;
      for (let id = 4; id < 12; id++) await page.click("#more");
      await shows(page, "1,2,3,4,5,6,7,8,9,10,11");
      assert.equal(await fromEnd(page), 0);
      await page.evaluate(() => (document.querySelector("ul") as Element).scrollTop -= 90);
      await page.click("#more");
      await shows(page, "1,2,3,4,5,6,7,8,9,10,11,12");
      assert.equal(await fromEnd(page), 0);
      await page.evaluate(() => (document.querySelector("ul") as Element).scrollTop = 10);
      await page.click("#more");
      await shows(page, "1,2,3,4,5,6,7,8,9,10,11,12,13");
      assert.equal(await page.evaluate(() => document.querySelector("ul")?.scrollTop), 10);
    });
  }
}

browserTest("a full frame keeps the nodes of a stream, their focus and their order", async (
  _t,
  browser,
) => {
  class Whole extends Dots {
    override render(): Child {
      return html`${super.render()}<div id="others">${
        Array.from({ length: 10 }, () => html`<i>${this.count}</i>`)
      }</div>`;
    }
  }
  const { on, page } = await open(browser, Whole);
  await using _on = on;
  await page.click("#more");
  await shows(page, "1,2,3,4");
  await page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement & { at?: number }>("ul > [dj-key]")];
    rows.forEach((row, i) => row.at = i);
    (document.querySelector("main main") as Element & { isOld?: boolean }).isOld = true;
    // So many parts are missing then that the page asks for all.
    document.querySelectorAll("#others > i").forEach((part) => part.remove());
    rows[3]?.querySelector("button")?.focus();
  });
  await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("more").then(() => {}));
  await page.waitForSelector("#others > i");
  await shows(page, "1,2,3,4,5");
  assert.deepEqual(
    await page.evaluate(() => {
      const rows = [...document.querySelectorAll<HTMLElement & { at?: number }>("ul > [dj-key]")];
      const main = document.querySelector("main main") as Element & { isOld?: boolean };
      return [
        main.isOld,
        rows.map(({ at }) => at),
        rows.indexOf(
          document.activeElement?.closest("li") as HTMLElement,
        ),
      ];
    }),
    [undefined, [0, 1, 2, 3, undefined], 3],
  );
  await page.click("[dj-key='5'] button");
  await shows(page, "1,2,3,4");
});

browserTest("a limit holds at both ends of an endless list, and the reader stays", async (
  _t,
  browser,
) => {
  class Endless extends Dots {
    override list(): Child {
      return html`
        <ul style=${box} dj-stream=${this.streams.feed} dj-viewport-top=${this.earlier}
          dj-viewport-bottom=${this.later}></ul>
      `;
    }
  }
  Object.assign(Feed, { isPainted: true, limit: 30 });
  await using on = await stage(browser, { "/": Endless });
  const page = await on.open();
  const count = () => page.locator("ul > [dj-key]").count();
  const ends = async () => (await keys(page)).split(",").map(Number);
  for (let i = 0; i < 6; i++) {
    const before = (await ends()).at(-1) as number;
    await page.evaluate(() => (document.querySelector("ul") as Element).scrollTop = 1e6);
    await until("more came below", async () => ((await ends()).at(-1) as number) > before);
  }
  assert.equal(await count(), 30);
  const first = (await ends())[0] as number;
  await page.evaluate(() => (document.querySelector("ul") as Element).scrollTop = 0);
  await until("more came above", async () => ((await ends())[0] as number) < first);
  assert.equal(await count(), 30);
});

browserTest("rows come once and in order at 300 ms, over a reconnect, and after a restart", async (
  _t,
  browser,
) => {
  const { on, page } = await open(browser, Dots, { latency: 150 });
  await using _on = on;
  await page.click("#more");
  await page.click("#more");
  await shows(page, "1,2,3,4,5");
  const lost = isLost(page);
  on.proxy.cut();
  await lost;
  Feed.last.more();
  await isLive(page);
  await page.click("#more");
  await shows(page, "1,2,3,4,5,6,7");
  const gone = isLost(page);
  await on.restart();
  await gone;
  await isLive(page);
  // What a view shows that was mounted again is what stream() in mount gave.
  await shows(page, "1,2,3");
  await page.click("#more");
  await shows(page, "1,2,3,4");
  on.forgiveLine();
});

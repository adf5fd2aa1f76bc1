/** The end of a list in a browser: kept in sight without a stream, in both spellings, and past shadows. */

import assert from "node:assert/strict";
import { type Child, each, event, html, LiveView } from "@djust/live";
import { StreamingMixin } from "@djust/live/streaming";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { reads, stage } from "./stage.ts";

const box = {
  height: "200px",
  overflow: "auto",
  margin: "0",
  padding: "0",
  scrollBehavior: "smooth",
};
const line = { height: "50px" };

/** Lines that the view keeps. */
class Kept extends LiveView {
  lines: number[] = Array.from({ length: 10 }, (_, i) => i);
  version = 0;
  @event
  more(): void {
    this.lines.push(this.lines.length);
  }
  @event
  anew(): void {
    this.version++;
    this.lines = [100, 101];
  }
  list(): Child {
    return html`<ul style=${box} dj-stream.scroll>${
      each(this.lines, (n) => n, (n) => html`<li dj-key=${n} style=${line}>line ${n}</li>`)
    }</ul>`;
  }
  render(): Child {
    return html`
      <main>${each([this.version], (n) => n, () => this.list())}</main>
      <button id="more" dj-click=${this.more}>more</button>
      <button id="anew" dj-click=${this.anew}>anew</button>
      <output>${this.lines.join()}</output>
    `;
  }
}

class Colon extends Kept {
  override list(): Child {
    return (
      <ul style={box} dj-stream:scroll>
        {this.lines.map((n) => <li key={n} style={line}>line {n}</li>)}
      </ul>
    );
  }
}

const below = (page: Page, selector = "ul"): Promise<number> =>
  page.evaluate((selector) => {
    const list = document.querySelector(selector) as Element;
    const read = (name: "scrollHeight" | "scrollTop" | "clientHeight"): number =>
      Reflect.get(Element.prototype, name, list);
    return Math.round(read("scrollHeight") - read("scrollTop") - read("clientHeight"));
  }, selector);

for (const [spelling, View] of [["dots", Kept], ["colon", Colon]] as const) {
  browserTest(`dj-stream.scroll alone keeps a list of the view at its end, ${spelling}`, async (
    _t,
    browser,
  ) => {
    await using on = await stage(browser, { "/": View });
    const page = await on.open();
    assert.equal(await below(page), 0);
    await page.click("#more");
    await reads(page, "output", "0,1,2,3,4,5,6,7,8,9,10");
    assert.equal(await below(page), 0);
    await page.evaluate(() =>
      document.querySelector("ul")?.scrollTo({ top: 10, behavior: "instant" })
    );
    await page.click("#more");
    await reads(page, "output", "0,1,2,3,4,5,6,7,8,9,10,11");
    assert.equal(await page.evaluate(() => document.querySelector("ul")?.scrollTop), 10);
    // Another list has its own rows alone.
    await page.click("#anew");
    await reads(page, "output", "100,101");
    assert.equal(await page.textContent("ul"), "line 100line 101");
  });
}

/** A form as a container, whose controls shadow what is read of it. */
class Shadowed extends StreamingMixin(LiveView) {
  #next = 5;
  mount(): void {
    this.stream<{ id: number }>("feed", [1, 2, 3, 4].map((id) => ({ id })), {
      row: ({ id }) => html`<p style=${line}>row ${id}</p>`,
      limit: 5,
    });
  }
  @event
  append(): void {
    this.streamInsert("feed", { id: this.#next++ });
  }
  @event
  prepend(): void {
    this.streamInsert("feed", { id: this.#next++ }, { at: "prepend" });
  }
  render(): Child {
    const names = [
      "children",
      "childNodes",
      "lastChild",
      "clientHeight",
      "scrollHeight",
      "scrollTo",
    ];
    return html`
      <form style=${{ ...box, height: "100px" }} dj-stream.scroll=${this.streams.feed}
        dj-viewport-top=${this.never} dj-viewport-bottom=${this.never}>${names.map((name) =>
          html`<input name=${name} hidden>`
        )}</form>
      <button id="append" dj-click=${this.append}>append</button>
      <button id="prepend" dj-click=${this.prepend}>prepend</button>
    `;
  }
  @event
  never(): void {}
}

browserTest(
  "a form is a stream's container, whatever its controls are called",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Shadowed });
    const page = await on.open();
    const shows = (rows: string): Promise<unknown> =>
      until(`the rows are ${rows}`, async () => {
        const all = await page.locator("form > p").allTextContents();
        return all.join() === rows;
      });
    await shows("row 1,row 2,row 3,row 4");
    assert.equal(await below(page, "form"), 0);
    await page.click("#append");
    await shows("row 1,row 2,row 3,row 4,row 5");
    assert.equal(await below(page, "form"), 0);
    await page.click("#append");
    await shows("row 2,row 3,row 4,row 5,row 6");
    await page.click("#prepend");
    await shows("row 7,row 2,row 3,row 4,row 5");
  },
);

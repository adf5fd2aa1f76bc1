/** What hears that it is in sight hears where the test scrolls to. */

import assert from "node:assert/strict";
import { each, event, html, LiveView } from "../mod.ts";
import { visit } from "./mod.ts";

class Letters extends LiveView {
  rows = ["a", "b"];
  told: string[] = [];
  @event
  more() {
    this.rows.push(`${this.rows.length}`);
  }
  @event
  before() {
    this.rows.unshift(`-${this.rows.length}`);
  }
  @event
  arrive() {
    this.told.push("arrived");
  }
  @event
  leave() {
    this.told.push("left");
  }
  render() {
    return html`
      <p id="mark" dj-viewport=${this.arrive} dj-viewport.leave=${this.leave}></p>
      <output>${this.told.join()}</output>
      <ul dj-viewport-bottom=${this.more} dj-viewport-top=${this.before}>
        ${each(this.rows, (row) => row, (row) => html`<li>${row}</li>`)}
      </ul>
    `;
  }
}

Deno.test("an element comes into sight and goes, each time, and is not there before", async () => {
  await using page = await visit(Letters);
  assert.equal(page.text("output"), "");
  await page.scrollTo("#mark");
  await page.scrollTo("#mark");
  await page.scrollAway("#mark");
  await page.scrollTo("#mark");
  assert.equal(page.text("output"), "arrived,left,arrived");
});

Deno.test("a list grows at the end that is scrolled to, and each end counts once", async () => {
  await using page = await visit(Letters);
  await page.scrollTo("li:last-child");
  await page.scrollTo("li:last-child");
  await page.scrollTo("li:first-child");
  assert.deepEqual(page.findAll("li").map((li) => li.text), ["-4", "a", "b", "2", "3"]);
});

Deno.test("scrolling to what nobody waits for is an error, and so is an event of no browser", async () => {
  await using page = await visit(Letters);
  await assert.rejects(page.scrollTo("output"), /to "output": nothing hears of it; write dj-viewp/);
  await assert.rejects(page.scrollAway("output"), /away from "output"/);
  await assert.rejects(page.fire("#mark", "viewport.leave"), /scrollAway\("#mark"\)/);
});

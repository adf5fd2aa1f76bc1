/** A page that lives long keeps a ticket that is good. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { visit } from "@djust/live/testing";

class Counter extends LiveView {
  count = 0;
  @event
  increment() {
    this.count++;
  }
  render() {
    return html`<button dj-click=${this.increment}>+1</button><output>${this.count}</output>`;
  }
}

const MINUTE = 60_000;

Deno.test("a page that outlives its ticket joins again with a newer one", async () => {
  const limits = { ticket: MINUTE, grace: 5_000 };
  const page = await visit(Counter, { options: { limits } });
  await page.clock.move(1.5 * MINUTE);
  const renewed = page.patches.filter((text) => text.startsWith("[-13,"));
  assert.equal(renewed.length >= 2, true, `${renewed.length} renewals`);
  await page.goOffline();
  await page.clock.move(10_000);
  await page.goOnline();
  await page.click("button");
  assert.equal(page.text("output"), "1");
  assert.deepEqual(page.left, []);
});

Deno.test("a page that was offline for longer than its ticket reloads, once", async () => {
  const limits = { ticket: MINUTE, grace: 5_000 };
  const page = await visit(Counter, { options: { limits } });
  await page.goOffline();
  await page.clock.move(2 * MINUTE);
  await page.goOnline();
  assert.deepEqual(page.left.map(({ type }) => type), ["reload"]);
});

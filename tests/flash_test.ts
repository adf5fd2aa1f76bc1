/** A flash with a time, as a visitor meets it: over a redirect, and on the page that shows it. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { visit } from "@djust/live/testing";

class Settings extends LiveView {
  @event
  save() {
    this.putFlash("info", "Saved", { ms: 4_000 });
    this.putFlash("error", "Look again");
    this.redirect("/");
  }
  render() {
    return html`<button dj-click=${this.save}>Save</button>`;
  }
}

Deno.test("a flash with a time survives a redirect, and goes away on the page that shows it", async () => {
  const page = await visit(Settings);
  await page.click("button");
  assert.equal(page.left.at(-1)?.to, "/");
  // The way there may take as long as it likes.
  await page.clock.move(10_000);
  const next = await page.another({ path: "/", same: true });
  assert.equal(next.text(".djust-flash-info"), "Saved");
  await next.clock.move(4_000);
  assert.equal(next.find(".djust-flash-info"), null);
  assert.equal(next.text(".djust-flash-error"), "Look again");
  // It is shown once.
  const again = await page.another({ path: "/", same: true });
  assert.equal(again.find(".djust-flash"), null);
});

Deno.test("a page that was offline shows no flash whose time is over", async () => {
  const page = await visit(Settings);
  await page.click("button");
  await page.goOffline();
  await page.clock.move(4_000);
  assert.equal(page.text(".djust-flash-info"), "Saved");
  await page.goOnline();
  assert.equal(page.find(".djust-flash-info"), null);
  assert.equal(page.text(".djust-flash-error"), "Look again");
});

/** Moments and services in a page of a DOM library, which sees nothing and copies nothing, do no harm. */

import assert from "node:assert/strict";
import { openLive, VIEW } from "../../tests/kit/page_kit.ts";

Deno.test("directives that ask for what only browsers have are quiet where that is not", async () => {
  const page = openLive(VIEW(
    `<div dj=b><p dj-viewport=seen dj-viewport.leave=left>x</p><ul dj-viewport-bottom=more><li>1</li></ul>
      <ul dj-viewport-top=more></ul><p dj-scroll-into-view="center">x</p><p dj-cloak dj-connected>x</p>
      <p dj-replace>x</p><p dj-mounted=here>x</p><p dj-poll=5s:tick data-n=1>x</p>
      <p dj-poll=soon>x</p><button dj-copy="#none" dj-copy-feedback=Copied>x</button></div>`,
  ));
  await page.clock.move(20);
  assert.deepEqual(page.take(), ["here"]);
  await page.clock.move(5_000);
  assert.match(JSON.stringify(page.take()), /tick.*"n":"1"/);
  assert.equal(page.names().includes("error"), false);
});

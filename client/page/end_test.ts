/** Views end: by leaving the document, or with their page; and nothing of them stays behind. */

import assert from "node:assert/strict";
import { openLive, VIEW } from "../../tests/kit/page_kit.ts";

const HOOKED = VIEW(`<p id=a dj=b dj-hook=Noted>a</p>`);

/** A live page whose hooks write down what they hear. */
function openHooked(body = HOOKED) {
  const log: string[] = [];
  const note = (moment: string) =>
    function (this: { el: Element }) {
      log.push(`${this.el.id} ${moment}`);
    };
  const moments = ["mounted", "destroyed", "disconnected", "reconnected"];
  const Noted = Object.fromEntries(moments.map((moment) => [moment, note(moment)]));
  const page = openLive(body, (window) => window.djust = { hooks: { Noted } });
  const hide = (persisted: boolean, type = "pagehide") =>
    page.window.dispatchEvent(Object.assign(new page.window.Event(type), { persisted }));
  return { ...page, hide, hooks: () => log.splice(0) };
}

Deno.test("hooks of a view that leaves the document are destroyed, once", async () => {
  const page = openHooked(HOOKED + VIEW("<p id=b dj-hook=Noted></p>", "two"));
  page.say(-1, 1, 0, "t1");
  assert.deepEqual(page.hooks(), ["a mounted", "b mounted"]);
  page.document.querySelector("[data-djust]")?.remove();
  await page.clock.move(1);
  assert.deepEqual(page.hooks(), ["a disconnected", "a destroyed"]);
  page.cut();
  assert.deepEqual(page.hooks(), ["b disconnected"]);
});

Deno.test("hooks of a page that is left are destroyed, and those of one that is kept are not", () => {
  const left = openHooked();
  left.hooks();
  left.hide(false);
  assert.deepEqual(left.hooks(), ["a disconnected", "a destroyed"]);
  const kept = openHooked();
  kept.hooks();
  kept.hide(true);
  assert.deepEqual(kept.hooks(), ["a disconnected"]);
  kept.hide(true, "pageshow");
  kept.up();
  kept.say(-2, 0, 0, 0);
  assert.deepEqual(kept.hooks(), ["a reconnected"]);
});

Deno.test("a view that left says goodbye once, and takes no frame", async () => {
  const page = openHooked(HOOKED + VIEW("<i dj=b dj-click=other>0</i>", "two"));
  page.say(-1, 1, 0, "t1");
  const root = page.document.querySelector("[data-djust]") as Element;
  root.remove();
  await page.clock.move(1);
  assert.deepEqual(page.take(), [[-6]]);
  page.say(0, 1, 0, "late");
  await page.clock.move(2_000);
  assert.deepEqual(page.take(), []);
  assert.equal(root.textContent, "a");
  assert.equal(page.document.querySelector("i")?.textContent, "0");
  // The line is the other one's as well.
  page.click("i");
  assert.deepEqual(page.take(), [[-7, 1, "other"]]);
  assert.equal(page.document.body.className, "dj-connected");
});

/** An element that came and a time that passed are told to the view; keys of a page are, too. */

// deno-lint-ignore-file jsx-key jsx-button-has-type -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, isLost } from "./stage.ts";
import { inAllWays, type Way } from "./ways.ts";

browserTest("dj-mounted tells that its element is in the page, once", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-mounted"],
    dots: (view) => html`<p data-n="1" dj-mounted=${view.tell}>${view.count}</p>`,
    colon: (view) => <p data-n="1" dj-mounted={view.tell}>{view.count}</p>,
  }, async ({ take, call, on, page }) => {
    assert.deepEqual(await take(), [{ n: "1" }]);
    await call("more");
    assert.deepEqual(await take(), [{ more: 1 }]);
    // Neither a change nor another line makes it anew; to go and come back does.
    on.proxy.cut();
    await isLive(page);
    assert.deepEqual(await take(0), []);
    await call("go");
    await call("come");
    assert.deepEqual(await take(), [{ n: "1" }]);
    on.forgiveLine();
  }, { latency: 150 });
});

/** A page that can be told to be hidden. */
function hideable(): void {
  const scope = globalThis as unknown as { isHidden?: boolean };
  Object.defineProperty(Document.prototype, "hidden", { get: () => scope.isHidden ?? false });
}

const hide = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate((isHidden) => {
    Object.assign(globalThis, { isHidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);

browserTest(
  "dj-poll calls again and again, not while the page is hidden or the line away",
  async (t, browser) => {
    const polled = async ({ page, take, heard, on }: Way): Promise<void> => {
      await page.clock.runFor(4_900);
      assert.deepEqual(await take(0), []);
      await page.clock.runFor(200);
      assert.deepEqual(await take(), [{ n: 1 }]);
      // The next is so long after the answer of the one before.
      await page.clock.runFor(5_100);
      assert.deepEqual(await take(), [{ n: 1 }]);
      await hide(page, true);
      await page.clock.runFor(9_000);
      assert.deepEqual(heard, []);
      await hide(page, false);
      await page.clock.runFor(100);
      assert.deepEqual(await take(), [{ n: 1 }], "what is overdue is asked for at once");
      on.proxy.goDown();
      await isLost(page);
      await page.clock.runFor(9_000);
      assert.deepEqual(heard, []);
      on.proxy.comeUp();
      await until("it is live again", async () => {
        await page.clock.runFor(500);
        return await page.locator("body.dj-connected").count() > 0;
      });
      await page.clock.runFor(5_100);
      assert.deepEqual((await take())[0], { n: 1 });
      await page.click("#go");
      await page.waitForSelector("#it", { state: "detached" });
      await take(0);
      await page.clock.runFor(9_000);
      assert.deepEqual(await take(0), []);
      on.forgiveLine();
    };
    const options = { init: hideable, isTimed: true };
    await inAllWays(
      t,
      browser,
      {
        tries: ["dj-poll"],
        dots: () => html`<p id="it" data-n:int="1" dj-poll="5s:tell">it</p>`,
        colon: () => <p id="it" data-n:int="1" dj-poll="5s:tell">it</p>,
      },
      polled,
      options,
    );
    await inAllWays(
      t,
      browser,
      {
        tries: ["dj-poll"],
        dots: (view) => html`<p id="it" data-n:int="1" dj-poll.every.5s=${view.tell}>it</p>`,
        colon: (view) => <p id="it" data-n:int="1" dj-poll:every-5s={view.tell}>it</p>,
      },
      polled,
      { ...options, latency: 150 },
    );
  },
);

browserTest("dj-shortcut hears its keys anywhere but in fields", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-shortcut"],
    dots: (view) =>
      html`<div data-n="1" dj-shortcut="mod+k:tell ?:more alt+shift+ArrowUp:more"><input id="field"></div>
        <button id="own" dj-shortcut="g" dj-click=${() => view.tell({ own: true })}>own</button>
        <input id="search" dj-shortcut="/"><p dj-shortcut.mod.j=${() =>
        view.tell({ j: true })}>j</p>`,
    colon: (view) => [
      <div data-n="1" dj-shortcut="mod+k:tell ?:more alt+shift+ArrowUp:more">
        <input id="field" />
      </div>,
      <button id="own" dj-shortcut="g" dj-click={() => view.tell({ own: true })}>own</button>,
      <input id="search" dj-shortcut="/" />,
      <p dj-shortcut:mod-j={() => view.tell({ j: true })}>j</p>,
    ],
  }, async ({ page, take, call, on }) => {
    const isMac = await page.evaluate(() => /mac/i.test(navigator.platform));
    const mod = isMac ? "Meta" : "Control";
    await page.keyboard.press(`${mod}+k`);
    assert.deepEqual(await take(), [{ n: "1" }]);
    await page.keyboard.press("Shift+?");
    await page.keyboard.press("Alt+Shift+ArrowUp");
    await page.keyboard.press("g");
    await page.keyboard.press(`${mod}+j`);
    assert.deepEqual(await take(4), [{ more: 1 }, { more: 2 }, { own: true }, { j: true }]);
    // Other keys, and the same with one more.
    for (const press of ["k", `${mod}+Shift+k`, `${mod}+Alt+k`, "Shift+G", "ArrowUp"]) {
      await page.keyboard.press(press);
    }
    assert.deepEqual(await take(0), []);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
    for (const press of ["g", "Shift+?"]) await page.keyboard.press(press);
    assert.equal(await page.inputValue("#search"), "g?");
    assert.deepEqual(await take(0), []);
    // What is pressed while the line is away is heard when it is back.
    await page.focus("#own");
    on.proxy.goDown();
    await isLost(page);
    await page.keyboard.press(`${mod}+k`);
    on.proxy.comeUp();
    await isLive(page);
    assert.deepEqual(await take(), [{ n: "1" }]);
    on.forgiveLine();
    await call("go");
    for (const press of ["g", `${mod}+k`]) await page.keyboard.press(press);
    assert.deepEqual(await take(0), []);
  }, { latency: 150 });
});

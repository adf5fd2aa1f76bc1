/** Menus, dialogs and details are the browser's: no round trip opens them, and no patch closes them. */

// deno-lint-ignore-file jsx-key jsx-button-has-type -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { browserTest } from "./chromium.ts";
import { reads } from "./stage.ts";
import { inAllWays } from "./ways.ts";

browserTest(
  "popovers, dialogs and details open without the line and stay open across patches",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: [],
      dots: (view) =>
        html`
          <button id="menu" popovertarget="list">menu</button>
                  <div id="list" popover title=${view.count}>list <b>${view
                    .count}</b>${view.count % 2 ? html`<i>odd</i>` : null}</div><button
            id="ask" commandfor="dialog" command="show-modal">ask</button>
                  <dialog id="dialog" title=${view.count}>dialog <b>${view.count}</b>
                    <button id="close" commandfor="dialog" command="close">close</button></dialog>
                  <details id="more-of-it"><summary>more</summary><b>${view.count}</b></details>
        `,
      colon: (view) => [
        <button id="menu" popovertarget="list">menu</button>,
        <div id="list" popover title={`${view.count}`}>
          list <b>{view.count}</b>
          {view.count % 2 ? <i>odd</i> : null}
        </div>,
        <button id="ask" commandfor="dialog" command="show-modal">ask</button>,
        <dialog id="dialog" title={`${view.count}`}>
          dialog <b>{view.count}</b>
          <button id="close" commandfor="dialog" command="close">close</button>
        </dialog>,
        <details id="more-of-it">
          <summary>more</summary>
          <b>{view.count}</b>
        </details>,
      ],
    }, async ({ page, call, on }) => {
      const isOpen = (selector: string) =>
        page.evaluate((selector) => document.querySelector(selector) !== null, selector);
      // What opens them is not the line: it is away.
      on.proxy.goDown();
      await page.click("#more-of-it summary");
      await page.click("#menu");
      assert.deepEqual(
        [await isOpen("#list:popover-open"), await isOpen("details[open]")],
        [true, true],
      );
      on.proxy.comeUp();
      await page.waitForSelector("body.dj-connected");
      await call("more");
      await reads(page, "#list b", "1");
      assert.deepEqual(
        [await isOpen("#list:popover-open"), await isOpen("details[open]")],
        [true, true],
      );
      await page.keyboard.press("Escape");
      assert.equal(await isOpen("#list:popover-open"), false);
      await page.click("#ask");
      assert.equal(await isOpen("#dialog:modal"), true);
      await call("more");
      await reads(page, "#dialog b", "2");
      assert.deepEqual(
        [await isOpen("#dialog:modal"), await isOpen("details[open]")],
        [true, true],
      );
      await page.click("#close");
      assert.equal(await isOpen("#dialog:modal"), false);
      on.forgiveLine();
    });
  },
);

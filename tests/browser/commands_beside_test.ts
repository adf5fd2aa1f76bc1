/** What stands beside commands, or over the handler that they go on to, holds for them. */

import assert from "node:assert/strict";
import { debounce, event, html, js, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest } from "./chromium.ts";
import { reads, stage } from "./stage.ts";

browserTest(
  "what stands beside commands holds for them: dj-confirm, dj-lock, dj-loading",
  async (_t, browser) => {
    let release = (): void => {};
    let calls = 0;
    class View extends LiveView {
      done = 0;
      @event
      async slow() {
        calls++;
        await new Promise<void>((resolve) => release = resolve);
        this.done++;
      }
      render() {
        return html`
          <button id="asked" dj-confirm="Sure?" dj-click=${js.addClass("ran")}>a</button>
                  <button id="locked" dj-lock dj-loading.class="waits"
            dj-click=${js.toggleClass("ran").pushEvent(this.slow)}>l</button><output>${this
              .done}</output>
        `;
      }
    }
    await using on = await stage(browser, { "/": View }, { latency: 20 });
    const page = await on.open();
    page.once("dialog", (dialog) => dialog.dismiss());
    await page.click("#asked");
    await page.waitForSelector("#asked:not([class])");
    page.once("dialog", (dialog) => dialog.accept());
    await page.click("#asked");
    await page.waitForSelector("#asked.ran");
    await page.click("#locked");
    await page.waitForSelector("#locked.ran.waits");
    await page.click("#locked");
    await until("it is called", () => calls === 1);
    assert.match(
      await page.getAttribute("#locked", "class") ?? "",
      /\bran\b/,
      "a locked one runs nothing",
    );
    release();
    await reads(page, "output", "1");
    await page.waitForSelector("#locked:not(.waits)");
    await page.click("#locked");
    await page.waitForSelector("#locked:not(.ran)");
    await until("it is called again", () => calls === 2);
    release();
    await reads(page, "output", "2");
  },
);

browserTest(
  "a decorator of the handler that commands go on to is theirs as well",
  async (_t, browser) => {
    const saved: unknown[] = [];
    class View extends LiveView {
      @debounce({ wait: 400 })
      @event
      save({ n }: { n: number }) {
        saved.push(n);
      }
      render() {
        return html`${
          [1, 2, 3].map((n) =>
            html`<button id="b${n}" data-n:int="${n}" dj-click=${
              js.addClass("ran").pushEvent(this.save)
            }>${n}</button>`
          )
        }
        <button id="all" dj-click=${
          js.toggleClass("on").pushEvent(this.save, { n: 9 })
        }>all</button>`;
      }
    }
    await using on = await stage(browser, { "/": View });
    const page = await on.open();
    await page.click("#b1");
    await until("the first is there, with the module", () => saved.length === 1);
    const classes = await page.evaluate(() => {
      const all = document.getElementById("all") as HTMLElement;
      const seen: string[] = [];
      for (let i = 0; i < 3; i++) {
        all.click();
        seen.push(all.className);
      }
      return seen;
    });
    assert.deepEqual(classes, ["on", "", "on"], "commands do not wait");
    await until("the silence is over", () => saved.length === 2);
    await page.click("#b2");
    await until("the next is heard", () => saved.length === 3);
    assert.deepEqual(saved, [1, 9, 2]);
  },
);

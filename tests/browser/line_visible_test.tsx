/** What is seen or not by the line: before the script has run, while it is up, and while it is away. */

// deno-lint-ignore-file jsx-key -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { type Child, html, LiveView } from "@djust/live";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, isLost, stage } from "./stage.ts";
import { inAllWays, type Spellings } from "./ways.ts";

const spellings: Omit<Spellings, "tries"> = {
  dots: () =>
    html`
      <p id="cloak" dj-cloak>cloak</p>
      <p id="up" dj-connected>up</p>
      <p id="away" class="flex" dj-disconnected>away</p>
    `,
  colon: () => [
    <p id="cloak" dj-cloak>cloak</p>,
    <p id="up" dj-connected>up</p>,
    <p id="away" class="flex" dj-disconnected>away</p>,
  ],
};

const seen = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#cloak, #up, #away")]
      .filter(({ offsetHeight }) => offsetHeight > 0).map(({ id }) => id)
  );

browserTest("dj-cloak, dj-connected and dj-disconnected follow the line", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-cloak", "dj-connected", "dj-disconnected"],
    ...spellings,
  }, async ({ page, on }) => {
    await page.waitForFunction(() =>
      getComputedStyle(document.getElementById("away") as Element).display === "none"
    );
    assert.deepEqual(await seen(page), ["cloak", "up"]);
    on.proxy.goDown();
    await isLost(page);
    assert.deepEqual(await seen(page), ["cloak", "away"]);
    on.proxy.comeUp();
    await isLive(page);
    assert.deepEqual(await seen(page), ["cloak", "up"]);
    on.forgiveLine();
  }, { latency: 150 });
});

browserTest(
  "before the script has run nothing of them is seen, in the layout neither",
  async (t, browser) => {
    for (const place of ["view", "layout"] as const) {
      assert.ok(
        await t.step(place, async () => {
          class Plain extends LiveView {
            render(): Child {
              return place === "view" ? spellings.dots(this as never) : html`<p>plain</p>`;
            }
          }
          await using on = await stage(browser, { "/": Plain }, {
            ...(place === "layout" && {
              layout: ({ content, head, scripts, flash, title }) =>
                html`
                  <!doctype html>
                  <html lang="en">
                    <head><title>${title}</title>${head}</head>
                    <body>${flash}${spellings.dots(undefined as never)}${content}${scripts}</body>
                  </html>
                `,
            }),
          });
          const page = await on.visitor.open();
          await page.route("**/client.*.js", () => {});
          await page.goto(on.url, { waitUntil: "commit" });
          await page.waitForSelector("#away", { state: "attached" });
          await page.waitForFunction(() => document.styleSheets.length > 0);
          assert.deepEqual(await seen(page), []);
          // A script that was let go would open a socket, and the next page cut it on its way up.
          await page.close();
          assert.deepEqual(await seen(await on.open()), ["cloak", "up"]);
        }),
      );
    }
  },
);

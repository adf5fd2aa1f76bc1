/** Channels in a real browser, with the built client: its module comes when a channel opens. */

import assert from "node:assert/strict";
import type { PageChannel } from "@djust/live/client";
import { echoing, newNotes, Plain, pointing } from "../kit/channel_kit.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, stage } from "./stage.ts";

/** What the page's own script keeps. */
type Listening = Djusted & {
  heard: unknown[];
  channelsOpen: Record<string, PageChannel | undefined>;
};

/** The page's half, as a script of its own that runs before the client. */
function halves(): void {
  const page = globalThis as Listening;
  page.heard = [];
  page.channelsOpen = {};
  const hear = (channel: PageChannel) => {
    page.channelsOpen[channel.kind] = channel;
    return {
      message: (data: unknown) =>
        void page.heard.push(data instanceof Uint8Array ? [...data] : data),
      closed: () => void (page.channelsOpen[channel.kind] = undefined),
    };
  };
  (page as { djust: unknown }).djust = { channels: { echo: hear, pointer: hear } };
}

const isOpen = (page: Page, kind: string): Promise<unknown> =>
  page.waitForFunction((kind) => (globalThis as Listening).channelsOpen[kind], kind);

const heard = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => (globalThis as Listening).heard);

browserTest(
  "text and bytes go both ways, in two tabs, and again after a cut",
  async (_, browser) => {
    const notes = newNotes();
    await using on = await stage(browser, { "/": Plain }, {
      use: [echoing(notes), pointing("desk")],
    });
    await on.visitor.context.addInitScript(halves);
    const one = await on.open();
    const two = await on.open();
    for (const page of [one, two]) for (const kind of ["echo", "pointer"]) await isOpen(page, kind);
    await one.evaluate(() => (globalThis as Listening).channelsOpen.echo?.send({ hello: "ä" }));
    await until("the echo comes", async () => (await heard(one)).length === 1);
    assert.deepEqual(await heard(one), [[1, { hello: "ä" }]]);
    await one.evaluate(() =>
      (globalThis as Listening).channelsOpen.pointer?.send(Uint8Array.of(0, 255))
    );
    await until("the other tab sees the pointer", async () => (await heard(two)).length === 1);
    assert.deepEqual(await heard(two), [[0, 255]]);

    on.proxy.cut();
    await until(
      "both lines went",
      () => notes.news.filter((news) => news === "closed: line").length === 2,
    );
    for (const page of [one, two]) {
      for (const kind of ["echo", "pointer"]) await isOpen(page, kind);
    }
    await two.evaluate(() =>
      (globalThis as Listening).channelsOpen.pointer?.send(Uint8Array.of(7))
    );
    await until("the first tab sees it", async () => {
      const last = (await heard(one)).at(-1);
      return Array.isArray(last) && last[0] === 7;
    });
    on.forgiveLine();
  },
);

browserTest("a page without channels does not load what knows them", async (_, browser) => {
  await using on = await stage(browser, { "/": Plain });
  const page = await on.open();
  await page.click("button");
  await page.waitForFunction(() => document.querySelector("output")?.textContent === "1");
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name)
  );
  assert(loaded.some((name) => /client\.\w+\.js/.test(name)), loaded.join());
  assert(!loaded.some((name) => name.includes("client.channels")), loaded.join());
});

/** Real browsers at two processes: people, what is told, a cursor; and a process that goes. */

import assert from "node:assert/strict";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, reads } from "./stage.ts";
import { startProxy } from "../proxy.ts";
import { until } from "../until.ts";
import { KINDS, startNodes, type StoreKind } from "../cluster/stores.ts";

/** What a browser says of a server that went. */
const LOST = /WebSocket connection to .* failed|net::ERR_(?:CONNECTION|EMPTY|SOCKET)/;

async function enter(browser: Browser, url: string, who: string) {
  const visitor = await browser.visit();
  const page = await visitor.open(`${url}/?room=hall&desk&who=${who}`);
  await isLive(page);
  return { visitor, page };
}

async function say(page: Page, name: string, params = {}): Promise<void> {
  await page.evaluate(
    ([name, params]) => (globalThis as Djusted).djust.pushEvent(name, params).then(() => {}),
    [name, params] as const,
  );
}

/** Whose cursors a page draws. */
function drawn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelector("djust-cursors")?.shadowRoot?.querySelectorAll("i:not(.out)") ?? []]
      .map((node) => node.querySelector("span")?.textContent ?? "")
  );
}

async function together(kind: StoreKind, browser: Browser): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await kind.open());
  const [one, two] = await startNodes(stack, store, 2);
  assert(one && two);
  const line = stack.use(startProxy([one.port]));
  const ada = await enter(browser, line.url, "ada");
  const bo = await enter(browser, two.process.url, "bo");
  for (const { page } of [ada, bo]) await reads(page, "#people", "ada:active:1 bo:active:1");
  await reads(ada.page, "#told", "+bo");
  await say(ada.page, "tell", { text: "fresh" });
  await reads(bo.page, "#news", "fresh");
  // Pointers are told once the page knows that somebody else is there.
  await until("bo sees ada's cursor", async () => {
    await ada.page.mouse.move(80 + Math.random() * 100, 330);
    const { x, y, width } = await ada.page.locator("[dj-cursors]").boundingBox() ??
      { x: 0, y: 0, width: 0 };
    await ada.page.mouse.move(x + width * Math.random(), y + 150);
    return (await drawn(bo.page)).includes("ada");
  }, { every: 100 });
  await ada.page.click("#add");
  await ada.page.click("#add");
  await reads(ada.page, "output", "2");

  line.setUpstreams([two.port]);
  await one.process.terminate();
  await isLive(ada.page);
  await ada.page.click("#add");
  await reads(ada.page, "output", "3");
  await reads(bo.page, "#people", "ada:active:1 bo:active:1");
  const told = await bo.page.textContent("#told");
  assert.equal(told === "+ada" ? "" : told, "", "nobody left");
  await say(ada.page, "leave");
  await reads(bo.page, "#people", "bo:active:1");
  await ada.page.close();
  await bo.page.close();
  const complaints = ada.visitor.takeComplaints().filter((text) => !LOST.test(text));
  assert.deepEqual(complaints, []);
}

// They wait more than they work: all at once.
const kinds = KINDS.filter(({ missing }) => !missing || Deno.env.get("CI") === "true");
for (const { name, missing } of KINDS) {
  if (missing) console.error(`\n!!! Cannot test browsers on ${name}: no ${missing} here\n`);
}
const on = kinds.map(({ name }) => name).join(", ");
browserTest(`two browsers at two processes are together, on ${on}`, async (_, browser) => {
  const outcomes = await Promise.allSettled(kinds.map((kind) => together(kind, browser)));
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.status === "rejected") {
      throw new Error(`On ${kinds[at]?.name}`, { cause: outcome.reason });
    }
  }
});

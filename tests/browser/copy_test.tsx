/** A click copies a text and says so, and the browser's own event of that name still is one. */

// deno-lint-ignore-file jsx-key jsx-button-has-type jsx-curly-braces -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { inAllWays, type Spellings, type Way } from "./ways.ts";

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

const spellings: Omit<Spellings, "tries"> = {
  dots: (view) =>
    html`
      <input id="from" value="a@b.c"><pre id="code">${"one\ntwo"}</pre>
            <button id="it" dj-copy="#from" dj-copy-feedback="Copied"
        dj-click=${view.tell}>Copy <b>it</b></button>
            <button id="plain" dj-copy="#code">code</button><button id="late"
        dj-copy=${`#${view.text}`}>x</button>
            <p id="handler" tabindex="0" dj-copy=${() => view.tell({ copied: true })}>text</p>
    `,
  colon: (view) => [
    <input id="from" value="a@b.c" />,
    <pre id="code">{"one\ntwo"}</pre>,
    <button id="it" dj-copy="#from" dj-copy-feedback="Copied" dj-click={view.tell}>
      Copy <b>it</b>
    </button>,
    <button id="plain" dj-copy="#code">code</button>,
    <button id="late" dj-copy={`#${view.text}`}>x</button>,
    <p id="handler" tabindex="0" dj-copy={() => view.tell({ copied: true })}>text</p>,
  ],
};

const copies = (read: (page: Page) => Promise<string>) => async ({ page, take, on }: Way) => {
  const reads = async (text: string): Promise<void> => {
    await until(`"${text}" is copied`, async () => await read(page) === text);
  };
  const label = (id: string) => page.textContent(id);
  await page.fill("#from", "typed@b.c");
  await page.click("#it");
  await reads("typed@b.c");
  assert.equal((await take()).length, 1, "a click beside it is told");
  await page.waitForSelector("#it.copied");
  assert.equal((await label("#it"))?.trim(), "Copied it");
  await page.clock.runFor(2_100);
  assert.equal((await label("#it"))?.trim(), "Copy it");
  assert.equal(await page.getAttribute("#it", "class"), "");
  await page.click("#plain");
  await reads("one\ntwo");
  await page.waitForSelector("#plain.copied");
  assert.equal(await label("#plain"), "code");
  // A selection in it that is copied runs no handler: there is none.
  const fire = (id: string) =>
    page.evaluate(
      (id) =>
        document.getElementById(id)?.dispatchEvent(new ClipboardEvent("copy", { bubbles: true })),
      id,
    );
  await fire("it");
  assert.deepEqual(await take(0), []);
  await fire("handler");
  assert.deepEqual(await take(), [{ copied: true }]);
  await page.click("#handler");
  assert.deepEqual(await take(0), []);
  await page.click("#late");
  await until("it is told", () => page.evaluate(() => true));
  assert.deepEqual(
    on.told.filter(({ type }) => type === "error"),
    [],
  );
};

browserTest(
  "dj-copy copies what a control holds or an element shows, with feedback",
  async (t, browser) => {
    await inAllWays(
      t,
      browser,
      { tries: ["dj-copy", "dj-copy-feedback"], ...spellings },
      async (way) => {
        await way.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
        await copies(copied)(way);
      },
      // One clipboard is all visitors'.
      { isTimed: true, isInTurn: true },
    );
  },
);

/** A page that did not come over https has no clipboard: what is copied there is the selection. */
function insecure(): void {
  Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
  addEventListener("copy", ({ target }) => {
    const { value } = target as HTMLTextAreaElement;
    if (value) Object.assign(globalThis, { taken: value });
  }, true);
}

browserTest("dj-copy works in a page without https, too", async (t, browser) => {
  await inAllWays(
    t,
    browser,
    { tries: ["dj-copy"], ...spellings },
    copies((page) => page.evaluate(() => (globalThis as { taken?: string }).taken ?? "")),
    { isTimed: true, init: insecure },
  );
});

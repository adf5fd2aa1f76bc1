/** The chat of the gallery as a reader meets it: tokens, a stop, a place that is kept, a line that is cut. */

import assert from "node:assert/strict";
import { memoryState } from "@djust/live";
import { Chat } from "../../examples/chat/chat.ts";
import { Conversations } from "../../examples/chat/conversations.ts";
import type { Model } from "../../examples/chat/models/model.ts";
import { Hand } from "../chat/hand.ts";
import { atOnce } from "../chat/kit.ts";
import { ANSWERS } from "../../examples/chat/models/answers.ts";
import { tokensOf } from "../../examples/chat/models/script.ts";
import { startProcess } from "../process.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { faint, hasFocus, inGallery, lacks } from "./gallery_kit.ts";
import { isLost, reads, stage } from "./stage.ts";

/** The chat, answered by a test. */
function handled(): { hand: Hand; Talk: typeof Chat } {
  const hand = new Hand();
  class Talk extends Chat {
    static override model = (): Model => hand;
    static override kept = new Conversations();
  }
  return { hand, Talk };
}

async function ask(page: Page, text: string): Promise<void> {
  await page.fill("#text", text);
  await page.press("#text", "Enter");
}

/** The same, and waits until the model is asked for the answer of this number. */
async function asked(page: Page, hand: Hand, text: string): Promise<void> {
  const number = hand.answers.length + 1;
  await ask(page, text);
  await until("the model is asked", () => hand.answers.length === number);
}

/** The page's last answer, with attributes by name and without marks, as `atOnce` writes it. */
function answer(page: Page): Promise<string> {
  return page.evaluate(() => {
    const shown = (node: Node): string =>
      [...node.childNodes].map((child) => {
        if (child instanceof Text) {
          return child.data.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
        }
        if (!(child instanceof Element)) return "";
        const names = child.getAttributeNames().filter((name) => name !== "dj").sort();
        const attributes = names.map((name) => ` ${name}="${child.getAttribute(name)}"`).join("");
        return `<${child.localName}${attributes}>${shown(child)}</${child.localName}>`;
      }).join("");
    return shown([...document.querySelectorAll(".theirs .text")].at(-1) as Element);
  });
}

browserTest(
  "an answer is whole in the page, though its line was cut in the middle",
  async (_t, browser) => {
    const { hand, Talk } = handled();
    await using house = await stage(browser, { "/": Talk });
    const page = await house.open();
    await asked(page, hand, "All that you know");
    const text = ANSWERS.map(({ text }) => text).join("\n\n");
    const tokens = tokensOf(text);
    for (const [index, token] of tokens.entries()) {
      hand.last.say(token);
      if (index % 90 !== 45) continue;
      // Some tokens come while nobody is there to read them.
      await page.waitForSelector("body.dj-connected");
      house.proxy.cut();
      await isLost(page);
    }
    hand.last.end();
    await page.waitForSelector('.theirs[aria-busy="false"]');
    assert.equal(await answer(page), atOnce(text));
    await page.waitForSelector(".theirs pre.done .keyword");
    house.forgiveLine();
  },
);

browserTest(
  "an answer whose server goes in the middle stays, stopped, and is asked for again",
  async (_t, browser) => {
    const { hand, Talk } = handled();
    await using house = await stage(browser, { "/": Talk }, { state: memoryState() });
    const page = await house.open();
    await asked(page, hand, "How are you?");
    hand.last.say("I am **fi");
    await reads(page, ".theirs .text", "I am fi");
    // In good order: what there is of the answer is kept.
    await house.hub.close();
    await house.restart();
    await page.waitForSelector("body.dj-connected .note");
    assert.equal(await page.textContent(".theirs .text"), "I am **fi");
    await page.getByRole("button", { name: "Try again" }).click();
    await until("it is asked again", () => hand.answers.length === 2);
    hand.last.say("Fine.");
    hand.last.end();
    await reads(page, ".theirs .text", "Fine.");
    house.forgiveLine();
  },
);

browserTest(
  "an answer is stopped by keyboard, and the focus is where one goes on",
  async (_t, browser) => {
    const { hand, Talk } = handled();
    await using house = await stage(browser, { "/": Talk });
    const page = await house.open();
    await asked(page, hand, "How are you?");
    hand.last.say("I am *fi");
    await reads(page, ".theirs .text", "I am fi");
    // Token by token nothing is read out.
    assert.equal(await page.getAttribute("[role=log]", "aria-live"), "off");
    assert.equal(await page.getAttribute(".theirs", "aria-busy"), "true");
    await page.getByRole("button", { name: "Stop" }).focus();
    await page.keyboard.press("Enter");
    await hasFocus(page, "#text");
    await reads(page, ".note", "Stopped.");
    assert.equal(hand.last.signal.aborted, true);
    await page.getByRole("button", { name: "Rename" }).click();
    await hasFocus(page, "#name");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("A question");
    await page.keyboard.press("Enter");
    await reads(page, "#title", "A question");
    await hasFocus(page, "#rename");
  },
);

browserTest("the gallery's chat reads out a whole answer, once", async (_t, browser) => {
  await using gallery = await startProcess("examples/main.ts");
  const visitor = await browser.visit({ colorScheme: "dark" });
  const page = await visitor.open(`${gallery.url}/chat`);
  await page.waitForSelector("body.dj-connected");
  assert.deepEqual(await page.evaluate(lacks), []);
  assert.deepEqual(await page.evaluate(faint), []);
  await page.getByRole("button", { name: "Show me some code" }).click();
  await page.waitForSelector('.theirs[aria-busy="false"] pre.done .keyword');
  const said = await page.textContent(".theirs .text");
  assert.match(said ?? "", /^Here is a counter.*what a quotation mark closes\.$/s);
  await reads(page, "[aria-live=polite][dj-hook]", said ?? "");
  assert.deepEqual(await page.evaluate(lacks), []);
  await page.close();
});

browserTest(
  "a chat keeps to its end while its reader is there, and to their place when not",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/chat");
      await ask(page, "a list of steps");
      await page.waitForSelector('.theirs[aria-busy="false"]');
      await ask(page, "some code");
      const away = () =>
        page.evaluate(() => {
          const log = document.querySelector("#log") as HTMLElement;
          return log.scrollHeight - log.scrollTop - log.clientHeight;
        });
      await page.waitForSelector("article:nth-of-type(4) pre");
      assert((await away()) < 2, `${await away()} pixels from the end`);
      // Nobody who reads is taken away from what they read.
      await page.evaluate(() => (document.querySelector("#log") as HTMLElement).scrollTop = 0);
      await page.waitForSelector('article:nth-of-type(4)[aria-busy="false"]');
      assert.equal(await page.evaluate(() => document.querySelector("#log")?.scrollTop), 0);
      assert((await away()) > 100);
      // Whoever asks goes on at the end, and another conversation is opened there.
      await ask(page, "hello");
      await page.waitForSelector('article:nth-of-type(6)[aria-busy="false"]');
      assert((await away()) < 2, `${await away()} pixels from the end`);
      await page.evaluate(() => (document.querySelector("#log") as HTMLElement).scrollTop = 0);
      await page.click(".conversations .new");
      await page.waitForSelector(".welcome");
      await hasFocus(page, "#text");
      await page.click(".conversations li:nth-child(2) button");
      await page.waitForSelector("article:nth-of-type(6)");
      assert((await away()) < 2, `${await away()} pixels from the end`);
    });
  },
);

browserTest("the chat fits a narrow window, and can be touched", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    const page = await open("/chat");
    const { bottom = Infinity } = await page.evaluate(() =>
      document.querySelector("#text")?.getBoundingClientRect().toJSON() as DOMRect
    );
    assert(bottom <= 800, `what is written into ends at ${bottom}`);
    await ask(page, "Compare in a table");
    await page.waitForSelector('.theirs[aria-busy="false"] table');
    const { wide, small } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      small: [...document.querySelectorAll(".chat button, .chat input:not([type=hidden])")].filter(
        (one) => {
          const { width, height } = one.getBoundingClientRect();
          return width < 44 || height < 44;
        },
      ).map(({ outerHTML }) => outerHTML),
    }));
    assert(wide <= 390, `it is ${wide} pixels wide`);
    assert.deepEqual(small, []);
  }, { viewport: { width: 390, height: 800 } });
});

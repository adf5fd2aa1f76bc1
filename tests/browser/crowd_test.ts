/** Many people in real browsers: how many are drawn, other pointers, going to somebody, the whole list. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { PresenceMixin, presenceStack } from "@djust/live/presence";
import { Desk } from "../kit/cursor_kit.ts";
import { drawn, enter, gone, isSeen, point, pointIn } from "../kit/cursor_pages.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { stage } from "./stage.ts";

/** The names that are to be read, and where. */
const names = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelector("djust-cursors")?.shadowRoot?.querySelectorAll("i span") ?? []]
      .filter((node) => !(node as HTMLElement).hidden)
      .map((node) => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        return { left, top, right, bottom };
      })
  );

browserTest(
  "of many the fifty that moved last are drawn, twenty with names, which keep clear of each other and the edge",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada", { viewport: { width: 1000, height: 800 } });
    const room = on.hub.presence("desk");
    const bots = Array.from(
      { length: 60 },
      (_, at) => room.join({ id: `bot ${at}`, meta: { name: `bot ${at}` } }),
    );
    let times = 0;
    const move = (from: number, to: number): void => {
      times++;
      for (const [at, bot] of bots.slice(from, to).entries()) {
        // Over all that is seen of the desk; every tenth at its right edge.
        bot.point({ x: (at % 10 + 1) / 10 - (times % 2) / 1_000, y: (at + 1) / 110 });
      }
    };
    await until("those who came first are drawn", async () => {
      move(0, 10);
      return (await drawn(ada)).length === 10;
    });
    await until("fifty are drawn, and not those", async () => {
      move(10, 60);
      const all = await drawn(ada);
      return all.length === 50 && all.every(({ name }) => Number(name.slice(4)) >= 10);
    });
    const edge = await pointIn(ada, "#desk", 1, 0);
    await until("twenty names are clear of each other and the edge", async () => {
      move(10, 60);
      const all = await names(ada);
      if (all.length !== 20) throw new Error(`${all.length} names`);
      const isOver = all.some((one, at) =>
        all.slice(at + 1).some((other) =>
          one.left < other.right && other.left < one.right && one.top < other.bottom &&
          other.top < one.bottom
        )
      );
      const isOut = all.some(({ left, top, right, bottom }) =>
        left < 0 || top < 0 || right > (edge[0] ?? 0) + 1 || bottom > 800
      );
      return !isOver && !isOut;
    });
    for (const bot of bots) bot.leave();
    await until("all are gone", async () => (await drawn(ada)).length === 0);
    await gone(ada);
  },
);

browserTest("a finger and a pen are pointers, too", async (_, browser) => {
  await using on = await stage(browser, { "/": Desk });
  const ada = await enter(on, browser, "ada", { hasTouch: true });
  const bo = await enter(on, browser, "bo");
  const [x = 0, y = 0] = await pointIn(ada, "#paper", 0.25, 0.5);
  await until("the finger is seen, also when it was lifted", async () => {
    await ada.touchscreen.tap(x, y);
    return (await drawn(bo)).length === 1;
  });
  await isSeen(bo, "#paper", 0.25, 0.5);
  const devtools = await ada.context().newCDPSession(ada);
  const [left = 0, top = 0] = await pointIn(ada, "#paper", 0.75, 0.25);
  await devtools.send("Input.dispatchMouseEvent", {
    type: "mouseMoved",
    x: left,
    y: top,
    pointerType: "pen",
  });
  await isSeen(bo, "#paper", 0.75, 0.25);
  await gone(ada, bo);
});

browserTest(
  "one goes to somebody once, by the keyboard, and follows nobody",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada", { viewport: { width: 1000, height: 1500 } });
    const bo = await enter(on, browser, "bo", {
      viewport: { width: 1000, height: 400 },
      reducedMotion: "reduce",
    });
    await until("bo is where she points", async () => {
      await point(ada, "#desk", 0.5, 0.8);
      await bo.focus("#jump-ada");
      await bo.keyboard.press("Enter");
      return await bo.evaluate(() => scrollY > 500);
    });
    assert.equal(await bo.locator("djust-together [role=status]").count(), 0);
    const before = await bo.evaluate(() => scrollY);
    await point(ada, "#desk", 0.5, 0.1);
    await until("she is hinted at above", async () => {
      const [cursor] = await drawn(bo);
      return cursor?.isFar === true && cursor.y < 50;
    });
    assert.equal(await bo.evaluate(() => scrollY), before);
    await gone(ada, bo);
  },
);

browserTest(
  "the cursor of who leaves is taken away at once, without a fade",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada");
    const bo = await enter(on, browser, "bo");
    await point(ada, "#paper", 0.5, 0.5);
    await isSeen(bo, "#paper", 0.5, 0.5);
    await bo.evaluate(() => {
      const page = globalThis as unknown as { faded: number };
      page.faded = 0;
      let moved = performance.now();
      const root = document.querySelector("djust-cursors")?.shadowRoot as ShadowRoot;
      new MutationObserver((records) => {
        for (const { target, attributeName } of records) {
          if (attributeName === "style") moved = performance.now();
          // One that rests for so long fades by itself.
          const isEarly = performance.now() - moved < 4_000;
          if (isEarly && (target as Element).classList.contains("out")) page.faded++;
        }
      }).observe(root, { subtree: true, attributes: true, attributeFilter: ["class", "style"] });
    });
    await ada.evaluate(() => (document.querySelector("#leave") as HTMLElement).click());
    await until(
      "it is gone",
      () =>
        bo.evaluate(() =>
          document.querySelector("djust-cursors")?.shadowRoot?.querySelectorAll("i").length === 0
        ),
    );
    assert.equal(
      await bo.evaluate(() => (globalThis as unknown as { faded: number }).faded),
      0,
    );
    await gone(ada, bo);
  },
);

class Lobby extends PresenceMixin(LiveView) {
  presenceKey = "lobby";
  mount() {
    this.trackPresence({ name: "Ada" });
  }
  render() {
    return html`<main>${
      presenceStack(this.listPresences(), { max: 3, me: this.presenceId })
    }</main>`;
  }
}

browserTest("all of a stack are shown and hidden by the keyboard", async (_, browser) => {
  await using on = await stage(browser, { "/": Lobby });
  const page = await on.open();
  const bots = Array.from(
    { length: 6 },
    (_, at) => on.hub.presence("lobby").join({ id: `bot ${at}`, meta: { name: `Bot ${at}` } }),
  );
  const more = page.locator("button[popovertarget]");
  await until("four more", async () => await more.textContent() === "+4");
  assert.equal(await more.getAttribute("aria-label"), "4 more, show all");
  const list = page.locator("[popover]");
  assert.equal(await list.isVisible(), false);
  await page.keyboard.press("Tab");
  assert.equal(await more.evaluate((button) => button === document.activeElement), true);
  await page.keyboard.press("Enter");
  await until("the list is open", () => list.isVisible());
  assert.deepEqual(await list.locator("li").allTextContents().then((all) => all.length), 7);
  bots[0]?.leave();
  await until("it is kept open, and up to date", async () => {
    return await list.isVisible() && await list.locator("li").count() === 6;
  });
  await page.keyboard.press("Escape");
  await until("the list is closed", async () => !await list.isVisible());
  assert.equal(await more.evaluate((button) => button === document.activeElement), true);
  assert.match(await page.textContent("[role=status]") ?? "", /^6 people here$/);
});

/** Cursors in real browsers, with the built client: seen where they are, smooth, and gone in time. */

import assert from "node:assert/strict";
import { Desk } from "../kit/cursor_kit.ts";
import { drawn, enter, gone, isSeen, point, pointIn } from "../kit/cursor_pages.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, stage } from "./stage.ts";

browserTest(
  "a cursor is seen in its place under scroll, zoom and other widths",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada", { viewport: { width: 1200, height: 800 } });
    const bo = await enter(on, browser, "bo", { viewport: { width: 700, height: 600 } });
    await point(ada, "#paper", 0.25, 0.5);
    await isSeen(bo, "#paper", 0.25, 0.5);
    assert.deepEqual((await drawn(bo)).map(({ name, isFar }) => [name, isFar]), [["ada", false]]);
    assert.deepEqual(await drawn(ada), []);

    await bo.evaluate(() => scrollTo(0, 120));
    await isSeen(bo, "#paper", 0.25, 0.5);
    await bo.evaluate(() => void (document.documentElement.style.zoom = "1.25"));
    await isSeen(bo, "#paper", 0.25, 0.5);
    await bo.evaluate(() => void (document.documentElement.style.zoom = ""));

    // A list that scrolls by itself, elsewhere in each of both pages.
    await bo.evaluate(() => document.querySelector("#list")?.scrollTo(0, 60));
    await ada.evaluate(() => document.querySelector("#list")?.scrollTo(0, 20));
    await point(ada, "#list", 0.5, 0.05);
    await isSeen(bo, "#list", 0.5, 0.05);
    // What lies under the pointer is another when the page scrolls.
    await ada.evaluate(() => document.querySelector("#list")?.scrollTo(0, 50));
    await isSeen(bo, "#list", 0.5, 0.065);
    await bo.setViewportSize({ width: 900, height: 700 });
    await isSeen(bo, "#list", 0.5, 0.065);
    await gone(ada, bo);
  },
);

browserTest(
  "who is out of sight is hinted at; who leaves the window or the page is gone",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada", { viewport: { width: 1000, height: 1400 } });
    const bo = await enter(on, browser, "bo", { viewport: { width: 1000, height: 500 } });
    await point(ada, "#desk", 0.5, 0.8);
    await until("a hint is at the lower edge", async () => {
      const [cursor] = await drawn(bo);
      return cursor?.isFar === true && cursor.y < 500 && cursor.y > 450;
    });
    await ada.mouse.move(990, 20);
    await until(
      "a pointer outside of the container is nowhere",
      async () => (await drawn(bo)).length === 0,
    );
    await point(ada, "#paper", 0.5, 0.5);
    await until("it is back", async () => (await drawn(bo)).length === 1);
    await ada.close();
    await until("its page is gone, and so is it", async () => (await drawn(bo)).length === 0);
    await gone(bo);
  },
);

browserTest(
  "alone nothing is sent; with somebody else there, at most 20 moves a second",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const sent = (page: Page): Promise<number> =>
      page.evaluate(() => (globalThis as unknown as { bytesSent: number[] }).bytesSent.length);
    const visitor = await browser.visit();
    await visitor.context.addInitScript(() => {
      const page = globalThis as unknown as { bytesSent: number[] };
      page.bytesSent = [];
      const { send } = WebSocket.prototype;
      WebSocket.prototype.send = function (data) {
        if (typeof data !== "string") page.bytesSent.push(performance.now());
        return send.call(this, data);
      };
    });
    const ada = await visitor.open(`${on.url}/?name=ada`);
    await isLive(ada);
    await ada.waitForFunction(() =>
      "cursors" in (globalThis as unknown as { djust: object }).djust
    );
    for (let step = 0; step < 20; step++) await ada.mouse.move(100 + step, 30);
    await ada.click("#add");
    await ada.waitForFunction(() => document.querySelector("#add")?.textContent === "1");
    assert.equal(await sent(ada), 0);

    const bo = await enter(on, browser, "bo");
    await until(
      "ada's page knows, and says where she is",
      async () => (await drawn(bo)).length === 1,
    );
    const before = await sent(ada);
    const took = await ada.evaluate(async () => {
      const start = performance.now();
      const desk = document.querySelector("#desk");
      for (let step = 0; step < 60; step++) {
        desk?.dispatchEvent(
          new PointerEvent("pointermove", { clientX: 400 + step, clientY: 80, bubbles: true }),
        );
        await new Promise(requestAnimationFrame);
      }
      return performance.now() - start;
    });
    const count = await sent(ada) - before;
    assert(count >= 2 && count <= took / 50 + 2, `${count} in ${took} ms`);
    await gone(ada, bo);
  },
);

browserTest("movement is smooth, is never announced, and takes no pointer", async (_, browser) => {
  await using on = await stage(browser, { "/": Desk });
  const ada = await enter(on, browser, "ada");
  const bo = await enter(on, browser, "bo");
  await point(ada, "#desk", 0.05, 0.2);
  await until("it is seen", async () => (await drawn(bo)).length === 1);
  const mutations = bo.evaluate(() => {
    const page = globalThis as unknown as { seen: string[] };
    page.seen = [];
    new MutationObserver((records) => {
      for (const { target } of records) page.seen.push(target.nodeName);
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await mutations;
  const moving = ada.evaluate(async () => {
    const desk = document.querySelector("#desk");
    for (let step = 0; step < 40; step++) {
      const at = { clientX: 100 + step * 5, clientY: 250, bubbles: true };
      desk?.dispatchEvent(new PointerEvent("pointermove", at));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  const frames = await bo.evaluate(async () => {
    let movedAt = performance.now();
    let isSteady = false;
    addEventListener("djust:cursor_move", () => {
      isSteady = performance.now() - movedAt < 90;
      movedAt = performance.now();
    });
    const root = document.querySelector("djust-cursors")?.shadowRoot;
    const jumps: number[] = [];
    let before: number | undefined;
    let frameAt = performance.now();
    const start = frameAt;
    while (performance.now() - start < 2_000) {
      const now: number = await new Promise(requestAnimationFrame);
      const x = root?.querySelector("i")?.getBoundingClientRect().left;
      const isDrawnInTime = now - frameAt < 40;
      frameAt = now;
      // What this machine did not do in time says nothing of how it is drawn.
      if (x !== undefined && before !== undefined && isSteady && isDrawnInTime) {
        jumps.push(Math.abs(x - before));
      }
      before = x;
    }
    return jumps;
  });
  await moving;
  assert(frames.filter((jump) => jump > 0).length > 10, `${frames.length} frames`);
  // The first one comes from where she pointed before.
  assert(Math.max(...frames.slice(15)) <= 4, frames.map((jump) => jump.toFixed(1)).join());
  const seen = await bo.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
  assert.deepEqual(seen, []);
  const host = bo.locator("djust-cursors");
  assert.equal(await host.getAttribute("aria-hidden"), "true");
  assert.equal(await bo.locator("[aria-live]:has-text('ada')").count(), 0);
  // What lies beneath is clicked.
  const [x = 0, y = 0] = await pointIn(bo, "#add", 0.5, 0.5);
  await point(ada, "#add", 0.5, 0.5);
  await until("it lies over the button", async () => {
    const [cursor] = await drawn(bo);
    return cursor !== undefined && Math.hypot(cursor.x - x, cursor.y - y) < 3;
  });
  await bo.mouse.click(x + 1, y + 1);
  await bo.waitForFunction(() => document.querySelector("#add")?.textContent === "1");
  await gone(ada, bo);
});

browserTest(
  "who asks for calm sees cursors jump; who hides is seen by nobody, in the next page too",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada");
    const bo = await enter(on, browser, "bo", { reducedMotion: "reduce" });
    await point(ada, "#paper", 0.1, 0.1);
    await isSeen(bo, "#paper", 0.1, 0.1);
    const places = bo.evaluate(async () => {
      const root = document.querySelector("djust-cursors")?.shadowRoot;
      const places = new Set<number>();
      const start = performance.now();
      while (places.size < 2 || performance.now() - start < 300) {
        await new Promise(requestAnimationFrame);
        places.add(Math.round(root?.querySelector("i")?.getBoundingClientRect().left ?? 0));
        if (performance.now() - start > 20_000) break;
      }
      return places.size;
    });
    await point(ada, "#paper", 0.9, 0.1);
    assert.equal(await places, 2);

    type Controls = { djust: { cursors: { hide(): void; showOthers(is: boolean): void } } };
    await bo.evaluate(() => (globalThis as unknown as Controls).djust.cursors.showOthers(false));
    await until("bo sees none", async () => (await drawn(bo)).length === 0);
    await bo.evaluate(() => (globalThis as unknown as Controls).djust.cursors.showOthers(true));
    await point(ada, "#paper", 0.2, 0.2);
    await isSeen(bo, "#paper", 0.2, 0.2);
    await ada.evaluate(() => (globalThis as unknown as Controls).djust.cursors.hide());
    await until("ada is seen by nobody", async () => (await drawn(bo)).length === 0);
    await ada.reload();
    await isLive(ada);
    await ada.waitForFunction(() =>
      "cursors" in (globalThis as unknown as { djust: object }).djust
    );
    assert.equal(await ada.evaluate(() => localStorage.getItem("djust:cursors")), "me ");
    await gone(ada, bo);
  },
);

browserTest(
  "scripts tell where a cursor is, and hear where those of others are",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const ada = await enter(on, browser, "ada");
    const bo = await enter(on, browser, "bo");
    type Scripted = { djust: { sendCursorMove?(x: unknown, y: unknown): void }; heard: unknown[] };
    await bo.evaluate(() => {
      const page = globalThis as unknown as Scripted;
      page.heard = [];
      addEventListener(
        "djust:cursor_move",
        (event) => page.heard.push((event as CustomEvent).detail.payload),
      );
    });
    const heard = (): Promise<unknown[]> =>
      bo.evaluate(() => (globalThis as unknown as Scripted).heard);
    await ada.waitForFunction(() =>
      (globalThis as unknown as Scripted).djust.sendCursorMove !== undefined
    );
    await until("bo hears it", async () => {
      await ada.evaluate(() => {
        const { djust } = globalThis as unknown as Scripted;
        for (const bad of [NaN, Infinity, "7", null]) djust.sendCursorMove?.(bad, 1);
        djust.sendCursorMove?.(30, 40);
      });
      return (await heard()).length > 0;
    });
    const payload = { user_id: "ada", x: 30, y: 40, meta: { name: "ada", color: "#1d4ed8" } };
    assert.deepEqual((await heard())[0], payload);
    await until("it is drawn there, too", async () => {
      const [cursor] = await drawn(bo);
      const [x = 0, y = 0] = await pointIn(bo, "#desk", 0, 0);
      return cursor !== undefined && Math.hypot(cursor.x - x - 30, cursor.y - y - 40) < 2;
    });
    await gone(ada, bo);
  },
);

browserTest(
  "a name is black on a light color, white on a dark one; no color is grey",
  async (_, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const bo = await enter(on, browser, "bo");
    /** What a name is filled with, and what is behind it. */
    const colors = (): Promise<number[][]> =>
      bo.evaluate(() => {
        const root = document.querySelector("djust-cursors")?.shadowRoot;
        const name = root?.querySelector("i:not(.out) span");
        const brush = document.createElement("canvas").getContext("2d");
        if (!name || !brush) return [];
        const { webkitTextFillColor, backgroundColor } = getComputedStyle(name);
        return [webkitTextFillColor, backgroundColor].map((color) => {
          brush.fillStyle = color;
          brush.fillRect(0, 0, 1, 1);
          return [...brush.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        });
      });
    const [black, white] = [[0, 0, 0], [255, 255, 255]];
    for (
      const [color, fill, behind] of [
        ["%23fde047", black, [253, 224, 71]],
        ["%231d4ed8", white, [29, 78, 216]],
        ["nonsense", white, [100, 116, 139]],
      ] as const
    ) {
      const ada = await enter(on, browser, `ada&color=${color}`);
      await point(ada, "#paper", 0.5, 0.5);
      await until("her name is seen", async () => (await drawn(bo)).length === 1);
      assert.deepEqual(await colors(), [fill, behind], color);
      await ada.close();
      await until("she is gone", async () => (await drawn(bo)).length === 0);
    }
    await gone(bo);
  },
);

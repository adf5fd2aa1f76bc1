/** The built client in a real browser: events, foreign nodes, hooks, links, under a strict policy. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { each, event, html, LiveView } from "@djust/live";
import { live, type LiveHub } from "@djust/live/hono";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { serve } from "../serve.ts";
import { isLive, reads, stage } from "./stage.ts";
import { until } from "../until.ts";

class Gallery extends LiveView {
  text = "old";
  rows = [1, 2, 3];
  log: string[] = [];
  left = 0;
  @event
  rename() {
    this.text += "!";
  }
  @event
  grow() {
    this.rows.push(this.rows.length + 1);
  }
  @event
  note({ what = "", key = "" }: { what?: string; key?: string }) {
    this.log.push(what + key);
  }
  @event
  reply({ n }: { n: number }) {
    this.pushEvent("pong", { n });
    return n * 2;
  }
  render() {
    return html`
      <p id="text" class=${{ long: this.text.length > 4 }}>${this.text}</p>
      <p id="mixed">a ${this.text} b</p>
      <button id="rename" dj-click="rename">rename</button>
      <button id="grow" dj-click="grow">grow</button>
      <ul id="rows">${each(
        this.rows,
        (row) => row,
        (row) =>
          html`<li style=${{ left: `${row}px` }}>${row} <button dj-click=${() =>
            this.rows = this.rows.filter((one) => one !== row)}>x</button></li>`,
      )}</ul>
      <svg id="svg" width="10" height="10">${this.rows.map((row) =>
        html`<circle r=${row}></circle>`
      )}</svg>
      <a id="link" href="/elsewhere" dj-click="note" data-what="link">go</a>
      <div id="menu" dj-click.outside="note" data-what="outside">menu</div>
      <input id="keys" dj-keydown.ctrl.s.prevent="note" data-what="save ">
      <div id="hooked" dj-hook="Counted"><span>${this.rows.length}</span></div>
      <pre id="log">${this.log.join()}</pre>
    `;
  }
}

async function open(
  browser: Browser,
): Promise<{ page: Page; hub: LiveHub; close(): Promise<void> }> {
  const app = new Hono();
  app.get("/elsewhere", (c) => c.text("elsewhere"));
  const hub = live(app, { "/": Gallery }, {
    signals: false,
    state: false,
    csp: "strict",
    observe() {},
  });
  const served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open();
  await page.addInitScript(() => {
    const log: string[] = [];
    const hook = Object.fromEntries(
      ["mounted", "beforeUpdate", "updated", "destroyed", "disconnected", "reconnected"]
        .map((name) => [name, () => void log.push(name)]),
    );
    Object.assign(globalThis, { log, djust: { hooks: { Counted: hook } } });
  });
  await page.goto(served.url + "/");
  await page.waitForSelector("body.dj-connected");
  const close = async (): Promise<void> => {
    await page.close();
    await hub.close();
    await served.close();
  };
  return { page, hub, close };
}

browserTest("two fast clicks are two events, and rows come and go", async (_t, browser) => {
  const { page, close } = await open(browser);
  await page.evaluate(() => {
    const grow = document.querySelector<HTMLButtonElement>("#grow");
    grow?.click();
    grow?.click();
  });
  await until("five rows", async () => await page.locator("#rows li").count() === 5);
  assert.equal(
    await page.$eval("#rows li:nth-child(5)", (row) => (row as HTMLElement).style.left),
    "5px",
  );
  await page.click("#rows li:nth-child(2) button");
  await until("four rows", async () => await page.locator("#rows li").count() === 4);
  const space = await page.$eval("#svg circle:last-child", (circle) => circle.namespaceURI);
  assert.equal(space, "http://www.w3.org/2000/svg");
  await close();
});

browserTest("nodes and classes of others survive patches", async (_t, browser) => {
  const { page, close } = await open(browser);
  await page.evaluate(() => {
    const list = document.querySelector("#rows") as Element;
    list.insertBefore(document.createElement("x-ad"), list.children[1] ?? null);
    document.querySelector("#text")?.append(document.createElement("x-mark"));
    document.querySelector("#text")?.classList.add("theirs");
  });
  await page.click("#rename");
  await page.click("#rename");
  await page.click("#grow");
  await until("four rows", async () => await page.locator("#rows li").count() === 4);
  assert.equal(await page.innerHTML("#text"), "old!!<x-mark></x-mark>");
  assert.deepEqual(await page.$eval("#text", (text) => [...text.classList]), ["theirs", "long"]);
  assert.equal(await page.$eval("#rows", (list) => list.children[1]?.localName), "x-ad");
  await close();
});

browserTest("a page that a translator rewrote heals where it is patched", async (_t, browser) => {
  const { page, close } = await open(browser);
  await page.evaluate(() => {
    for (const id of ["#text", "#mixed"]) {
      const element = document.querySelector(id) as Element;
      for (const node of [...element.childNodes]) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        const font = document.createElement("font");
        font.textContent = (node as Text).data.toUpperCase();
        node.replaceWith(font);
      }
    }
  });
  await page.click("#rename");
  await until("the text is right", async () => await page.textContent("#text") === "old!");
  assert.equal(await page.textContent("#mixed"), "a old! b");
  await close();
});

browserTest("a hook hears of its own subtree only, and of the line", async (_t, browser) => {
  const { page, close } = await open(browser);
  const take = (): Promise<unknown> => page.evaluate("log.splice(0)");
  const takeOnce = async (count: number): Promise<unknown> => {
    await page.waitForFunction(`log.length >= ${count}`);
    return take();
  };
  assert.deepEqual(await takeOnce(1), ["mounted"]);
  await page.click("#rename");
  await until("renamed", async () => await page.textContent("#text") === "old!");
  assert.deepEqual(await take(), []);
  await page.click("#grow");
  await until("four", async () => await page.textContent("#hooked") === "4");
  assert.deepEqual(await takeOnce(2), ["beforeUpdate", "updated"]);
  await page.evaluate("djust.disconnect(); djust.connect()");
  await page.waitForSelector("body.dj-connected");
  assert.deepEqual(await takeOnce(2), ["disconnected", "reconnected"]);
  await close();
});

browserTest("pushEvent() gives the reply, and pushes reach the page", async (_t, browser) => {
  const { page, close } = await open(browser);
  const got = await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- the page's own global
    const { djust } = globalThis as any;
    const pong = new Promise((resolve) => djust.on("pong", resolve));
    return [await djust.pushEvent("reply", { n: 21 }), await pong];
  });
  assert.deepEqual(got, [42, { n: 21 }]);
  await close();
});

browserTest("a link with a handler stays, a modified click falls through", async (_t, browser) => {
  const { page, close } = await open(browser);
  await page.click("#link");
  await until("noted", async () => await page.textContent("#log") === "link,outside");
  const opened = page.context().waitForEvent("page");
  await page.click("#link", { modifiers: ["ControlOrMeta"] });
  await (await opened).close();
  await page.focus("#keys");
  await page.keyboard.press("Control+s");
  await until("saved", async () => (await page.textContent("#log"))?.endsWith("save s"));
  const log = await page.textContent("#log");
  assert.equal(log?.split(",").filter((one) => one === "link").length, 1);
  await close();
});

browserTest("clicks while the line is away all arrive, once", async (_t, browser) => {
  const { page, close } = await open(browser);
  await page.evaluate("djust.disconnect()");
  for (let i = 0; i < 5; i++) await page.click("#grow");
  await page.evaluate("djust.connect()");
  await until("eight rows", async () => await page.locator("#rows li").count() === 8);
  await close();
});

browserTest(
  "a lost line is shown, styled under a strict policy, and restylable",
  async (_t, browser) => {
    const { page, close } = await open(browser);
    await page.evaluate("djust.disconnect()");
    const notice = page.locator(".dj-notice");
    await notice.waitFor();
    assert.equal(await notice.textContent(), "Connection lost. Reconnecting…");
    assert.equal(await notice.evaluate((element) => getComputedStyle(element).position), "fixed");
    await page.evaluate("djust.connect()");
    await notice.waitFor({ state: "hidden" });
    await close();
  },
);

class Flashing extends LiveView {
  count = 0;
  @event
  tell() {
    this.putFlash("info", `hello ${++this.count}`);
  }
  render() {
    return html`<button id="tell" dj-click="tell">tell</button>`;
  }
}

browserTest("a body that is swapped shows the flash of its own view", async (_t, browser) => {
  await using on = await stage(browser, { "/": Flashing });
  const page = await on.open();
  await page.click("#tell");
  await reads(page, "[data-djust-flash]", "hello 1");
  await page.evaluate(() =>
    new Promise<void>((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", location.href);
      request.responseType = "document";
      request.onload = () => {
        document.body.replaceWith(document.adoptNode(request.responseXML?.body as Node));
        resolve();
      };
      request.send();
    })
  );
  await isLive(page);
  await page.click("#tell");
  await reads(page, "[data-djust-flash]", "hello 1");
});

browserTest(
  "a view that is swapped away ends with its hooks, and one that comes joins",
  async (_t, browser) => {
    const { page, hub, close } = await open(browser);
    // As a library that swaps the body of pages does; this way needs no trusted HTML.
    const swapped = await page.evaluate(() =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open("GET", location.href);
        request.responseType = "document";
        request.onload = () => {
          const root = document.querySelector("[data-djust]") as Element;
          const next = request.responseXML?.querySelector("[data-djust]") as Element;
          root.replaceWith(document.adoptNode(next));
          Object.assign(globalThis, { gone: root });
          resolve(root.isConnected);
        };
        request.send();
      })
    );
    assert.equal(swapped, false);
    await until("the old one ended", () => hub.stats().instances === 1);
    await isLive(page);
    await page.waitForFunction("log.length >= 4");
    assert.deepEqual(await page.evaluate("log.splice(0)"), [
      ...["mounted", "disconnected", "destroyed"],
      "mounted",
    ]);
    const isHeard = await page.evaluate(() => {
      const { gone } = globalThis as typeof globalThis & { gone: Element };
      let isHeard = true;
      gone.addEventListener("click", (event) => {
        isHeard = event.defaultPrevented;
        event.preventDefault();
      });
      gone.querySelector<HTMLElement>("#link")?.click();
      return isHeard;
    });
    assert.equal(isHeard, false);
    await page.click("#grow");
    await until("the new one lives", async () => await page.locator("#rows li").count() === 4);
    await close();
  },
);

/** Forms belong to the user: what they type, where their caret is, what they chose, whatever patches do. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { each, event, html, LiveView } from "@djust/live";
import { live, type LiveHub } from "@djust/live/hono";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";

class Form extends LiveView {
  loud = "";
  typed: string[] = [];
  draft = "";
  said: string[] = [];
  list = "b";
  agreed = false;
  tick = 0;
  swapped = false;
  @event
  shout({ value }: { value: string }) {
    this.typed.push(value);
    this.loud = value.toUpperCase();
  }
  @event
  say({ text }: { text: string }) {
    if (text === "bad") throw new Error("refused");
    this.said.push(text);
    this.draft = "";
  }
  @event
  note({ value }: { value: string }) {
    this.draft = value;
  }
  @event
  bump() {
    this.tick++;
  }
  @event
  flip() {
    this.list = this.list === "b" ? "c" : "b";
    this.agreed = !this.agreed;
    this.swapped = !this.swapped;
  }
  render() {
    const options = this.swapped ? ["c", "b", "a"] : ["a", "b", "c"];
    return html`
      <output id="tick">${this.tick}</output>
      <button id="bump" dj-click="bump">bump</button>
      <button id="flip" dj-click="flip">flip</button>
      <input id="loud" value=${this.loud} dj-input=${this.shout} dj-debounce="0">
      <form id="form" dj-submit="say">
        <input id="draft" name="text" value=${this.draft} autocomplete="off">
        <textarea id="free" name="free"></textarea>
        <button id="send">send</button>
      </form>
      <ol id="said">${this.said.map((text) => html`<li>${text}</li>`)}</ol>
      <select id="list" value=${this.list}>
        ${each(options, (one) => one, (one) => html`<option value=${one}>${one}</option>`)}
      </select>
      <input id="agreed" type="checkbox" checked=${this.agreed}>
      <details id="details">
        <summary>more</summary>
        <p>text</p>
      </details>
      <div id="box">
        <div id="tall"></div>
      </div>
    `;
  }
}

async function open(browser: Browser, limits: object = {}): Promise<{
  page: Page;
  hub: LiveHub;
  close(): Promise<void>;
  takeComplaints(): string[];
}> {
  const app = new Hono();
  const hub = live(app, { "/": Form }, {
    signals: false,
    state: false,
    csp: "strict",
    limits,
    observe() {},
  });
  const served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open(served.url + "/");
  await page.waitForSelector("body.dj-connected");
  const close = async (): Promise<void> => {
    await page.close();
    await hub.close();
    await served.close();
  };
  return { page, hub, close, takeComplaints: () => visitor.takeComplaints() };
}

const value = (page: Page, selector: string): Promise<string> => page.inputValue(selector);

browserTest("a value that the server writes keeps the caret", async (_t, browser) => {
  const { page, close } = await open(browser);
  await page.type("#loud", "hello");
  await until("it is loud", async () => await value(page, "#loud") === "HELLO");
  await page.keyboard.press("Home");
  await page.keyboard.type("x");
  await until("it is loud again", async () => await value(page, "#loud") === "XHELLO");
  const caret = await page.$eval("#loud", (input) => (input as HTMLInputElement).selectionStart);
  assert.equal(caret, 1);
  await close();
});

browserTest(
  "a patch never takes what is typed while its answer is under way",
  async (_t, browser) => {
    const { page, close } = await open(browser);
    await page.evaluate("djust.latency(200)");
    await page.type("#loud", "abcdefgh", { delay: 60 });
    assert.match(await value(page, "#loud"), /^[a-h]+$/i);
    assert.equal((await value(page, "#loud")).toLowerCase(), "abcdefgh");
    await until("all of it was answered", async () => await value(page, "#loud") === "ABCDEFGH");
    await close();
  },
);

browserTest(
  "after a submit the render wins, and nobody types while it is under way",
  async (_t, browser) => {
    const { page, close } = await open(browser);
    await page.fill("#draft", "first");
    await page.press("#draft", "Enter");
    await until("it was said", async () => await page.textContent("#said") === "first");
    await until("the box is empty", async () => await value(page, "#draft") === "");
    // Time enough to type before the answer comes.
    await page.evaluate("djust.latency(1_000)");
    await page.fill("#draft", "second");
    await page.press("#draft", "Enter");
    await page.type("#draft", "!");
    await until("it was said", async () => await page.textContent("#said") === "firstsecond");
    await until("the box is empty", async () => await value(page, "#draft") === "");
    await page.type("#draft", "third");
    assert.equal(await value(page, "#draft"), "third");
    await close();
  },
);

browserTest(
  "after an error the text stays, and so does a control without a hole",
  async (_t, browser) => {
    const { page, close, takeComplaints } = await open(browser);
    await page.fill("#free", "free");
    await page.fill("#draft", "bad");
    const failed = page.evaluate(() =>
      new Promise((resolve) =>
        document.addEventListener(
          "djust:error",
          (event) => resolve((event as CustomEvent).detail.code),
        )
      )
    );
    await page.press("#draft", "Enter");
    assert.equal(await failed, "handler");
    assert.match(takeComplaints().join("\n"), /^djust: .*handler.*refused/);
    assert.equal(await value(page, "#draft"), "bad");
    await page.fill("#draft", "good");
    await page.press("#draft", "Enter");
    await until("the box is empty", async () => await value(page, "#draft") === "");
    assert.equal(await value(page, "#free"), "free");
    await close();
  },
);

browserTest(
  "lists and boxes show what is rendered, also when their options moved",
  async (_t, browser) => {
    const { page, close } = await open(browser);
    assert.equal(await value(page, "#list"), "b");
    await page.click("#flip");
    await until("c is chosen", async () => await value(page, "#list") === "c");
    assert.equal(await page.isChecked("#agreed"), true);
    await page.click("#flip");
    await until("b is chosen", async () => await value(page, "#list") === "b");
    assert.equal(await page.isChecked("#agreed"), false);
    await close();
  },
);

browserTest("a word that is being composed is one event, at its end", async (_t, browser) => {
  const { page, close } = await open(browser);
  const sent: string[] = [];
  await page.evaluate("djust.debug = true");
  page.on("console", (message) => {
    if (message.text().startsWith("djust sent ")) sent.push(message.text());
  });
  const cdp = await page.context().newCDPSession(page);
  await page.focus("#loud");
  for (const text of ["に", "にほ", "にほん"]) {
    await cdp.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
  await page.evaluate(() => document.querySelector<HTMLButtonElement>("#bump")?.click());
  await until("another event was answered", async () => await page.textContent("#tick") === "1");
  assert.equal(sent.filter((text) => text.includes("shout")).length, 0);
  await cdp.send("Input.insertText", { text: "日本" });
  await until("the word arrived", () => sent.some((text) => text.includes("日本")));
  assert.equal(sent.filter((text) => text.includes("shout")).length, 1);
  assert.equal(await value(page, "#loud"), "日本");
  await close();
});

browserTest(
  "a page that is painted anew keeps focus, text, selection and details",
  async (_t, browser) => {
    const { page, hub, close } = await open(browser, { grace: 1 });
    await page.click("#bump");
    await until("one", async () => await page.textContent("#tick") === "1");
    await page.click("#details summary");
    await page.fill("#free", "half a sentence");
    await page.$eval("#free", (area) => (area as HTMLTextAreaElement).setSelectionRange(2, 5));
    await page.evaluate("djust.disconnect()");
    await until("the instance is gone", () => hub.stats().instances === 0);
    await page.click("#bump");
    await page.focus("#free");
    await page.$eval("#free", (area) => (area as HTMLTextAreaElement).setSelectionRange(2, 5));
    await page.evaluate("djust.connect()");
    await page.waitForSelector("body.dj-connected");
    await until(
      "the click was replayed on the new one",
      async () => await page.textContent("#tick") === "1",
    );
    const kept = await page.evaluate(() => {
      const area = document.activeElement as HTMLTextAreaElement;
      const details = document.querySelector("#details") as HTMLDetailsElement;
      return [area.id, area.value, area.selectionStart, area.selectionEnd, details.open];
    });
    assert.deepEqual(kept, ["free", "half a sentence", 2, 5, true]);
    await close();
  },
);

browserTest("what was typed before the page was live is told, and kept", async (_t, browser) => {
  const { page, hub, close } = await open(browser, { grace: 1 });
  await page.evaluate("djust.disconnect()");
  await until("the instance is gone", () => hub.stats().instances === 0);
  await page.type("#loud", "offline");
  await page.evaluate("djust.connect()");
  await until("the server heard of it", async () => await value(page, "#loud") === "OFFLINE");
  await close();
});

browserTest(
  "a page that has to be loaded anew is, once, and keeps what was typed",
  async (_t, browser) => {
    const app = new Hono();
    const hub = live(app, { "/": Form }, {
      signals: false,
      state: false,
      csp: "strict",
      observe() {},
    });
    let loads = 0;
    const typed = Promise.withResolvers<void>();
    await using served = serve({
      async fetch(request: Request, info: never) {
        const { pathname } = new URL(request.url);
        if (pathname.endsWith(".js")) await typed.promise;
        const response = await app.fetch(request, info);
        // The first page's ticket was signed by nobody.
        if (pathname !== "/" || ++loads > 1) return response;
        const body = (await response.text()).replace(
          /data-djust="[^"]*" data-ticket="[^"]*"/,
          'data-djust="x" data-ticket="x"',
        );
        return new Response(body, response);
      },
    });
    const visitor = await browser.visit();
    const page = await visitor.open();
    await page.goto(served.url + "/", { waitUntil: "commit" });
    await page.fill("#free", "typed before");
    await page.fill("#loud", "loud");
    typed.resolve();
    await page.waitForSelector("body.dj-connected");
    assert.equal(loads, 2);
    assert.equal(await value(page, "#free"), "typed before");
    await until("the server heard of it", async () => await value(page, "#loud") === "LOUD");
    assert.equal(await page.evaluate("sessionStorage.length"), 0);
    await page.close();
    await hub.close();
  },
);

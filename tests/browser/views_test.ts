/** Views in views in a real browser, with the built client: each by itself, in both spellings. */

import assert from "node:assert/strict";
import { createElement, each, event, html, LiveView, type Mount, view } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, isLost, reads, stage } from "./stage.ts";

class Counter extends LiveView<{ from: number }> {
  count = 0;
  keys = "";
  heard = 0;
  mount({ params }: Mount<{ from: number }>) {
    this.count = params.from;
  }
  @event
  more() {
    this.count++;
  }
  @event
  note({ key }: { key: string }) {
    this.keys += key;
  }
  @event
  hear() {
    this.heard++;
  }
  render() {
    return html`<button dj-click=${this.more}>+</button> <output>${this.count}</output>
      <input dj-keydown=${this.note} dj-input.stop=${() => {}} name="own"> <i>${this.keys}</i>
      <b dj-hear.window=${this.hear}>${this.heard}</b>`;
  }
}

/** Holds a view and says how often it heard of something itself. */
class Middle extends LiveView {
  clicks = 0;
  render() {
    return html`<div dj-click=${() => this.clicks++}>${
      view(Counter, { id: "inner", params: { from: 5 } })
    }</div><em>${this.clicks}</em>`;
  }
}

class Board extends LiveView {
  n = 0;
  heard = 0;
  order = ["a", "b", "c"];
  shown = true;
  @event
  retitle() {
    this.n++;
  }
  @event
  hear() {
    this.heard++;
  }
  @event
  turn() {
    this.order = [...this.order].reverse();
  }
  @event
  hide() {
    this.shown = !this.shown;
  }
  @event
  leave({ key }: { key: string }) {
    this.order = this.order.filter((one) => one !== key);
  }
  render() {
    return html`
      <h1 dj-click=${this.retitle}>${this.n}</h1>
      <s dj-hear.window=${this.hear}>${this.heard}</s>
      <div id="left">${this.shown &&
        view(Counter, { id: "left", params: { from: this.n > 90 ? 7 : 0 } })}</div>
      <div id="right">${view(Middle, { id: "right" })}</div>
      <ul>${each(
        this.order,
        (key) => key,
        (key) =>
          html`<li id=${`row-${key}`}>${
            view(Counter, { id: `row-${key}`, params: { from: 0 } })
          }</li>`,
      )}</ul>
    `;
  }
}

/** The same two views, as JSX compiles to. */
class Spelled extends LiveView {
  shown = false;
  @event
  show() {
    this.shown = true;
  }
  render() {
    return createElement(
      "main",
      { id: "main" },
      createElement("button", { id: "show", "dj-click": this.show }, "show"),
      createElement("div", { id: "left" }, view(Counter, { id: "left", params: { from: 1 } })),
      this.shown &&
        createElement("div", { id: "right" }, view(Middle, { id: "right" })),
    );
  }
}

const count = (place: string): string => `#${place} output`;

/** A view is there when its element was heard of. */
async function settled(page: Page, instances: number): Promise<void> {
  await until(
    "all views are live",
    async () =>
      await page.evaluate(() => (globalThis as unknown as { live: number }).live) >= instances,
  );
}

/** Counts what goes live in a page, from its beginning. */
const COUNTING = `globalThis.live = 0;
  document.addEventListener("djust:connected", () => globalThis.live++);`;

async function open(on: Awaited<ReturnType<typeof stage>>, instances: number): Promise<Page> {
  await on.visitor.context.addInitScript(COUNTING);
  const page = await on.open();
  await settled(page, instances);
  return page;
}

browserTest(
  "views side by side, nested, and in rows each answer their own clicks",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Board });
    const page = await open(on, 7);
    await page.click("#left button");
    await page.click("#right button");
    await page.click("#row-b button");
    await reads(page, count("left"), "1");
    await reads(page, count("right"), "6");
    await reads(page, count("row-b"), "1");
    await reads(page, "#right em", "1");
    await page.click("h1");
    await reads(page, "h1", "1");
    assert.equal(await page.textContent(count("left")), "1");
    // Heard at the window once by each that has it, and by nobody for another.
    await page.evaluate(() => dispatchEvent(new Event("hear")));
    await reads(page, "s", "1");
    for (const place of ["left", "right", "row-a", "row-b", "row-c"]) {
      await reads(page, `#${place} b`, "1");
    }
  },
);

browserTest(
  "both spellings, painted and brought by a patch, also where the line is slow and is cut",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Spelled }, { latency: 150 });
    const page = await open(on, 2);
    await page.click("#show");
    await page.click("#left button");
    await reads(page, count("left"), "2");
    await settled(page, 4);
    await page.click("#right button");
    await reads(page, count("right"), "6");
    on.proxy.cut();
    await isLost(page);
    await page.click("#left button");
    await page.click("#right button");
    await isLive(page);
    await reads(page, count("left"), "3");
    await reads(page, count("right"), "7");
    on.forgiveLine();
  },
);

browserTest(
  "a row that moves takes its view along: focus, text and element stay",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Board });
    const page = await open(on, 7);
    await page.click("#row-a button");
    await page.evaluate(() => {
      const element = document.querySelector("#row-a [dj-view]");
      Object.assign(globalThis, { kept: element });
    });
    await page.focus("#row-a input");
    await page.keyboard.type("x");
    await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("turn"));
    await page.waitForSelector("li:last-child#row-a");
    await page.keyboard.type("y");
    await reads(page, "#row-a i", "xy");
    assert.equal(await page.inputValue("#row-a input"), "xy");
    assert(
      await page.evaluate(() =>
        document.querySelector("#row-a [dj-view]") ===
          (globalThis as unknown as { kept: Element }).kept
      ),
    );
    await page.click("#row-a button");
    await reads(page, count("row-a"), "2");
    await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("leave", { key: "a" }));
    await until("its instance has ended", () => on.hub.stats().instances === 6);
  },
);

browserTest(
  "a page that is painted anew by another process keeps what stands in its views",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Board });
    const page = await open(on, 7);
    await page.click("h1");
    await reads(page, "h1", "1");
    await page.click("#left button");
    await reads(page, count("left"), "1");
    await page.focus("#right input");
    await page.keyboard.type("typed");
    await page.evaluate(() => {
      Object.assign(globalThis, { kept: document.querySelector("#right [dj-view] [dj-view]") });
    });
    await on.restart();
    await reads(page, "h1", "0");
    await reads(page, count("left"), "0");
    await settled(page, 14);
    assert.equal(await page.inputValue("#right input"), "typed");
    assert(await page.evaluate(() => document.activeElement?.closest("#right") !== null), "focus");
    assert(
      await page.evaluate(() =>
        document.querySelector("#right [dj-view] [dj-view]") ===
          (globalThis as unknown as { kept: Element }).kept
      ),
      "the element",
    );
    await page.click("#right button");
    await reads(page, count("right"), "6");
    on.forgiveLine();
  },
);

browserTest(
  "a part that is sent anew keeps element, instance and focus of the views in it",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Board });
    const page = await open(on, 7);
    await page.click("#row-b button");
    await reads(page, count("row-b"), "1");
    await page.focus("#row-b input");
    await page.keyboard.type("a");
    await reads(page, "#row-b i", "a");
    // A script takes the list apart: what cannot be patched is asked for.
    await page.evaluate(() => {
      Object.assign(globalThis, { kept: document.querySelector("#row-b [dj-view]") });
      document.querySelector("#row-c")?.remove();
    });
    await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("turn"));
    await page.waitForSelector("li:first-child#row-c");
    await until("the view is there", async () => await page.isVisible("#row-b input"));
    assert(
      await page.evaluate(() =>
        document.querySelector("#row-b [dj-view]") ===
          (globalThis as unknown as { kept: Element }).kept
      ),
    );
    await page.keyboard.type("b");
    await reads(page, "#row-b i", "ab");
    await page.click("#row-b button");
    await reads(page, count("row-b"), "2");
    await until("each is there once", () => on.hub.stats().instances === 7);
  },
);

browserTest("a view that takes a second keeps no other one waiting", async (_t, browser) => {
  const gate = Promise.withResolvers<void>();
  class Slow extends LiveView {
    state = "idle";
    @event
    async work() {
      await gate.promise;
      this.state = "done";
    }
    render() {
      return html`<button id="slow" dj-click=${this.work}>${this.state}</button>`;
    }
  }
  class Pair extends LiveView {
    render() {
      return html`
        ${view(Slow, { id: "slow" })}<p id="left"></p><div id="right">${view(Counter, {
          id: "right",
          params: { from: 0 },
        })}</div>
      `;
    }
  }
  await using on = await stage(browser, { "/": Pair });
  const page = await open(on, 3);
  await page.click("#slow");
  for (let n = 1; n <= 3; n++) {
    await page.click("#right button");
    await reads(page, count("right"), `${n}`);
  }
  assert.equal(await page.textContent("#slow"), "idle");
  gate.resolve();
  await reads(page, "#slow", "done");
});

browserTest(
  "a page without views in views loads no module for them; one with some is told of it",
  async (_t, browser) => {
    class Plain extends LiveView {
      render() {
        return html`<p>plain</p>`;
      }
    }
    await using on = await stage(browser, { "/": Board, "/plain": Plain });
    const asked: string[] = [];
    const page = await on.visitor.open("about:blank");
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const modules = (): string[] => asked.filter((path) => /client\.views\./.test(path));
    await page.goto(`${on.url}/plain`);
    await isLive(page);
    assert.deepEqual(modules(), []);
    await page.goto(`${on.url}/`);
    await isLive(page);
    await until("its module was asked for", () => modules().length > 0);
    assert.equal(await page.locator("link[rel=modulepreload]").count(), 2);
    assert.equal(new Set(modules()).size, modules().length, "once");
  },
);

/** A view with all kinds of events; it says which it heard. */
class Hearing extends LiveView {
  heard: string[] = [];
  @event
  named() {
    this.heard.push("named");
  }
  render() {
    return html`
      <button id="once" dj-click.once=${() => this.heard.push("once")}>once</button>
      <form dj-submit=${({ word }: { word: string }) => this.heard.push(`submit ${word}`)}>
        <input name="word" value="w"><button id="send">send</button>
      </form>
      <a id="link" href="/elsewhere" dj-click="named">link</a>
      <b dj-odd=${() => this.heard.push("odd")} dj-all.window=${() => this.heard.push("all")}>b</b>
      <output>${this.heard.join(" ")}</output>
    `;
  }
}

/** One around it, which hears clicks, too. */
class Around extends LiveView {
  clicks = 0;
  render() {
    return html`
      <div dj-click=${() => this.clicks++}>${view(Hearing, { id: "in" })}</div>
      <em>${this.clicks}</em>
    `;
  }
}

for (const [held, latency] of [["views", 0], ["more", 0], ["more", 300]] as const) {
  browserTest(
    `what happens in a view before "${held}" is there waits for it and runs once, ${latency} ms away`,
    async (_t, browser) => {
      await using on = await stage(browser, {
        "/": class extends LiveView {
          render() {
            return html`${view(Around, { id: "around" })}`;
          }
        },
      }, { latency });
      const page = await on.visitor.open();
      let release = (): void => {};
      const free = new Promise<void>((resolve) => release = resolve);
      await page.route(new RegExp(`client\\.${held}\\.`), async (route) => {
        await free;
        await route.continue();
      });
      await page.goto(on.url);
      await isLive(page);
      await page.click("#once");
      await page.click("#link");
      await page.click("#send");
      await page.evaluate(() => {
        document.querySelector("b")?.dispatchEvent(new Event("odd", { bubbles: true }));
        dispatchEvent(new Event("all"));
      });
      assert.equal(await page.textContent("output"), "");
      release();
      await until(
        "all was heard",
        async () => (await page.textContent("output") ?? "").split(" ").length >= 6,
      );
      // Each has its listeners now: nothing is heard twice, and once is once.
      await page.click("#once");
      await page.click("#link");
      await reads(page, "output", "once named submit w odd all named");
      await reads(page, "em", "5");
      assert.equal(new URL(page.url()).pathname, "/");
    },
  );
}

/** `@cache` in a page: answers come without a request, what was shown stands in until the answer is here. */

import assert from "node:assert/strict";
import { cache, each, event, html, LiveView, topic, when } from "@djust/live";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, isLost, reads, stage, type StageOptions } from "./stage.ts";

const news = topic<string>("news of pages")();

/** Lets handlers go on, one after the other. */
class Gate {
  #open: (() => void)[] = [];
  isOpen = true;
  pass(): Promise<void> | void {
    if (!this.isOpen) return new Promise((resolve) => this.#open.push(resolve));
  }
  async let(): Promise<void> {
    const open = await until("a handler is at the gate", () => this.#open.shift());
    open();
  }
}

/** Pages of a list, whose server waits at a gate. */
function pages() {
  const gate = new Gate();
  const calls: string[] = [];
  class Pages extends LiveView {
    page = 1;
    news = "old";
    kind = "ul";
    fails = false;
    mount() {
      this.subscribe(news, (text) => {
        if (text === "ol") this.kind = text;
        else this.news = text;
      });
    }
    @cache
    async show({ page }: { page: number }) {
      calls.push(`show ${page}`);
      await gate.pass();
      if (this.fails) throw new Error("no such page");
      this.page = page;
    }
    @cache({ ttl: 5_000, keyParams: ["page"] })
    async briefly({ page }: { page: number }) {
      calls.push(`briefly ${page}`);
      await gate.pass();
      this.page = page;
    }
    @cache
    find({ value }: { value: string }) {
      calls.push(`find ${value}`);
      this.news = value;
    }
    @cache
    load({ id }: { id: unknown }) {
      calls.push(`load ${JSON.stringify(id)}`);
      return { id, call: calls.length };
    }
    @cache({ keyParams: ["id"], ttl: 5_000 })
    loadBy({ id }: { id: unknown }) {
      calls.push(`loadBy ${JSON.stringify(id)}`);
      return calls.length;
    }
    @cache
    touch() {
      calls.push("touch");
    }
    @event
    fail() {
      this.fails = true;
    }
    @event({ interrupt: true })
    tell({ text }: { text: string }) {
      if (text === "ol") this.kind = text;
      else this.news = text;
    }
    @event
    remove() {
      calls.push("remove");
    }
    @event
    list() {
      calls.push("list");
    }
    render() {
      const items = [1, 2, 3].map((n) => `${this.page}.${n}`);
      const list = html`
        <h2 id="title" class="title">Page ${this.page}</h2>
                <p id="news">${this.news}</p>
                ${each(
                  items,
                  (item) => item,
                  (item) => html`<li><a href="#gone" dj-click=${this.remove}>${item}</a></li>`,
                )}
                <form
          dj-submit=${this
            .remove}><input name="secret" type="password"><button>Remove</button></form>
                <button id="inside" dj-click=${this.show} data-page:int="2">2</button>
      `;
      return html`
        <nav>${each([1, 2, 3], (page) => page, (page) =>
          html`
            <button dj-target="#list" dj-click=${this.show} id=${`page-${page}`}
              data-page:int=${page}>${page}</button>
            <button dj-target="#list" dj-click=${this.briefly} id=${`brief-${page}`}
              data-page:int=${page} data-at=${this.news}>${page}</button>
          `)}</nav>
        <button id="fail" dj-click=${this.fail}>fail</button>
        <input id="find" name="find" dj-target="#found" dj-input=${this.find}>
        <p id="found">${this.news}</p>
        <div dj-click=${this.list}>${when(
          this.kind === "ul",
          () => html`<section id="list" dj-target style=${{ color: "black" }}>${list}</section>`,
        )}${when(
          this.kind === "ol",
          () => html`<section id="list" class="other" dj-target>${list}</section>`,
        )}</div>
      `;
    }
  }
  return { Pages, gate, calls };
}

async function open(browser: Browser, options: StageOptions = {}) {
  const { Pages, gate, calls } = pages();
  const at = await stage(browser, { "/": Pages }, options);
  const page = await at.open();
  return { at, page, gate, calls, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() };
}

/** What stands where the list is: its title, and whether that is a still. */
const seen = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const isSeen = (one: Element) => one.getClientRects().length > 0;
    return [...document.querySelectorAll("section")].filter(isSeen)
      .map((one) => [one.querySelector("h2")?.textContent, one.hasAttribute("inert")]);
  });

/** Clicks, and tells what is seen before anything else can happen. */
const clicked = (page: Page, selector: string): Promise<unknown> =>
  page.evaluate((selector) => {
    (document.querySelector(selector) as HTMLElement).click();
    const isSeen = (one: Element) => one.getClientRects().length > 0;
    return [...document.querySelectorAll("section")].filter(isSeen)
      .map((one) => [one.querySelector("h2")?.textContent, one.hasAttribute("inert")]);
  }, selector);

/** Shows these pages, so that they are kept. */
async function keep(page: Page, ...selectors: string[]): Promise<void> {
  for (const selector of selectors) {
    await page.click(selector);
    await reads(page, "section:not([inert]) h2", `Page ${selector.at(-1)}`);
  }
}

browserTest(
  "what pushEvent was told is told again without a request, by typed params",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page, calls } = opened;
    const load = (name: string, params: object) =>
      page.evaluate(
        ({ name, params }) => (globalThis as Djusted).djust.pushEvent(name, params as never),
        { name, params },
      );
    assert.deepEqual(await load("load", { id: 1 }), { id: 1, call: 1 });
    assert.deepEqual(await load("load", { id: 1 }), { id: 1, call: 1 });
    assert.deepEqual(await load("load", { id: "1" }), { id: "1", call: 2 });
    assert.deepEqual(await load("load", { id: [1] }), { id: [1], call: 3 });
    assert.deepEqual(await load("load", { id: 1, more: 2 }), { id: 1, call: 4 });
    assert.equal(await load("loadBy", { id: 1, more: 1 }), 5);
    assert.equal(await load("loadBy", { id: 1, more: 2 }), 5);
    assert.equal(await load("loadBy", { id: 2 }), 6);
    // What returns nothing is called for what it does.
    await load("touch", {});
    await load("touch", {});
    assert.deepEqual(calls.slice(-2), ["touch", "touch"]);
  },
);

browserTest(
  "an answer that was given back is a copy: changing it changes no other",
  async (_, browser) => {
    await using opened = await open(browser);
    const answers = await opened.page.evaluate(async () => {
      const { djust } = globalThis as Djusted;
      const first = await djust.pushEvent("load", { id: 1 }) as { id: number };
      const second = await djust.pushEvent("load", { id: 1 }) as { id: number };
      second.id = 5;
      first.id = 6;
      return await djust.pushEvent("load", { id: 1 });
    });
    assert.deepEqual(answers, { id: 1, call: 1 });
  },
);

browserTest("an answer is never older than its ttl", async (_, browser) => {
  const { Pages, calls } = pages();
  await using at = await stage(browser, { "/": Pages });
  await at.visitor.context.clock.install();
  const page = await at.open();
  const load = () =>
    page.evaluate(() => (globalThis as Djusted).djust.pushEvent("loadBy", { id: 1 }));
  await load();
  await load();
  assert.equal(calls.length, 1);
  await page.clock.fastForward(5_000);
  assert.equal(await load(), 2);
});

for (const latency of [0, 300]) {
  browserTest(
    `a page that was seen stands there at once, ${latency} ms away`,
    async (_, browser) => {
      await using opened = await open(browser, { latency });
      const { page, calls } = opened;
      await keep(page, "#page-2", "#page-1");
      assert.deepEqual(await clicked(page, "#page-2"), [["Page 2", true]]);
      await reads(page, "section:not([inert]) h2", "Page 2");
      assert.deepEqual(await seen(page), [["Page 2", false]]);
      assert.deepEqual(calls, ["show 2", "show 1", "show 2"]);
      assert.equal(await page.locator("[inert]").count(), 0);
      // What was never seen is waited for.
      assert.deepEqual(await clicked(page, "#page-3"), [["Page 2", false]]);
      await reads(page, "section:not([inert]) h2", "Page 3");
    },
  );
}

browserTest("nothing in a still can be found, named, clicked or sent", async (_, browser) => {
  await using opened = await open(browser);
  const { page, gate, calls } = opened;
  await page.fill("input[type=password]", "secret");
  await keep(page, "#page-2", "#page-1");
  gate.isOpen = false;
  assert.deepEqual(await clicked(page, "#page-2"), [["Page 2", true]]);
  const names = await page.evaluate(() => {
    const still = document.querySelector("section[inert]") as Element;
    const all = [still, ...still.querySelectorAll("*")];
    return {
      names: all.flatMap((one) => one.getAttributeNames()).filter((name) =>
        /^(?:id|name|dj)/.test(name)
      ),
      values: all.map((one) => (one as HTMLInputElement).value).filter(Boolean),
      comments: document.createTreeWalker(still, NodeFilter.SHOW_COMMENT).nextNode() !== null,
      classes: still.querySelector("h2")?.className,
    };
  });
  assert.deepEqual(names, { names: [], values: [], comments: false, classes: "title" });
  await until("the server has the event", () => calls.length === 3);
  const before = calls.length;
  // With the mouse where its link and its buttons are seen, by keys, and by a script.
  for (const target of ["section[inert] a", "section[inert] button"]) {
    const box = await page.locator(target).first().boundingBox();
    assert(box);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
  await page.evaluate(() => {
    const still = document.querySelector("section[inert]") as Element;
    for (const one of still.querySelectorAll<HTMLElement>("a, button")) one.click();
  });
  await page.focus("#find");
  await page.keyboard.press("Tab");
  const isInStill = await page.evaluate(() => !!document.activeElement?.closest("[inert]"));
  assert.equal(isInStill, false);
  await gate.let();
  await reads(page, "section:not([inert]) h2", "Page 2");
  await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("touch"));
  // What is around a still is there: a click on it is one on that.
  assert.deepEqual(calls.slice(before).filter((call) => call !== "list"), ["touch"]);
  assert.equal(new URL(page.url()).hash, "");
});

browserTest(
  "a still is never seen beside its region, at no frame, whatever comes meanwhile",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page, gate } = opened;
    await keep(page, "#page-2", "#page-1");
    await page.evaluate(() => {
      const counts: number[] = [];
      Object.assign(globalThis, { counts });
      const look = () => {
        const isSeen = (one: Element) => one.getClientRects().length > 0;
        counts.push([...document.querySelectorAll("section")].filter(isSeen).length);
        requestAnimationFrame(look);
      };
      look();
    });
    gate.isOpen = false;
    assert.deepEqual(await clicked(page, "#page-2"), [["Page 2", true]]);
    // A frame that comes before the answer changes what is hidden, and nothing that is seen.
    const tell = (text: string) =>
      page.evaluate((text) => (globalThis as Djusted).djust.pushEvent("tell", { text }), text);
    await tell("new");
    await until(
      "the region has the news",
      async () => await page.textContent("section:not([inert]) #news") === "new",
    );
    assert.deepEqual(await seen(page), [["Page 2", true]]);
    // One that takes the region away takes what stands in for it.
    await tell("ol");
    await page.waitForSelector("section.other");
    assert.deepEqual(await seen(page), [["Page 1", false]]);
    await gate.let();
    await reads(page, "section.other h2", "Page 2");
    const counts = await page.evaluate("counts") as number[];
    assert.deepEqual([...new Set(counts)], [1]);
  },
);

browserTest("a still goes with the answer, also where that is a failure", async (_, browser) => {
  await using opened = await open(browser);
  const { page, gate } = opened;
  await keep(page, "#page-2", "#page-1");
  await page.click("#fail");
  gate.isOpen = false;
  assert.deepEqual(await clicked(page, "#page-2"), [["Page 2", true]]);
  await gate.let();
  await until("the still is gone", async () => await page.locator("[inert]").count() === 0);
  assert.deepEqual(await seen(page), [["Page 1", false]]);
  assert.match(opened.at.visitor.takeComplaints().join(), /no such page/);
});

browserTest("a still goes with the line, and the answer comes all the same", async (_, browser) => {
  await using opened = await open(browser, { latency: 300 });
  const { at, page, gate, calls } = opened;
  await keep(page, "#page-2", "#page-1");
  gate.isOpen = false;
  assert.deepEqual(await clicked(page, "#page-2"), [["Page 2", true]]);
  await until("the server has the event", () => calls.length === 3);
  at.proxy.goDown();
  await isLost(page);
  assert.deepEqual(await seen(page), [["Page 1", false]]);
  // Nobody knows when an answer would come.
  assert.deepEqual(await clicked(page, "#page-2"), [["Page 1", false]]);
  gate.isOpen = true;
  await gate.let();
  at.proxy.comeUp();
  await isLive(page);
  await reads(page, "section:not([inert]) h2", "Page 2");
  assert.deepEqual(await seen(page), [["Page 2", false]]);
  at.forgiveLine();
});

browserTest(
  "a still is never older than its ttl: not shown then, and taken away then",
  async (_, browser) => {
    const { Pages, gate } = pages();
    await using at = await stage(browser, { "/": Pages });
    await at.visitor.context.clock.install();
    const page = await at.open();
    await keep(page, "#brief-2", "#brief-1");
    gate.isOpen = false;
    assert.deepEqual(await clicked(page, "#brief-2"), [["Page 2", true]]);
    await page.clock.fastForward(5_000);
    assert.deepEqual(await seen(page), [["Page 1", false]]);
    gate.isOpen = true;
    await gate.let();
    await reads(page, "section:not([inert]) h2", "Page 2");
    await keep(page, "#brief-1");
    await page.clock.fastForward(5_000);
    assert.deepEqual(await clicked(page, "#brief-2"), [["Page 1", false]]);
  },
);

browserTest("keyParams says what makes a page the same", async (_, browser) => {
  await using opened = await open(browser);
  const { at, page } = opened;
  await keep(page, "#brief-2", "#brief-1");
  // The buttons tell something else besides from now on.
  at.hub.publish(news, "other");
  await reads(page, "#found", "other");
  assert.deepEqual(await clicked(page, "#brief-2"), [["Page 2", true]]);
  await reads(page, "section:not([inert]) h2", "Page 2");
});

browserTest(
  "of two that are answered together neither is kept for the other",
  async (_, browser) => {
    await using opened = await open(browser, { latency: 300 });
    const { page } = opened;
    await page.evaluate(() => {
      for (const id of ["page-2", "page-3"]) (document.getElementById(id) as HTMLElement).click();
    });
    await reads(page, "section h2", "Page 3");
    assert.deepEqual(await clicked(page, "#page-2"), [["Page 3", false]]);
    await reads(page, "section h2", "Page 2");
    assert.deepEqual(await clicked(page, "#page-3"), [["Page 3", true]]);
    await reads(page, "section:not([inert]) h2", "Page 3");
  },
);

browserTest(
  "a still puts nothing before who types, and gives focus back to a button",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page, gate } = opened;
    await keep(page, "#page-2", "#page-1");
    await page.focus("section [type=password]");
    assert.deepEqual(await clicked(page, "#page-2"), [["Page 1", false]]);
    await reads(page, "section h2", "Page 2");
    await page.focus("#inside");
    await page.keyboard.press("Enter");
    await reads(page, "section h2", "Page 2");
    await keep(page, "#page-1");
    await page.focus("#inside");
    gate.isOpen = false;
    assert.deepEqual(await clicked(page, "#inside"), [["Page 2", true]]);
    await gate.let();
    await reads(page, "section:not([inert]) h2", "Page 2");
    await until(
      "the button has the focus",
      () => page.evaluate(() => document.activeElement?.id === "inside"),
    );
  },
);

browserTest(
  "what was asked before goes at once, in place of what still waits",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page, calls } = opened;
    for (const text of ["a", "b"]) {
      await page.fill("#find", text);
      await reads(page, "#found", text);
    }
    const shown = await page.evaluate(() => {
      const input = document.querySelector("#find") as HTMLInputElement;
      for (const text of ["ab", "a"]) {
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      const isSeen = (one: Element) => one.getClientRects().length > 0;
      const [still] = [...document.querySelectorAll("#find ~ p")].filter(isSeen);
      return [still?.textContent, still?.hasAttribute("inert")];
    });
    assert.deepEqual(shown, ["a", true]);
    await reads(page, "#found", "a");
    assert.deepEqual(calls, ["find a", "find b", "find a"]);
  },
);

browserTest("djust.debug says what came from the cache", async (_, browser) => {
  await using opened = await open(browser);
  const { page } = opened;
  const lines: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  await page.evaluate(async () => {
    const { djust } = globalThis as Djusted;
    await djust.pushEvent("load", { id: 1 });
    djust.debug = true;
    await djust.pushEvent("load", { id: 1 });
  });
  await until(
    "it is in the console",
    () => lines.some((line) => /^djust cache .*"load"/.test(line)),
  );
});

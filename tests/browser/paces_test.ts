/** `@debounce`, `@throttle`, `offline` and `rateLimit` in a page: how often a handler hears of it. */

import assert from "node:assert/strict";
import {
  debounce,
  each,
  event,
  type EventOptions,
  html,
  LiveView,
  throttle,
  topic,
} from "@djust/live";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, isLost, reads, stage, type StageOptions } from "./stage.ts";

const LIMIT: EventOptions = { rateLimit: { rate: 0.01, burst: 2 } };
const rows = topic<readonly string[]>("rows of paces")();

/** A view that says which of its handlers ran, with what. */
class Paced extends LiveView {
  calls: string[] = [];
  rows: readonly string[] = ["a", "b"];
  mount() {
    this.subscribe(rows, (rows) => this.rows = rows);
  }
  @debounce
  search({ value }: { value: string }) {
    this.calls.push(`search ${value}`);
  }
  @debounce({ wait: 1_000, maxWait: 1_000 })
  bounded({ value }: { value: string }) {
    this.calls.push(`bounded ${value}`);
  }
  @debounce({ wait: 60_000 })
  patient({ value }: { value: string }) {
    this.calls.push(`patient ${value}`);
  }
  @debounce({ wait: 100 })
  pick({ row }: { row: string }) {
    this.calls.push(`pick ${row}`);
  }
  @throttle
  step({ n }: { n: number }) {
    this.calls.push(`step ${n}`);
  }
  @throttle({ interval: 100, leading: false })
  last({ n }: { n: number }) {
    this.calls.push(`last ${n}`);
  }
  @throttle({ interval: 100, trailing: false })
  first({ n }: { n: number }) {
    this.calls.push(`first ${n}`);
  }
  @event({ offline: "drop" })
  fleeting() {
    this.calls.push("fleeting");
  }
  @event({ offline: "queue" })
  lasting() {
    this.calls.push("lasting");
  }
  @event(LIMIT)
  limited() {
    this.calls.push("limited");
  }
  @event
  mark({ n = 0 }: { n?: number }) {
    this.calls.push(`mark ${n}`);
  }
  render() {
    const { calls } = this;
    return html`<output>${calls.join(", ")}</output>
      <input id="search" name="search" dj-input=${this.search}>
      <input id="bounded" name="bounded" dj-input=${this.bounded}>
      <input id="patient" name="patient" dj-input=${this.patient}>
      <input id="off" name="off" dj-debounce="0" dj-input=${this.patient}>
      <button id="step" dj-click=${this.step} data-n:int="1">step</button>
      <button id="last" dj-click=${this.last} data-n:int="1">last</button>
      <button id="first" dj-click=${this.first} data-n:int="1">first</button>
      <button id="fleeting" dj-click=${this.fleeting}>fleeting</button>
      <button id="lasting" dj-click=${this.lasting}>lasting</button>
      <button id="limited" dj-click=${this.limited}>limited</button>
      <button id="mark" dj-click=${this.mark}>mark</button>
      ${
      each(this.rows, (row) =>
        row, (row) =>
        html`<button id=${`row-${row}`} dj-click=${this.pick} data-row=${row}>${row}</button>`)
    }`;
  }
}

async function open(browser: Browser, options: StageOptions = {}) {
  const at = await stage(browser, { "/": Paced }, options);
  const page = await at.open();
  return { at, page, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() };
}

/** Types texts into a control one after the other, before anything else can happen. */
async function type(page: Page, selector: string, ...texts: string[]): Promise<void> {
  await page.evaluate(({ selector, texts }) => {
    const control = document.querySelector(selector) as HTMLInputElement;
    for (const text of texts) {
      control.value = text;
      control.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }, { selector, texts });
}

/** Clicks so often before anything else can happen; the element tells the how-manieth it is. */
async function click(page: Page, selector: string, times: number): Promise<void> {
  await page.evaluate(({ selector, times }) => {
    const button = document.querySelector(selector) as HTMLElement;
    for (let n = 1; n <= times; n++) {
      button.setAttribute("data-n:int", String(n));
      button.click();
    }
  }, { selector, times });
}

for (const latency of [0, 300]) {
  const away = latency ? `, ${latency} ms away` : "";
  browserTest(`a debounced handler hears what was typed last, once${away}`, async (_, browser) => {
    await using opened = await open(browser, { latency });
    const { page } = opened;
    await type(page, "#search", "d", "dj", "djust");
    await reads(page, "output", "search djust");
    // By a call of a script's as well, which is told the outcome of the one that stands for it.
    const replies = await page.evaluate(() => {
      const { djust } = globalThis as Djusted;
      const call = (value: string) => djust.pushEvent("search", { value });
      return Promise.all([call("x"), call("xy")]);
    });
    assert.deepEqual(replies, [null, null]);
    await reads(page, "output", "search djust, search xy");
  });

  browserTest(`a throttled handler hears the first and the last${away}`, async (_, browser) => {
    await using opened = await open(browser, { latency });
    const { page } = opened;
    await click(page, "#step", 5);
    await reads(page, "output", "step 1, step 5");
    await click(page, "#last", 5);
    await reads(page, "output", "step 1, step 5, last 5");
    await click(page, "#first", 5);
    await page.click("#mark");
    await reads(page, "output", "step 1, step 5, last 5, first 1, mark 0");
  });
}

browserTest("maxWait sends although the typing goes on", async (_, browser) => {
  await using opened = await open(browser);
  const { page } = opened;
  const typing = page.evaluate(async () => {
    const control = document.querySelector("#bounded") as HTMLInputElement;
    const output = document.querySelector("output") as HTMLElement;
    for (let tries = 0; tries < 2_000 && output.textContent === ""; tries++) {
      control.value += "x";
      control.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return output.textContent;
  });
  assert.match(await typing, /^bounded x+$/);
});

browserTest(
  "an attribute beats the decorator, and every element has its own timer",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page } = opened;
    await type(page, "#off", "at once");
    await reads(page, "output", "patient at once");
    // A row that a patch brings, too.
    opened.at.hub.publish(rows, ["a", "c"]);
    await page.waitForSelector("#row-c");
    await page.evaluate(() => {
      for (const row of ["a", "c", "a"]) {
        (document.querySelector(`#row-${row}`) as HTMLElement).click();
      }
    });
    await until("both rows were picked", async () => {
      const calls = (await page.textContent("output"))?.split(", ").slice(1).sort();
      return calls?.join() === "pick a,pick c";
    });
  },
);

browserTest("a timer dies with its element", async (_, browser) => {
  await using at = await stage(browser, { "/": Paced });
  await at.visitor.context.clock.install();
  const page = await at.open();
  await page.clock.pauseAt(Date.now() + 1_000);
  await page.evaluate(() => (document.querySelector("#row-b") as HTMLElement).click());
  at.hub.publish(rows, ["a"]);
  await until("the row is gone", async () => await page.locator("#row-b").count() === 0);
  await page.clock.runFor(1_000);
  await page.clock.resume();
  await page.click("#mark");
  await reads(page, "output", "mark 0");
});

browserTest(
  "what waits when the line is cut is told once, as soon as it is back",
  async (_, browser) => {
    await using opened = await open(browser, { latency: 300 });
    const { at, page } = opened;
    await type(page, "#patient", "half", "whole");
    at.proxy.goDown();
    await isLost(page);
    await type(page, "#patient", "whole text");
    at.proxy.comeUp();
    await isLive(page);
    await reads(page, "output", "patient whole");
    // What came meanwhile begins a silence of its own; leaving the field ends that.
    await page.focus("#patient");
    await page.focus("#search");
    await reads(page, "output", "patient whole, patient whole text");
    await page.click("#mark");
    await reads(page, "output", "patient whole, patient whole text, mark 0");
    at.forgiveLine();
  },
);

browserTest(
  "offline: what is to be dropped is, and says so; the rest waits for the line",
  async (_, browser) => {
    await using opened = await open(browser);
    const { at, page } = opened;
    await page.evaluate(() => {
      const failures: unknown[] = [];
      Object.assign(globalThis, { failures });
      document.addEventListener(
        "djust:error",
        ({ detail }: CustomEventInit) => failures.push(detail),
      );
    });
    await page.click("#fleeting");
    await reads(page, "output", "fleeting");
    at.proxy.goDown();
    await isLost(page);
    await page.evaluate(() => {
      for (const id of ["fleeting", "lasting"]) {
        (document.getElementById(id) as HTMLElement).click();
      }
    });
    const dropped = await page.evaluate(() =>
      (globalThis as Djusted).djust.pushEvent("fleeting").catch(({ code }) => code)
    );
    assert.equal(dropped, "dropped");
    at.proxy.comeUp();
    await isLive(page);
    await reads(page, "output", "fleeting, lasting");
    assert.deepEqual(await page.evaluate("failures"), [{ code: "dropped" }, { code: "dropped" }]);
    await page.click("#fleeting");
    await reads(page, "output", "fleeting, lasting, fleeting");
    at.forgiveLine();
  },
);

browserTest("rateLimit refuses what is too much, with a code", async (_, browser) => {
  await using opened = await open(browser);
  const { page } = opened;
  const codes = page.evaluate(() => {
    const { djust } = globalThis as Djusted;
    const calls = [1, 2, 3, 4].map(() =>
      djust.pushEvent("limited").then(() => "", ({ code }) => code)
    );
    return Promise.all(calls);
  });
  assert.deepEqual(await codes, ["", "", "rate", "rate"]);
  await reads(page, "output", "limited, limited");
});

browserTest(
  "a click that comes before the modules waits for them, and is paced",
  async (_, browser) => {
    await using at = await stage(browser, { "/": Paced });
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => letGo = resolve);
    await at.visitor.context.route(/client\.more\./, async (route) => {
      await held;
      await route.continue();
    });
    const page = await at.open();
    await click(page, "#step", 4);
    letGo();
    // The first of what waited, and the newest.
    await reads(page, "output", "step 1, step 4");
  },
);

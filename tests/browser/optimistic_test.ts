/** What a page shows before the answer: no flicker where the server agrees, undone at once where not. */

import assert from "node:assert/strict";
import { type Child, event, html, LiveView, optimistic, topic } from "@djust/live";
import { createElement } from "../../vdom/jsx/mod.ts";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLost, reads, stage } from "./stage.ts";

/** Somebody else's doing. */
const set = topic<number>("set");

/** Handlers wait here until a test lets them go on, with a word or with an error. */
class Gate {
  readonly waiting: ((failure?: string) => void)[] = [];

  async pass(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waiting.push((failure) => failure ? reject(new Error(failure)) : resolve());
    await promise;
  }

  /** Lets the one that came first go on. */
  async open(failure?: string): Promise<void> {
    await until("a handler has come", () => this.waiting.length > 0);
    this.waiting.shift()?.(failure);
  }
}

/** Each way of writing it: in a template, or in JSX. */
const SPELLINGS: Readonly<Record<string, (view: Counter) => Child>> = {
  html: ({ count, done, more, flip, remove }) =>
    html`
      <section><output dj-bind="count">${count}</output>
      <i id="mark" dj-bind.aria-label="count" aria-label=${String(count)}></i>
      <button id="more" dj-click=${more} dj-optimistic="count:count+1">+</button>
      <button id="flip" class=${done ? "done" : ""} dj-click=${flip}
        dj-optimistic=${done ? "class:!done; done:!done" : "class:done; done:!done"}>flip</button>
      <input id="box" type="checkbox" checked=${done} dj-bind="done"><ul><li>row <button id="remove"
        dj-click=${remove} dj-optimistic="remove">x</button></li></ul></section>
    `,
  JSX: ({ count, done, more, flip, remove }) =>
    createElement(
      "section",
      {},
      createElement("output", { "dj-bind": "count" }, count),
      createElement("i", {
        id: "mark",
        "dj-bind:aria-label": "count",
        "aria-label": String(count),
      }),
      createElement("button", {
        id: "more",
        "dj-click": more,
        "dj-optimistic": "count:count+1",
      }, "+"),
      createElement("button", {
        id: "flip",
        class: done ? "done" : "",
        "dj-click": flip,
        "dj-optimistic": done ? "class:!done; done:!done" : "class:done; done:!done",
      }, "flip"),
      createElement("input", { id: "box", type: "checkbox", checked: done, "dj-bind": "done" }),
      createElement(
        "li",
        {},
        "row",
        createElement("button", {
          id: "remove",
          "dj-click": remove,
          "dj-optimistic": "remove",
        }, "x"),
      ),
    ) as unknown as Child,
};

abstract class Counter extends LiveView {
  count = 5;
  done = false;
  isShown = true;
  abstract gate: Gate;
  abstract spelling: string;

  mount() {
    this.subscribe(set(), (count) => this.count = count);
  }

  @event
  show() {
    this.isShown = true;
  }

  @event
  async more() {
    await this.gate.pass();
    this.count++;
  }

  @event
  quick() {
    this.count++;
  }

  @event
  async flip() {
    await this.gate.pass();
    this.done = !this.done;
  }

  @event
  async remove() {
    await this.gate.pass();
    this.isShown = false;
  }

  render() {
    const content = this.isShown ? SPELLINGS[this.spelling]?.(this) : null;
    return html`
      <button id="show" dj-click=${this.show}>show</button><button
        id="quick" dj-click=${this.quick} dj-optimistic="count:count+1">quick</button>${content ??
          null}
    `;
  }
}

/** What is seen in a page: every record whose value differs, and what a control shows at each frame. */
async function watch(page: Page): Promise<() => Promise<{ written: string[]; shown: string[] }>> {
  await page.evaluate(() => {
    const [written, shown]: string[][] = [[], []];
    Object.assign(globalThis, { written, shown });
    const output = document.querySelector("output") as Element;
    const button = document.querySelector("#flip") as Element;
    const box = document.querySelector("#box") as HTMLInputElement;
    const plain = (value: string | null): string =>
      (value ?? "").split(" ").filter((one) => !/^(?:optimistic-pending|loading)$/.test(one))
        .join();
    const observe = (target: Element, now: () => string | null, kind: string): void => {
      new MutationObserver((records) => {
        records.forEach(({ oldValue, type }, i) => {
          if (type !== kind) written?.push(type);
          // What a record has written is what the next one has found.
          const value = i + 1 < records.length ? records[i + 1]?.oldValue ?? null : now();
          if (plain(value) !== plain(oldValue)) written?.push(plain(value));
        });
      }).observe(
        target,
        kind === "attributes"
          ? { attributeFilter: ["class"], attributeOldValue: true }
          : { subtree: true, childList: true, characterDataOldValue: true },
      );
    };
    observe(output, () => output.textContent, "characterData");
    observe(button, () => button.getAttribute("class"), "attributes");
    const frame = (): void => {
      const value = String(box.checked);
      if (shown?.at(-1) !== value) shown?.push(value);
      requestAnimationFrame(frame);
    };
    frame();
  });
  return () => page.evaluate("({ written, shown })");
}

async function opened(
  browser: Browser,
  { spelling, isPainted, latency = 0 }: {
    spelling: string;
    isPainted: boolean;
    latency?: number;
  },
) {
  const gate = new Gate();
  class View extends Counter {
    gate = gate;
    spelling = spelling;
    override isShown = isPainted;
  }
  const on = await stage(browser, { "/": View }, { latency });
  const page = await on.open();
  if (!isPainted) await page.click("#show");
  await page.waitForSelector("section");
  // The module is there: from now on all is at once.
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => /transitions/.test(name))
  );
  return { on, page, gate, [Symbol.asyncDispose]: () => on[Symbol.asyncDispose]() };
}

const WAYS = Object.keys(SPELLINGS).flatMap((spelling) =>
  [true, false].map((isPainted) => ({ spelling, isPainted }))
);

for (const way of WAYS) {
  const name = `${way.spelling}, ${way.isPainted ? "painted" : "brought by a patch"}`;
  browserTest(
    `what the server confirms is written once, 300 ms away (${name})`,
    async (_t, browser) => {
      await using at = await opened(browser, { ...way, latency: 150 });
      const { page, gate } = at;
      const seen = await watch(page);
      await page.click("#more");
      assert.equal(await page.textContent("output"), "6");
      assert.equal(await page.getAttribute("#mark", "aria-label"), "6");
      assert.equal(await page.getAttribute("output", "class"), "optimistic-pending");
      await page.click("#flip");
      assert.equal(await page.isChecked("#box"), true);
      await gate.open();
      await gate.open();
      await page.waitForSelector("body:not(:has(.optimistic-pending))");
      assert.deepEqual(await seen(), { written: ["6", "done"], shown: ["false", "true"] });
      await page.click("#remove");
      assert.equal(await page.isVisible("section li"), false);
      await gate.open();
      await page.waitForSelector("section", { state: "detached" });
    },
  );
}

browserTest(
  "what the server confirms is written once, also with frames of others in between",
  async (_t, browser) => {
    await using at = await opened(browser, { spelling: "html", isPainted: true });
    const { page, gate, on } = at;
    const seen = await watch(page);
    // What comes down meanwhile is before anything that the page says.
    await page.evaluate(() => (globalThis as Djusted).djust.latency(6_000));
    await page.click("#more");
    await page.click("#flip");
    // One that changes nothing that is shown, and one that changes what lies below.
    on.hub.publish(set(), 5);
    on.hub.publish(set(), 9);
    await reads(page, "output", "10");
    await gate.open();
    await gate.open();
    await page.waitForSelector("body:not(:has(.optimistic-pending))");
    assert.deepEqual(await seen(), { written: ["6", "done", "10"], shown: ["false", "true"] });
  },
);

browserTest(
  "three pending +1, somebody else sets 9, all refused: 9, and nothing else between",
  async (_t, browser) => {
    await using at = await opened(browser, { spelling: "html", isPainted: true });
    const { page, gate, on } = at;
    await page.evaluate(() => {
      // What comes down meanwhile is before anything that the page says.
      (globalThis as Djusted).djust.latency(6_000);
      const shown: (string | null)[] = [];
      Object.assign(globalThis, { shown });
      const frame = (): void => {
        const { textContent } = document.querySelector("output") as Element;
        if (shown.at(-1) !== textContent) shown.push(textContent);
        requestAnimationFrame(frame);
      };
      frame();
    });
    for (let i = 0; i < 3; i++) await page.click("#more");
    assert.equal(await page.textContent("output"), "8");
    on.hub.publish(set(), 9);
    await reads(page, "output", "12");
    for (let i = 0; i < 3; i++) await gate.open("refused");
    await reads(page, "output", "9");
    await page.waitForSelector("output.optimistic-error");
    // The clicks themselves may fall into one frame.
    const shown = await page.evaluate<string[]>("shown");
    const allowed = ["5", "6", "7", "8", "12", "11", "10", "9"];
    assert.deepEqual(shown, allowed.filter((value) => shown.includes(value)));
    const flash = await page.textContent("[data-djust-flash] [role=alert]");
    assert.equal(flash, "That did not work. It was taken back.");
    const name = () => page.$eval("output", (one) => getComputedStyle(one).animationName);
    assert.equal(await name(), "optimistic-error");
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.equal(await name(), "none");
    on.visitor.takeComplaints();
  },
);

browserTest(
  "what is refused is undone before the frame that follows its answer",
  async (_t, browser) => {
    await using at = await opened(browser, { spelling: "html", isPainted: true });
    const { page, gate, on } = at;
    await page.click("#more");
    await page.click("#flip");
    await page.evaluate(() => {
      const output = document.querySelector("output") as Element;
      const box = document.querySelector("#box") as HTMLInputElement;
      const undone: unknown[] = [];
      Object.assign(globalThis, { undone });
      (globalThis as Djusted).djust.tap = (...record) => {
        if (record[0] !== "patched") return;
        requestAnimationFrame(() => undone.push([output.textContent, box.checked]));
      };
    });
    await gate.open("no");
    await gate.open("no");
    let undone: unknown[][] = [];
    await until("both were answered", async () => {
      undone = await page.evaluate("undone");
      return undone.length > 1;
    });
    assert.deepEqual([undone[0]?.[0], undone.at(-1)], ["5", ["5", false]]);
    on.visitor.takeComplaints();
  },
);

browserTest("it stays over a reconnect, until its event is answered", async (_t, browser) => {
  await using at = await opened(browser, { spelling: "html", isPainted: true, latency: 50 });
  const { page, gate, on } = at;
  await page.click("#more");
  await until("it has come", () => gate.waiting.length > 0);
  on.proxy.cut();
  await isLost(page);
  assert.equal(await page.textContent("output"), "6");
  await page.waitForSelector("body.dj-connected");
  assert.equal(await page.textContent("output"), "6");
  await page.click("#more");
  assert.equal(await page.textContent("output"), "7");
  await gate.open();
  await gate.open();
  await page.waitForSelector("body:not(:has(.optimistic-pending))");
  assert.equal(await page.textContent("output"), "7");
  on.forgiveLine();
});

/** What a browser notes of an event; `tdur` is the time of the CPU, in microseconds. */
interface Traced {
  readonly name: string;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

/** Milliseconds of the CPU that each click took: what other programs do meanwhile is not in them. */
async function clickTimes(page: Page, run: () => Promise<void>): Promise<number[]> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  assert(session);
  const events: Traced[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    events.push(...value as unknown as Traced[]);
  });
  const traceConfig = { includedCategories: ["devtools.timeline"] };
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
  await run();
  const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await ended;
  await session.detach();
  return events.filter(({ name, args }) => name === "EventDispatch" && args?.data?.type === "click")
    .map(({ tdur = NaN }) => tdur / 1_000);
}

browserTest("a change is shown in less than a millisecond", async (_t, browser) => {
  await using at = await opened(browser, { spelling: "html", isPainted: true });
  const { page } = at;
  let walls: number[] = [];
  const [first = NaN, ...times] = await clickTimes(page, async () => {
    walls = await page.evaluate(async () => {
      const button = document.querySelector("#quick") as HTMLElement;
      const walls: number[] = [];
      for (let i = 0; i < 300; i++) {
        const before = performance.now();
        button.click();
        walls.push(performance.now() - before);
        while (document.querySelector(".optimistic-pending")) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      }
      return walls;
    });
  });
  assert.equal(times.length, 299);
  const most = (all: readonly number[], part: number): number =>
    all.toSorted((a, b) => a - b)[Math.floor(all.length * part)] ?? NaN;
  const [half, nearlyAll] = [most(times, 0.5), most(times, 0.99)];
  console.log(
    `a click is shown and sent in ${half} ms (median), ${nearlyAll} ms (p99) of the CPU, the first ` +
      `in ${first}; by the clock ${most(walls, 0.5)} and ${most(walls, 0.99)} ms`,
  );
  // The goal is 1 ms; a CPU that others use as well is slower.
  assert(half < 5 && nearlyAll < 20, `${half}, ${nearlyAll}`);
  assert.equal(await page.textContent("output"), "305");
});

class Task extends LiveView {
  isOpen = false;
  text = "";

  /** Nobody may. */
  @optimistic
  open(_: { value: boolean }) {
    throw new Error("closed for good");
  }

  @optimistic("Mark")
  mark() {
    throw new Error("not this one");
  }

  render() {
    return html`
      <input id="box" type="checkbox" name="open" checked=${this.isOpen}
        dj-change=${this.open}><button id="mark" dj-click=${this.mark}>mark</button>
    `;
  }
}

browserTest("@optimistic puts a control back when its handler fails", async (_t, browser) => {
  await using on = await stage(browser, { "/": Task }, { latency: 100 });
  const page = await on.open();
  await page.evaluate(() => {
    (globalThis as Djusted).djust.optimistic["Mark"] = (element) => {
      element.setAttribute("data-marked", "");
      return () => element.removeAttribute("data-marked");
    };
  });
  await page.click("#box");
  assert.equal(await page.isChecked("#box"), true);
  await page.waitForSelector("#box.optimistic-error");
  assert.equal(await page.isChecked("#box"), false);
  await page.click("#mark");
  await page.waitForSelector("#mark[data-marked]");
  await page.waitForSelector("#mark.optimistic-error:not([data-marked])");
  await page.waitForSelector("#box:not([class])");
  on.visitor.takeComplaints();
});

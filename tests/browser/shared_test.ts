/** `@clientState` in a page: what one handler is called with reaches all that name the key, once. */

import assert from "node:assert/strict";
import { clientState, event, html, LiveView, view } from "@djust/live";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { isLive, isLost, stage, type StageOptions } from "./stage.ts";

/** A list that is filtered; it says what it was called with. */
class List extends LiveView {
  calls: string[] = [];
  @clientState("filter")
  setFilter(params: { filter?: unknown }) {
    this.calls.push(`filter ${JSON.stringify(params)}`);
  }
  @clientState("filter", "sort")
  both(params: object) {
    this.calls.push(`both ${JSON.stringify(params)}`);
  }
  @event
  mark() {
    this.calls.push("mark");
  }
  render() {
    return html`
      <output>${this.calls.join(" | ")}</output>
      <button class="open" dj-click=${this.setFilter} data-filter="open">open</button>
      <button class="done" dj-click=${this.setFilter} data-filter="done">done</button>
      <button class="none" dj-click=${this.setFilter}>none</button>
      <button class="both" dj-click=${this.both} data-filter="all" data-sort:int="1">both</button>
      <button class="mark" dj-click=${this.mark}>mark</button>
    `;
  }
}

class Shop extends LiveView {
  heard: string[] = [];
  @clientState("sort")
  sorted(params: object) {
    this.heard.push(JSON.stringify(params));
  }
  render() {
    return html`
      <p>${this.heard.join(" | ")}</p>
      <div id="a">${view(List, { id: "a" })}</div>
      <div id="b">${view(List, { id: "b" })}</div>
    `;
  }
}

async function open(browser: Browser, options: StageOptions = {}) {
  const at = await stage(browser, { "/": Shop }, options);
  const page = await at.open();
  await whole(page);
  return { at, page, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() };
}

/** Waits until all views are live: each answers. */
async function whole(page: Page): Promise<void> {
  for (const id of ["a", "b"]) {
    await page.click(`#${id} .mark`);
    await until(`${id} is live`, async () => (await callsOf(page, id)).includes("mark"));
  }
}

const callsOf = async (page: Page, id: string): Promise<string[]> =>
  ((await page.textContent(`#${id} output`)) ?? "").split(" | ");

/** What a list was called with since it was marked last. */
async function newsOf(page: Page, id: string): Promise<string[]> {
  const count = (await callsOf(page, id)).filter((call) => call === "mark").length;
  await page.click(`#${id} .mark`);
  await until(
    `${id} is marked`,
    async () => (await callsOf(page, id)).filter((call) => call === "mark").length > count,
  );
  const calls = await callsOf(page, id);
  return calls.slice(calls.lastIndexOf("mark", -2) + 1, -1);
}

for (const latency of [0, 300]) {
  browserTest(
    `what one handler is called with is told to all that name the key, ${latency} ms away`,
    async (_, browser) => {
      await using opened = await open(browser, { latency });
      const { page } = opened;
      await page.click("#a .open");
      await until("b has it", async () => (await callsOf(page, "b")).length === 3);
      // Its own handler was called by the click alone, the other one of the view as those elsewhere.
      assert.deepEqual(
        await newsOf(page, "a"),
        [
          ...[`filter {"filter":"open"}`, `both {"filter":"open"}`].sort(),
        ].sort((one) => one.startsWith("filter") ? 1 : -1),
      );
      assert.deepEqual(await newsOf(page, "b"), [
        `filter {"filter":"open"}`,
        `both {"filter":"open"}`,
      ]);
      assert.equal(await page.textContent("p"), "");
    },
  );
}

browserTest(
  "what is no news is told to nobody, and nothing comes back to where it was",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page } = opened;
    await page.click("#a .open");
    await newsOf(page, "b");
    await newsOf(page, "a");
    await page.click("#a .open");
    await page.click("#b .open");
    assert.deepEqual(await newsOf(page, "a"), [`filter {"filter":"open"}`]);
    assert.deepEqual(await newsOf(page, "b"), [`filter {"filter":"open"}`]);
    await page.click("#b .done");
    assert.deepEqual(await newsOf(page, "b"), [
      `both {"filter":"done"}`,
      `filter {"filter":"done"}`,
    ]);
    assert.deepEqual(await newsOf(page, "a"), [
      `filter {"filter":"done"}`,
      `both {"filter":"done"}`,
    ]);
  },
);

browserTest(
  "of several keys a handler is told those that changed, in one call",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page } = opened;
    await page.click("#a .both");
    await newsOf(page, "a");
    assert.deepEqual(await newsOf(page, "b"), [
      ...[`filter {"filter":"all"}`, `both {"filter":"all","sort":1}`],
    ]);
    await until(
      "the view around them has it",
      async () => await page.textContent("p") === `{"sort":1}`,
    );
    await page.click("#b .done");
    await newsOf(page, "b");
    await page.click("#b .both");
    assert.deepEqual(await newsOf(page, "a"), [
      ...[`filter {"filter":"done"}`, `both {"filter":"done"}`],
      ...[`filter {"filter":"all"}`, `both {"filter":"all"}`],
    ]);
  },
);

browserTest(
  "what is shared while the line is away arrives once, when it is back",
  async (_, browser) => {
    await using opened = await open(browser, { latency: 300 });
    const { at, page } = opened;
    at.proxy.goDown();
    await isLost(page);
    await page.click("#a .open");
    await page.click("#a .done");
    at.proxy.comeUp();
    await isLive(page);
    assert.deepEqual(await newsOf(page, "b"), [
      ...[`filter {"filter":"open"}`, `both {"filter":"open"}`],
      ...[`filter {"filter":"done"}`, `both {"filter":"done"}`],
    ]);
    at.forgiveLine();
  },
);

browserTest(
  "an event without the param shares nothing, and development is told",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page } = opened;
    const told = page.evaluate(() =>
      new Promise((resolve) =>
        document.addEventListener(
          "djust:development",
          ({ detail }: CustomEventInit) => resolve(detail),
        )
      )
    );
    await page.click("#a .none");
    assert.deepEqual(await told, ["client-state", "", "setFilter", "filter"]);
    assert.deepEqual(await newsOf(page, "a"), ["filter {}"]);
    assert.deepEqual(await newsOf(page, "b"), []);
    opened.at.visitor.takeComplaints();
  },
);

/** Views of which one comes and goes. */
class Growing extends LiveView {
  isThere = false;
  @event
  turn() {
    this.isThere = !this.isThere;
  }
  render() {
    return html`
      <button id="turn" dj-click=${this.turn}>turn</button>
      <div id="a">${view(List, { id: "a" })}</div>
      <div id="b">${this.isThere ? view(List, { id: "b" }) : null}</div>
    `;
  }
}

for (const latency of [0, 300]) {
  browserTest(
    `a view that appears later is told what was shared before, ${latency} ms away`,
    async (_, browser) => {
      await using at = await stage(browser, { "/": Growing }, { latency });
      const page = await at.open();
      await page.click("#a .both");
      await page.click("#a .open");
      await newsOf(page, "a");
      const told = [`filter {"filter":"open"}`, `both {"filter":"open","sort":1}`];
      for (let times = 0; times < 2; times++) {
        await page.click("#turn");
        await page.waitForSelector("#b .mark");
        await until("b was told", async () => (await callsOf(page, "b")).length === 2);
        assert.deepEqual(await newsOf(page, "b"), told);
        assert.deepEqual(await newsOf(page, "a"), [], "who shared it hears nothing of that");
        await page.click("#turn");
        await page.waitForSelector("#b .mark", { state: "detached" });
      }
    },
  );
}

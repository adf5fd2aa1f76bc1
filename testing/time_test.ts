/** What an action waits for, and what time it takes. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "../mod.ts";
import { visit } from "./mod.ts";

/** Tells what was typed, at the control's own pace. */
class Typing extends LiveView {
  heard: string[] = [];

  @event
  hear({ value }: { value: string }) {
    this.heard.push(value);
  }

  render() {
    return html`
      <input id="plain" dj-input=${this.hear}> <input id="slow" dj-input=${this
        .hear} dj-debounce="5000">
      <input id="left" dj-input=${this.hear} dj-debounce="blur">
      <form dj-input=${() => this.heard.push("form")} dj-debounce="1000"><input id="inner"></form>
      <input id="blurred" dj-focus=${() => this.heard.push("focus")} dj-blur=${() =>
        this.heard.push("blur")}>
      <div dj-focusout=${() => this.heard.push("out")}><input id="around"></div>
      <p>${this.heard.join(" ")}</p>
    `;
  }
}

Deno.test("type() waits as long as the dj-debounce of the control or of its form", async () => {
  const page = await visit(Typing);
  const before = page.clock.now();
  await page.type("#slow", "a");
  assert.equal(page.text("p"), "a");
  assert.equal(page.clock.now() - before, 5_020);
  await page.type("#inner", "b");
  assert.equal(page.text("p"), "a form");
  assert.equal(page.clock.now() - before, 6_040);
});

Deno.test('a control with dj-debounce="blur" is heard when the next one is used', async () => {
  const page = await visit(Typing);
  await page.type("#left", "a");
  assert.equal(page.text("p"), "");
  await page.type("#plain", "b");
  assert.equal(page.text("p"), "a b");
});

Deno.test("blur() leaves the control that has the focus", async () => {
  const page = await visit(Typing);
  await page.type("#left", "a");
  await page.blur();
  assert.equal(page.text("p"), "a");
});

Deno.test("dj-focus, dj-blur and dj-focusout run when a visitor moves on", async () => {
  const page = await visit(Typing);
  await page.type("#blurred", "a");
  assert.equal(page.text("p"), "focus");
  await page.click("#around");
  assert.equal(page.text("p"), "focus blur");
  await page.click("p");
  assert.equal(page.text("p"), "focus blur out");
});

Deno.test("an action takes 20 ms of the clock, on a fast machine and on a slow one", async () => {
  class Ticking extends LiveView {
    ticks = 0;
    mount() {
      this.every(20, () => this.ticks++);
    }
    render() {
      return html`<button dj-click=${work}>Work</button><p>${this.ticks}</p>`;
    }
  }
  let milliseconds = 0;
  const work = () => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const page = await visit(Ticking);
  const at = [page.clock.now()];
  for (milliseconds of [0, 1, 40]) {
    await page.click("button");
    at.push(page.clock.now());
  }
  assert.deepEqual(at, [20, 40, 60, 80]);
  assert.equal(page.text("p"), "4");
});

/** Works until it is let go. */
class Work extends LiveView {
  static until: () => Promise<void> = () => Promise.resolve();
  done = 0;
  async work() {
    await Work.until();
    this.done++;
  }
  render() {
    return html`<button dj-click=${() => this.work()}>Work</button> <p>${this.done}</p>`;
  }
}

Deno.test("an action waits for a handler that works for 300 ms", async () => {
  Work.until = () => new Promise((resolve) => setTimeout(resolve, 300));
  const page = await visit(Work);
  await page.click("button");
  assert.equal(page.text("p"), "1");
});

Deno.test("an action does not wait for what only the page's clock could bring", async () => {
  const page = await visit(Work);
  Work.until = () => new Promise((resolve) => void page.clock.timer(1_000, resolve));
  await page.click("button");
  assert.equal(page.text("p"), "0");
  await page.clock.move(1_000);
  await page.settled();
  assert.equal(page.text("p"), "1");
});

Deno.test("an action that is not awaited goes on when the test lets its handler go", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  Work.until = () => promise;
  const page = await visit(Work);
  const clicked = page.click("button");
  await page.clock.move(20);
  assert.equal(page.text("p"), "0");
  resolve();
  await clicked;
  assert.equal(page.text("p"), "1");
});

Deno.test("an action says what is not answered, and what to do", async () => {
  Work.until = () => new Promise(() => {});
  const page = await visit(Work);
  const { now } = performance;
  // A second of ours is a thousand of the kit's.
  performance.now = () => now.call(performance) * 1_000;
  try {
    await assert.rejects(
      page.click("button"),
      /Cannot settle: the server has not answered a "dj-click" for 10 s; let go what .* await done/,
    );
  } finally {
    performance.now = now;
  }
});

Deno.test("an action leaves no event behind, however many came before it", async () => {
  class Fast extends LiveView {
    count = 0;
    render() {
      const hear = (): number => this.count++;
      return html`
        <button dj-keydown=${hear} dj-keyup=${hear} dj-click=${hear}>Go</button>
        <p>${this.count}</p>
      `;
    }
  }
  const page = await visit(Fast);
  for (let i = 0; i < 60; i++) await page.press("button", " ");
  assert.equal(page.text("p"), "180");
});

Deno.test("an action offline waits for nobody", async () => {
  Work.until = () => Promise.resolve();
  const page = await visit(Work);
  await page.goOffline();
  await page.click("button");
  assert.equal(page.text("p"), "0");
  await page.goOnline();
  assert.equal(page.text("p"), "1");
});

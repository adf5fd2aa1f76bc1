/** Decorators in the test kit: a page without a browser calls handlers as a real one does. */

import assert from "node:assert/strict";
import { cache, clientState, debounce, html, LiveView, throttle } from "@djust/live";
import { visit } from "@djust/live/testing";

class Page extends LiveView {
  calls: string[] = [];
  @debounce({ wait: 5_000 })
  find({ value }: { value: string }) {
    this.calls.push(`find ${value}`);
  }
  @throttle
  step() {
    this.calls.push("step");
  }
  @cache
  show() {
    this.calls.push("show");
  }
  @clientState("n")
  one(params: object) {
    this.calls.push(`one ${JSON.stringify(params)}`);
  }
  @clientState("n")
  two(params: object) {
    this.calls.push(`two ${JSON.stringify(params)}`);
  }
  render() {
    return html`<output>${this.calls.join(", ")}</output><input name="q" dj-input=${this.find}>
      <button id="step" dj-click=${this.step}>step</button>
      <button id="show" dj-click=${this.show}>show</button>
      <button id="one" dj-click=${this.one} data-n:int="1">one</button>`;
  }
}

Deno.test("visit() waits until a debounced handler has heard of what was typed", async () => {
  await using page = await visit(Page);
  await page.type("[name=q]", "fern");
  assert.equal(page.text("output"), "find fern");
});

Deno.test("a page of visit() throttles, shares, and reaches the server where a page was seen", async () => {
  await using page = await visit(Page);
  for (let i = 0; i < 3; i++) await page.click("#step");
  assert.equal(page.text("output"), "step");
  await page.clock.move(300);
  await page.settled();
  assert.equal(page.text("output"), "step, step");
  for (let i = 0; i < 2; i++) await page.click("#show");
  assert.equal(page.text("output"), "step, step, show, show");
  await page.click("#one");
  assert.equal(page.text("output"), `step, step, show, show, two {"n":1}, one {"n":1}`);
});

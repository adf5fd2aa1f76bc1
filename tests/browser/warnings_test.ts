/** Warnings and failures of development in the browser's console, under the strict policy. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest } from "./chromium.ts";
import { isLive, stage } from "./stage.ts";

class Careless extends LiveView {
  count = 0;
  @event
  fail() {
    throw new Error("on purpose");
  }
  @event
  more() {
    this.count++;
  }
  render() {
    const none: (() => void) | undefined = undefined;
    return html`
      <button id="fail" dj-click=${this.fail}>fail</button>
      <button id="more" dj-click=${this.more}>more</button>
      <output dj-clik="x" dj-click=${this.count > 0 ? none : null}>${this.count}</output>
    `;
  }
}

browserTest(
  "the console tells what was warned of while painting, what came later, and what failed",
  async (_, browser) => {
    await using theatre = await stage(browser, { "/": Careless });
    const page = await theatre.visitor.open();
    const lines: [string, string][] = [];
    page.on("console", (message) => lines.push([message.type(), message.text()]));
    await page.goto(theatre.url);
    await isLive(page);
    const warned = (): string[] =>
      lines.filter(([type]) => type === "warning").map(([, text]) => text);
    await until("the painted warning is there", () => warned().length === 1);
    assert.match(
      warned()[0] ?? "",
      /^djust: Nothing reads dj-clik of <output>.*\[unknown-attribute\]$/,
    );
    await page.click("#more");
    await until("the later warning is there", () => warned().length === 2);
    assert.match(
      warned()[1] ?? "",
      /^djust: dj-click of <output> is undefined.*\[handler-value\]$/,
    );
    // A page tells each once.
    await page.click("#more");
    await until("it counted", async () => await page.textContent("output") === "2");
    await page.click("#fail");
    const failures = (): string[] =>
      lines.filter(([type]) => type === "error").map(([, text]) => text);
    await until("the failure is there", () => failures().length === 1);
    assert.match(
      failures()[0] ?? "",
      /^djust: something failed \(handler, request .*\): Error: on purpose/,
    );
    assert.match(failures()[0] ?? "", /at Careless\.fail \(.*warnings_test\.ts/);
    assert.equal(warned().length, 2);
    theatre.visitor.takeComplaints();
  },
);

browserTest("production is silent in the console", async (_, browser) => {
  await using theatre = await stage(browser, { "/": Careless }, { dev: false });
  const page = await theatre.visitor.open();
  const lines: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  await page.goto(theatre.url);
  await isLive(page);
  await page.click("#fail");
  await page.click("#more");
  await until("it counted", async () => await page.textContent("output") === "1");
  assert.deepEqual(lines, []);
});

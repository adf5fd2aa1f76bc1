/** What was typed comes back after a crash: told before all else, by the handler that is meant, without secrets. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { jsx } from "@djust/live/jsx-runtime";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, isLost, reads, stage } from "./stage.ts";

let heard: [name: string, params: unknown][] = [];

class Form extends LiveView {
  name = "";
  saved = "";
  isOpen = false;

  @event
  open(): void {
    this.isOpen = true;
  }

  @event
  typed(params: { name: string }): void {
    heard.push(["typed", params]);
    this.name = params.name;
  }

  @event
  restored(params: { about: string }): void {
    heard.push(["restored", params]);
  }

  @event
  save(): void {
    heard.push(["save", this.name]);
    this.saved = this.name;
  }

  render() {
    return html`
      <form id="a" dj-change=${this.typed}><input name="name">
        <input name="pin" type="password"><input name="shown" autocomplete="new-password"></form>
      <form id="b" dj-change.stop="typed" dj-recover=${this.restored}><input name="about"></form>
      <form id="c" dj-change=${this.typed} dj-recover="off"><input name="name"></form>
      <button id="save" dj-click=${this.save}>Save</button><output>${this.saved}</output><i>${this
        .name}</i>
    `;
  }
}

class Jsx extends Form {
  override render() {
    const input = (name: string, more = {}) => jsx("input", { name, ...more });
    return jsx("div", {
      children: [
        jsx("form", {
          id: "a",
          "dj-change": this.typed,
          children: [
            input("name"),
            input("pin", { type: "password" }),
            input("shown", { autocomplete: "new-password" }),
          ],
        }),
        jsx("form", {
          id: "b",
          "dj-change:stop": "typed",
          "dj-recover": this.restored,
          children: input("about"),
        }),
        jsx("form", {
          id: "c",
          "dj-change": this.typed,
          "dj-recover": "off",
          children: input("name"),
        }),
        jsx("button", { id: "save", "dj-click": this.save, children: "Save" }),
        jsx("output", { children: this.saved }),
        jsx("i", { children: this.name }),
      ],
    }) as never;
  }
}

async function fill(page: Page): Promise<void> {
  heard = [];
  await page.fill("#a [name=name]", "Ada");
  await page.fill("[name=pin]", "1234");
  await page.fill("[name=shown]", "5678");
  await page.fill("[name=about]", "me");
  await page.fill("#c [name=name]", "off");
  // Each is left for the next one; this is the last.
  await page.locator("#c [name=name]").blur();
  await reads(page, "i", "off");
}

for (const [spelling, View] of [["html", Form], ["JSX", Jsx]] as const) {
  browserTest(
    `a process that knows nothing is told what was typed before what waited, in ${spelling}`,
    async (_t, browser) => {
      await using on = await stage(browser, { "/": View }, { latency: 150 });
      const page = await on.open();
      await fill(page);
      // The line is lost, and a click waits for it, when the process goes.
      await page.evaluate(() => (globalThis as Djusted).djust.disconnect());
      await isLost(page);
      heard = [];
      await page.click("#save");
      await on.restart();
      await page.evaluate(() => (globalThis as Djusted).djust.connect());
      await reads(page, "output", "Ada");
      assert.deepEqual(heard, [
        ["typed", { name: "Ada" }],
        ["restored", { about: "me" }],
        ["save", "Ada"],
      ]);
      assert.equal(await page.inputValue("[name=pin]"), "1234");
      assert.equal(await page.inputValue("#c [name=name]"), "off");
      // No secret is kept in the tab.
      const kept = await page.evaluate(() =>
        JSON.stringify({ ...sessionStorage, ...localStorage })
      );
      assert.doesNotMatch(kept, /1234|5678/);
      on.forgiveLine();
    },
  );
}

browserTest(
  "Back to a page brings what was typed, and a duplicated tab has none of it",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Form, "/other": Form });
    const page = await on.open();
    await fill(page);
    heard = [];
    await page.goto(`${on.url}/other`);
    await isLive(page);
    await page.goBack();
    await isLive(page);
    const name = await page.inputValue("#a [name=name]");
    // Whatever the browser brings back the server is told; a secret it is not.
    if (name === "Ada") {
      await until("it is told", () => heard.some(([, told]) => Object(told).name === "Ada"));
    }
    assert.doesNotMatch(JSON.stringify(heard), /1234|5678/);
    const other = await on.open();
    assert.equal(await other.inputValue("#a [name=name]"), "");
  },
);

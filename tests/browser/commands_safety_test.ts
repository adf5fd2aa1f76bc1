/** Commands that nobody but the server can make: texts of visitors, and steps that are not as it makes them. */

import assert from "node:assert/strict";
import { type Child, html, js, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest } from "./chromium.ts";
import { stage } from "./stage.ts";

browserTest("text of a visitor is never run, painted or patched", async (_t, browser) => {
  const text = '[["show","#secret"],["setAttr","#secret","title","x"]]';
  class View extends LiveView {
    isOpen = false;
    render() {
      const both = (id: string): Child =>
        html`
          <button id="${id}" title=${text} data-x=${text}
            dj-click=${text}>${text}</button>
        `;
      return html`<p id="secret" hidden>s</p>
        <button id="open" dj-click=${() => this.isOpen = true}>open</button>
        <button id="ours" dj-click=${js.addClass("run")}>ours</button>
        ${both("painted")}${this.isOpen ? both("patched") : null}`;
    }
  }
  await using on = await stage(browser, { "/": View });
  const page = await on.open();
  await page.click("#open");
  await page.click("#painted");
  await page.click("#patched");
  await page.waitForSelector("#patched");
  await page.click("#ours");
  await page.waitForSelector("#ours.run");
  on.visitor.takeComplaints();
  assert.equal(await page.locator("[dj-js\\.click]").count(), 1, "only what is ours is marked");
  assert.equal(await page.isVisible("#secret"), false);
  assert.equal(await page.getAttribute("#secret", "title"), null);
});

browserTest("what is not as the server makes it runs not at all", async (_t, browser) => {
  class View extends LiveView {
    render() {
      return html`<p id="it">it</p><a id="link">l</a>
        <button id="b" dj-click=${js.addClass("run", "#it")}>b</button>`;
    }
  }
  await using on = await stage(browser, { "/": View });
  const page = await on.open();
  const attempt = async (steps: unknown): Promise<void> => {
    await page.evaluate((text) => {
      document.getElementById("b")?.setAttribute("dj-click", text);
    }, JSON.stringify(steps));
    await page.click("#b");
  };
  const first = ["addClass", "#it", "run"];
  for (
    const bad of [
      [first, ["eval", null, "alert(1)"]],
      [first, ["constructor", null]],
      [first, ["addClass", { all: "p" }, "x"]],
      [first, ["addClass", { inner: "p", closest: "p" }, "x"]],
      [first, ["setAttr", "#it", "title", { a: 1 }]],
      [first, "show"],
      { 0: first },
    ]
  ) await attempt(bad);
  const complaints = await until("all are reported", () => {
    const taken = on.visitor.takeComplaints();
    return taken.length > 0 && taken;
  });
  assert.match(String(complaints), /no commands/);
  assert.equal(await page.getAttribute("#it", "class"), null);
  await attempt([
    ["setAttr", "#it", "onclick", "alert(1)"],
    ["setAttr", "#it", "dj-click", "save"],
    ["setAttr", "#it", "style", "color:red"],
    ["setAttr", "#link", "href", "javascript:alert(1)"],
    ["setAttr", "#it", "title", "ok"],
  ]);
  await page.waitForSelector("#it[title=ok]");
  assert.deepEqual(
    await page.evaluate(() => document.getElementById("it")?.getAttributeNames()),
    ["id", "title"],
  );
  assert.equal(await page.getAttribute("#link", "href"), "about:blank#blocked");
  on.visitor.takeComplaints();
});

/** Commands in the test kit: they run in its page as in a browser's, as far as a DOM library goes. */

import assert from "node:assert/strict";
import { event, html, js, LiveView } from "@djust/live";
import { visit } from "@djust/live/testing";

class Menu extends LiveView {
  picked = "";
  @event
  pick({ name }: { name: string }) {
    this.picked = name;
    this.exec(js.setAttr("title", name, "#menu"));
  }
  render() {
    return html`
      <button id="toggle" dj-click=${js.toggle("#menu").toggleAttr(
        "aria-expanded",
        "true",
        "false",
      )}>m</button>
      <ul id="menu" hidden>
        <li><button id="first" data-name="first"
        dj-click=${js.hide("#menu").pushEvent(this.pick)}>1</button></li>
      </ul>
      <p>${this.picked}</p>
      <p id="leaving" dj-transition="fade">x</p>
    `;
  }
}

Deno.test("visit() runs commands at once, sends what they push, and takes what the view has run", async () => {
  await using page = await visit(Menu);
  await page.click("#toggle");
  assert.equal(page.find("#menu")?.attribute("hidden"), null);
  assert.equal(page.find("#toggle")?.attribute("aria-expanded"), "true");
  await page.click("#first");
  assert.equal(page.find("#menu")?.attribute("hidden"), "");
  assert.equal(page.text("p"), "first");
  assert.equal(page.find("#menu")?.attribute("title"), "first");
});

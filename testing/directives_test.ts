/** What directives need of a browser is there in a test: keys, a layout, a storage of the visitor's own. */

import assert from "node:assert/strict";
import { cache, DraftModeMixin, each, event, html, LiveView, virtual } from "../mod.ts";
import { visit } from "./mod.ts";

class Desk extends DraftModeMixin(LiveView) {
  rows = virtual({
    total: 1_000,
    rowHeight: 20,
    load: (from, to) => Array.from({ length: to - from }, (_, i) => from + i),
  });
  found = 0;
  page = 1;
  told = "";

  @event
  find() {
    this.found++;
  }

  @cache
  turn({ page }: { page: number }) {
    this.page = page;
  }

  @event
  note({ text }: { text: string }) {
    this.told = text;
  }

  render() {
    return html`
      <ul dj-virtual=${this.rows}>${each(
        this.rows.items,
        (n) => n,
        (n) => html`<li>${n}</li>`,
      )}</ul>
      <button id="find" dj-click=${this.find} dj-shortcut="f mod+k">${this.found}</button>
      ${[1, 2].map((n) =>
        html`<button class=${`to${n}`} dj-click=${this.turn} data-page:int=${n}>x</button>`
      )}
      <output>${this.page} ${this.told}</output>
      <form id="notes" dj-input=${this.note}><input name="text"></form>
    `;
  }
}

Deno.test("a virtual list shows its first rows, and nothing fails", async () => {
  await using page = await visit(Desk);
  assert.equal(page.findAll("li").length, 40);
  for (const n of [1, 2, 1, 2]) await page.click(`.to${n}`);
  assert.equal(page.text("output"), "2");
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.warnings, []);
});

Deno.test("a shortcut is heard, with a key alone and with one that is held", async () => {
  await using page = await visit(Desk);
  await page.press("#find", "f");
  assert.equal(page.text("#find"), "1");
  await page.fire("#find", "keydown", { key: "k", code: "KeyK", ctrlKey: true });
  assert.equal(page.text("#find"), "2");
  await page.press("#find", "k");
  assert.equal(page.text("#find"), "2");
});

Deno.test("a draft is there for the same visitor, and for nobody else", async () => {
  await using page = await visit(Desk);
  await page.type("input", "Hello");
  await page.clock.move(2_000);
  const again = await page.another({ same: true });
  assert.equal(again.find("input")?.value, "Hello");
  assert.equal(again.text("output"), "1 Hello");
  const other = await page.another();
  assert.equal(other.find("input")?.value, "");
});

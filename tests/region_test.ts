/** Regions: what `dj-target` says, the handler sees, and an answer is no more than what changed. */

import assert from "node:assert/strict";
import { each, event, type EventInfo, html, LiveView } from "@djust/live";
import { visit } from "@djust/live/testing";

/** A view with a region among much else. */
class Search extends LiveView {
  found = 0;
  heard: (string | undefined)[] = [];

  @event
  search(_: unknown, { region }: EventInfo): void {
    this.found++;
    this.heard.push(region);
  }

  render() {
    return html`
      <h1>${"Much"}</h1>
      ${each([1, 2, 3], (row) => row, (row) => html`<p title=${row}>${row}</p>`)}
      <section id="area" dj-target><button id="in" dj-click=${this.search}>in</button>
        <output>${this.found}</output></section>
      <button id="to" dj-click=${this.search} dj-target="#area">to</button>
      <div class="bare" dj-target><button id="bare" dj-click=${() =>
        this.search({}, { region: "closure" } as EventInfo)}>bare</button></div>
      <button id="none" dj-click=${this.search} dj-target="#nowhere">none</button>
      <button id="out" dj-click=${this.search}>out</button>
      <i>${this.heard.map((one) => one ?? "nothing").join(" ")}</i>
    `;
  }
}

Deno.test("a handler sees the region of its event, where there is one", async () => {
  const page = await visit(Search);
  for (const id of ["in", "to", "bare", "none", "out"]) await page.click(`#${id}`);
  assert.equal(page.text("i"), "#area #area closure nothing nothing");
  assert.match(page.sent.join("\n"), /"r":""/);
  assert.deepEqual(page.warnings.map(({ name }) => name), ["target"]);
});

Deno.test("no op lies outside of the region when nothing else changed", async () => {
  class Quiet extends Search {
    override search(): void {
      this.found++;
    }
  }
  const page = await visit(Quiet);
  const before = page.html().replace(page.html("#area"), "");
  for (const id of ["in", "to"]) {
    const told = page.patches.length;
    await page.click(`#${id}`);
    const frames = page.patches.slice(told).map((text) => JSON.parse(text));
    assert.equal(frames.length, 1);
    // It answers one event, and writes one text.
    const [answers, , , value, ...rest] = frames[0];
    assert.deepEqual([answers, String(value), rest], [1, page.text("output"), []]);
  }
  assert.equal(page.text("output"), "2");
  assert.equal(page.html().replace(page.html("#area"), ""), before);
});

Deno.test("what a visitor is asked is answered by the test", async () => {
  class Delicate extends LiveView {
    count = 0;
    @event
    drop(): void {
      this.count++;
    }
    render() {
      return html`<button dj-click=${this.drop} dj-confirm="Drop it?">${this.count}</button>`;
    }
  }
  const page = await visit(Delicate);
  page.answer = () => false;
  await page.click("button");
  assert.equal(page.text("button"), "0");
  page.answer = (question) => question === "Drop it?";
  await page.click("button");
  assert.equal(page.text("button"), "1");
  assert.deepEqual(page.asked, ["Drop it?", "Drop it?"]);
});

/** Views with cursors, told by hand: who reads them renders in time, and what is no number moves none. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { type CursorOptions, LiveCursorMixin, meta } from "@djust/live/presence";
import { type TestPage, visit } from "@djust/live/testing";

/** What views of one test did. */
let renders: Record<string, number> = {};

/** A board whose own view draws what it reads. */
class Reading extends LiveCursorMixin(LiveView, { meta: meta<{ name: string }>() }) {
  presenceKey = "board";
  cursors: CursorOptions = { reactions: ["🎉"] };
  came = "";
  name = "";
  mount() {
    this.name = String((this.user as { id?: string } | undefined)?.id);
    this.trackPresence({ name: this.name });
  }
  handleCursorMove(x: number, y: number) {
    this.came = `${x},${y}`;
  }
  throw() {
    try {
      this.react("👎");
    } catch (error) {
      this.came = (error as Error).message;
    }
  }
  render() {
    renders[this.name] = (renders[this.name] ?? 0) + 1;
    // One of them does not look.
    const all = Object.entries(this.name === "bo" ? {} : this.getCursors()).map((
      [id, { x, y, unit, meta }],
    ) => `${id} ${meta.name} ${x} ${y} ${unit}`);
    return html`<output>${all.sort().join("; ")}</output><i>${this.came}</i>
      <button id="far" dj-click=${() => this.updateCursorPosition(1e9, -5)}>far</button>
      <button id="none" dj-click=${() =>
      this.updateCursorPosition(NaN, "1" as unknown as number)}>none</button>
      <button id="near" dj-click=${() => this.cursorMove({ x: 12, y: 30 })}>near</button>
      <button id="leave" dj-click=${() => this.untrackPresence()}>leave</button>
      <button id="throw" dj-click=${() => this.throw()}>throw</button>`;
  }
}

const reads = async (page: TestPage, text: string): Promise<void> => {
  await page.clock.move(1_000);
  assert.equal(page.text("output"), text);
};

Deno.test("a view that reads cursors is rendered when they moved, and one that does not never is", async () => {
  renders = {};
  const ada = await visit(Reading, { user: { id: "ada" } });
  const bo = await ada.another({ user: { id: "bo" } });
  await ada.clock.move(1_000);
  const before = renders.bo;
  for (let step = 0; step < 20; step++) {
    await ada.click("#near");
    await ada.clock.move(50);
  }
  assert.equal(renders.bo, before);
  await reads(ada, "ada ada 12 30 px");
  assert.equal(ada.text("i"), "12,30");
  await bo.click("#near");
  await reads(ada, "ada ada 12 30 px; bo bo 12 30 px");
  const rest = renders.ada;
  await ada.clock.move(10_000);
  assert.equal(renders.ada, rest);
});

Deno.test("of several tabs of one person the one that moved last is read", async () => {
  const ada = await visit(Reading, { user: { id: "ada" } });
  const tab = await ada.another({ user: { id: "ada" } });
  await tab.click("#near");
  await ada.clock.move(1_000);
  await ada.click("#far");
  await reads(ada, "ada ada 65535 0 px");
  await tab.click("#near");
  await reads(ada, "ada ada 12 30 px");
});

Deno.test("what is no number moves no cursor, what is far off is bounded, and who is untracked has none", async () => {
  const ada = await visit(Reading, { user: { id: "ada" } });
  await ada.click("#none");
  await reads(ada, "");
  await ada.click("#far");
  await reads(ada, "ada ada 65535 0 px");
  await ada.click("#none");
  await reads(ada, "ada ada 65535 0 px");
  await ada.click("#leave");
  await reads(ada, "");
});

Deno.test("a reaction that is none of the view's is told with its mend", async () => {
  const ada = await visit(Reading, { user: { id: "ada" } });
  await ada.click("#throw");
  assert.equal(
    ada.text("i"),
    'Cannot throw "👎": it is none of 🎉; add it to cursors = { reactions: [ … ] }',
  );
});

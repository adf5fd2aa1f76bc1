/** One run of operations comes to one list, whenever its page comes: painted, between, or live. */

import assert from "node:assert/strict";
import { event, html, LiveView, raw } from "../../mod.ts";
import { type TestPage, visit } from "../../testing/mod.ts";
import { StreamingMixin } from "../../streaming/mod.ts";
import { type Random, seedFrom, size } from "../seed.ts";

type Item = { id: string; text: string; kind: number };
type Step = (view: Feed) => void;

class Feed extends StreamingMixin(LiveView) {
  heard: unknown[] = [];
  mount() {
    feed = this;
    this.stream<Item>("feed", [], { limit: steps.limit, at: steps.at, row });
    for (const step of steps.painted) step(this);
    // Somewhere between the paint and the page, or behind both.
    this.startAsync("between", async () => {
      for (const step of steps.between) {
        for (let turns = steps.turns; turns > 0; turns--) await Promise.resolve();
        step(this);
      }
    });
  }
  @event
  act() {
    for (const step of steps.live) step(this);
  }
  handleInfo(message: { type: string }) {
    if (message.type === "stream") this.heard.push(message);
  }
  render() {
    return html`
      <button dj-click=${this.act}>act</button>
      <ul dj-stream=${this.streams.feed}>
        <li>own</li>
      </ul>
    `;
  }
}

function row({ text, kind }: Item) {
  if (kind === 0) return html`<li class=${text}><b>${text}</b></li>`;
  if (kind === 1) return html`<li title=${text}>${text} <i>${[text, text]}</i></li>`;
  return kind === 2 ? raw(`<u>${text}</u>`) : text;
}

let feed: Feed;
let steps: {
  limit: number;
  at: "append" | "prepend";
  turns: number;
  painted: Step[];
  between: Step[];
  live: Step[];
};

function stepOf(random: Random, n: number): Step {
  const item = { id: `k${random.integer(0, 12)}`, text: `t${n}`, kind: random.integer(0, 3) };
  const at = random.pick(["append", "prepend", random.integer(0, 9), undefined] as const);
  const dice = random.next();
  if (dice < 0.5) return (view) => view.streamInsert("feed", item, at === undefined ? {} : { at });
  if (dice < 0.65) return (view) => view.streamUpdate("feed", item);
  if (dice < 0.8) return (view) => view.streamDelete("feed", item.id);
  if (dice < 0.85) {
    const limit = random.integer(1, 9);
    return (view) => view.streamInsert("feed", item, { limit });
  }
  if (dice < 0.9) return (view) => view.streamTo("feed", html`<li>${item.text}</li>`);
  const items = Array.from({ length: random.integer(0, 6) }, (_, i) => ({ ...item, id: `r${i}` }));
  if (dice < 0.96) return (view) => view.streamReset("feed", items);
  const limit = random.integer(1, 9);
  return (view) => view.stream<Item>("feed", items, { limit, row });
}

/** What the list shows, with the keys of its rows. */
async function shown(all: readonly Step[], cuts: [number, number]): Promise<string> {
  const [first, second] = cuts;
  Object.assign(steps, {
    painted: all.slice(0, first),
    between: all.slice(first, second),
    live: all.slice(second),
  });
  const page: TestPage = await visit(Feed);
  await page.clock.move(50);
  await page.click("button");
  await page.clock.move(50);
  const rows = page.findAll("ul > *").map((one) => `${one.attribute("dj-key")}=${one.text}`);
  assert.deepEqual([page.errors, feed.heard], [[], []]);
  await page.close();
  return rows.join(" ");
}

Deno.test("a run of operations comes to the same list, wherever in it the page comes", async () => {
  const random = seedFrom("ways of streams");
  for (let runs = size(15, 300); runs > 0; runs--) {
    const all = Array.from({ length: random.integer(1, 25) }, (_, n) => stepOf(random, n));
    const at = random.pick(["append", "prepend"] as const);
    const limit = random.pick([3, 7, 100]);
    steps = { limit, at, turns: 0, painted: [], between: [], live: [] };
    const live = await shown(all, [0, 0]);
    assert.equal(await shown(all, [all.length, all.length]), live, "painted");
    const cuts = [random.integer(0, all.length), random.integer(0, all.length)];
    cuts.sort((a, b) => a - b);
    steps.turns = random.integer(0, 12);
    assert.equal(await shown(all, cuts as [number, number]), live, `between ${cuts.join()}`);
  }
});

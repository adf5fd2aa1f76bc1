/** Streams over lines that are cut and that stall: the page has every item once, in order. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { StreamingMixin } from "@djust/live/streaming";
import { type Proxy, startProxy } from "../proxy.ts";
import { type Random, seedFrom, size } from "../seed.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { visit, type Visitor } from "./visitor.ts";

/** What a page should show: what was asked for, done to a list. */
class Model {
  rows: [key: string, text: string][] = [];
  text = "";

  put(key: string, text: string, at: number): void {
    const row = this.rows.find(([known]) => known === key);
    if (row) row[1] = text;
    else this.rows.splice(at, 0, [key, text]);
  }

  drop(key: string): void {
    this.rows = this.rows.filter(([known]) => known !== key);
  }
}

/** A view that streams numbered things, and remembers each: they are its journal. */
class Journal extends StreamingMixin(LiveView) {
  static last: Journal;
  readonly model = new Model();
  heard: unknown[] = [];
  count = 0;

  mount(): void {
    Journal.last = this;
    this.stream<{ key: string; text: string }>("rows", [], {
      key: ({ key }) => key,
      row: ({ text }) => html`<li class=${text}><b>${text}</b></li>`,
    });
    this.stream("text");
  }

  /** Streams one thing more. */
  step(random: Random): void {
    const { model } = this;
    const n = ++this.count;
    model.text += ` ${n}`;
    this.streamText("text", ` ${n}`);
    const { length } = model.rows;
    const dice = random.next();
    if (dice < 0.15 && length > 0) {
      const [key] = random.pick(model.rows);
      model.put(key, `t${n}`, 0);
      this.streamUpdate("rows", { key, text: `t${n}` });
    } else if (dice < 0.3 && length > 5) {
      const [key] = random.pick(model.rows);
      model.drop(key);
      this.streamDelete("rows", key);
    } else if (dice < 0.32) {
      model.rows = [];
      this.streamReset("rows");
    } else {
      const place = random.pick([length, length, 0, random.integer(0, length)]);
      const at = place === length ? "append" : place === 0 ? "prepend" : place;
      const item = { key: `k${n}`, text: `t${n}` };
      model.put(item.key, item.text, place);
      this.streamInsert("rows", item, { at });
    }
  }

  @event
  look(): string {
    return "seen";
  }

  handleInfo(message: unknown): void {
    this.heard.push(message);
  }

  render() {
    return html`
      <ul dj-stream=${this.streams.rows}></ul>
      <p dj-stream=${this.streams.text}></p>
      <output>${this.count}</output>
    `;
  }
}

/** What a page shows. */
function shown({ document }: Visitor): { rows: [string, string][]; text: string } {
  const rows = [...document.querySelectorAll("ul > [dj-key]")].map((row): [string, string] => [
    row.getAttribute("dj-key") ?? "",
    row.querySelector("b")?.textContent ?? "",
  ]);
  return { rows, text: document.querySelector("p")?.textContent ?? "" };
}

/** Streams while the line is cut, or holds everything back. */
async function trouble(
  { proxy, random, ask }: { proxy: Proxy; random: Random; ask: () => void },
  step: () => void,
): Promise<void> {
  proxy.setLatency({ up: random.integer(0, 8), down: random.integer(0, 8) });
  if (random.chance(0.3)) {
    // It stalls: what goes up and down arrives long after it was sent.
    proxy.setLatency(random.integer(30, 90));
    for (let i = random.integer(5, 40); i > 0; i--) {
      step();
      if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return;
  }
  // Up there is little: acknowledgements, and what a resume says.
  const direction = random.pick(["up", "down", "down", undefined] as const);
  let isCut = false;
  const bytes = random.integer(1, direction === "up" ? 60 : 1_500);
  const cut = proxy.cutAfter(bytes, direction).then(() => isCut = true);
  while (!isCut) {
    for (let i = random.integer(0, 6); i > 0; i--) step();
    if (direction === "up") ask();
    await Promise.race([
      cut,
      new Promise((resolve) => setTimeout(resolve, random.integer(1, 20))),
    ]);
  }
}

Deno.test({
  name: "no item is lost or doubled when the line is cut at random bytes, and stalls",
  // A line that is cut inside its upgrade is let go by the platform in its own time.
  sanitizeOps: false,
  fn: async () => {
    const random = seedFrom("streams");
    const runs = size(100, 1_000);
    const app = new Hono();
    const hub = live(app, { "/": Journal }, {
      secret: "s".repeat(32),
      signals: false,
      observe() {},
      limits: { rate: 10_000, burst: 10_000, connects: 10_000 },
    });
    await using served = serve(app);
    await using proxy = startProxy([served.port]);
    let steps = 0;
    for (let run = 0; run < runs; run++) {
      proxy.setLatency(0);
      await using visitor = await visit(proxy.url);
      await visitor.live();
      const view = Journal.last;
      const troubles = random.integer(1, 3);
      const ask = () => void visitor.djust.pushEvent("look").catch(() => {});
      for (let i = 0; i < troubles; i++) {
        await trouble({ proxy, random, ask }, () => view.step(random));
      }
      proxy.setLatency(0);
      view.step(random);
      const { model } = view;
      await until(`run ${run} shows all`, () => shown(visitor).text === model.text, {
        within: 30_000,
      });
      assert.deepEqual(shown(visitor), { rows: model.rows, text: model.text }, `run ${run}`);
      assert.deepEqual(view.heard, [], "nothing was lost, and told so");
      assert.deepEqual(visitor.complaints, []);
      assert.equal(Journal.last, view, "it was mounted once");
      steps += view.count;
      await visitor.leave();
    }
    console.log(`streams: ${runs} runs, ${steps} operations, ${proxy.taken - runs} cuts`);
    await until("all is gone", () => hub.stats().instances === 0 && hub.stats().connections === 0);
    await hub.close();
  },
});

/** A model's answer: ten thousand tokens, shown by a field and by a stream. */
class Answer extends StreamingMixin(LiveView) {
  static tokens: readonly string[] = [];
  static heard: unknown[] = [];
  text = "";
  mount(): void {
    this.stream("answer");
  }
  @event
  async ask(): Promise<string> {
    let count = 0;
    for (const token of Answer.tokens) {
      this.text += token;
      this.streamText("answer", token);
      if (++count % 4 > 0) continue;
      await this.flush();
      await new Promise((resolve) => setTimeout(resolve));
    }
    return "done";
  }
  handleInfo(message: unknown): void {
    Answer.heard.push(message);
  }
  render() {
    return html`
      <p id="field">${this.text}</p>
      <p id="stream" dj-stream=${this.streams.answer}></p>
    `;
  }
}

Deno.test({
  name: "10,000 tokens arrive once and in order over 50 cuts, by bytes linear in the text",
  sanitizeOps: false,
  fn: async () => {
    const random = seedFrom("tokens");
    Answer.heard = [];
    Answer.tokens = Array.from({ length: 10_000 }, (_, i) => ` token${i}`);
    const text = Answer.tokens.join("");
    const app = new Hono();
    const limits = { rate: 10_000, burst: 10_000, connects: 10_000 };
    const hub = live(app, { "/": Answer }, {
      secret: "s".repeat(32),
      signals: false,
      observe() {},
      limits,
    });
    await using served = serve(app);
    await using proxy = startProxy([served.port]);
    await using visitor = await visit(proxy.url);
    await visitor.live();
    const before = proxy.passed.down;
    const done = visitor.djust.pushEvent("ask");
    for (let cut = 0; cut < 50; cut++) {
      proxy.setLatency({ up: random.integer(0, 5), down: random.integer(0, 5) });
      await proxy.cutAfter(random.integer(100, 3_000), "down");
    }
    proxy.setLatency(0);
    assert.equal(await done, "done");
    const shows = (id: string) => visitor.document.querySelector(id)?.textContent ?? "";
    await until("all of it is there", () => shows("#stream").length >= text.length);
    assert.equal(shows("#field"), text);
    assert.equal(shows("#stream"), text);
    assert.deepEqual([Answer.heard, visitor.complaints], [[], []]);
    // Twice the text, frames around it, 50 times what a line costs, and what was sent again.
    const bytes = proxy.passed.down - before;
    console.log(`tokens: ${bytes} bytes for 2 × ${text.length}`);
    assert(bytes < 5 * text.length, `${bytes} bytes`);
    await visitor.leave();
    await hub.close();
  },
});

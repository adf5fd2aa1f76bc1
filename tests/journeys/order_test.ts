/** One thing at a time, in order, whatever comes at once: events, messages, ticks, results. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView, memoryState } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { startProxy } from "../proxy.ts";
import { seedFrom, size } from "../seed.ts";
import { serve, type Served } from "../serve.ts";
import { until } from "../until.ts";
import { visit, type Visitor } from "./visitor.ts";

const TOPIC = "order";

/** Writes down what begins and ends; a handler lasts until its gate opens. */
class Ledger extends LiveView {
  static last: Ledger;
  lines: string[] = [];
  ticks = 0;
  steps = 0;
  /** Not part of a snapshot. */
  _gates = new Map<string, PromiseWithResolvers<void>>();
  _running = 0;
  _most = 0;
  _stop: (() => void) | undefined;

  mount(): void {
    Ledger.last = this;
    this.subscribe(TOPIC);
  }

  @event
  quick({ n }: { n: number }): number {
    return this.#note(`quick ${n}`), n;
  }

  @event
  async slow({ n }: { n: number }): Promise<string> {
    await this.#while(`slow ${n}`, this.#gate(`slow ${n}`).promise);
    return `slow ${n}`;
  }

  /** Until it is told to stop. */
  @event
  async work(_params: unknown, { signal }: { signal: AbortSignal }): Promise<string> {
    let isStopped = false;
    const stopped = new Promise<void>((resolve) => {
      this._stop = () => {
        isStopped = true;
        resolve();
      };
      signal.addEventListener("abort", () => resolve());
    });
    this.#note("work begins");
    while (!isStopped && this.steps < 3) {
      this.steps++;
      await this.flush();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await stopped;
    this.#note("work ends");
    return "stopped";
  }

  @event({ interrupt: true })
  stop(): string {
    this.#note("stop");
    this._stop?.();
    return "told";
  }

  @event
  post({ n }: { n: number }): void {
    this.#note(`post ${n}`);
    this.send({ type: "self", n });
  }

  @event
  tick(): void {
    const stop = this.every(1, () => {
      if (++this.ticks === 3) stop();
    });
  }

  @event
  load({ n }: { n: number }): void {
    this.startAsync(`load ${n}`, () => Promise.resolve(n));
  }

  async handleInfo(message: { type: string; n?: number; name?: string }): Promise<void> {
    const label = `${message.type} ${message.n ?? message.name ?? ""}`.trim();
    // As a handler that asks a database.
    if (message.n && message.n % 3 === 0) await this.#while(label, Promise.resolve());
    else this.#note(label);
  }

  /** Lets a handler go on, also one that has not begun. */
  open(name: string): void {
    this.#gate(name).resolve();
  }

  render() {
    return html`<p id="lines">${this.lines.join(", ")}</p><b id="steps">${this.steps}</b>`;
  }

  #gate(name: string): PromiseWithResolvers<void> {
    const gate = this._gates.get(name) ?? Promise.withResolvers<void>();
    this._gates.set(name, gate);
    return gate;
  }

  async #while(name: string, until: Promise<void>): Promise<void> {
    this._most = Math.max(this._most, ++this._running);
    await until;
    this._running--;
    this.#note(name);
  }

  #note(line: string): void {
    this.lines.push(line);
  }
}

interface Stage extends AsyncDisposable {
  readonly hub: LiveHub;
  readonly served: Served;
}

function setUp(options: LiveOptions = {}): Stage {
  const app = new Hono();
  const hub = live(app, { "/": Ledger }, {
    secret: "s".repeat(32),
    signals: false,
    observe(record) {
      if (record.type === "failure") throw record.error;
    },
    ...options,
  });
  const served = serve(app);
  return {
    hub,
    served,
    async [Symbol.asyncDispose](): Promise<void> {
      await hub.close();
      await served.close();
      const { timers, connections, instances } = hub.stats();
      assert.deepEqual([timers, connections, instances], [0, 0, 0]);
    },
  };
}

async function open(url: string): Promise<{ visitor: Visitor; view: Ledger }> {
  const visitor = await visit(url);
  await visitor.live();
  return { visitor, view: Ledger.last };
}

const shownLines = (visitor: Visitor): string[] => visitor.text("#lines").split(", ");

Deno.test("whatever comes at once runs one at a time, each source in its own order", async () => {
  const random = seedFrom("order");
  await using stage = setUp({ limits: { rate: 10_000, burst: 10_000 } });
  const { visitor, view } = await open(stage.served.url);
  const calls: Promise<unknown>[] = [];
  const sources: Record<string, string[]> = { event: [], bus: [], self: [], async: [] };
  const count = size(300, 5_000);
  for (let n = 1; n <= count; n++) {
    const dice = random.next();
    if (dice < 0.3) {
      calls.push(visitor.djust.pushEvent("quick", { n }));
      sources["event"]?.push(`quick ${n}`);
    } else if (dice < 0.5) {
      calls.push(visitor.djust.pushEvent("slow", { n }));
      sources["event"]?.push(`slow ${n}`);
      setTimeout(() => view.open(`slow ${n}`), random.integer(0, 4));
    } else if (dice < 0.6) {
      calls.push(visitor.djust.pushEvent("post", { n }));
      sources["event"]?.push(`post ${n}`);
      sources["self"]?.push(`self ${n}`);
    } else if (dice < 0.7) {
      calls.push(visitor.djust.pushEvent("load", { n }));
      sources["async"]?.push(`async load ${n}`);
    } else {
      stage.hub.publish(TOPIC, { type: "bus", n });
      sources["bus"]?.push(`bus ${n}`);
    }
    if (random.chance(0.2)) {
      await new Promise((resolve) => setTimeout(resolve, random.integer(0, 5)));
    }
  }
  await Promise.all(calls);
  const all = Object.values(sources).flat();
  await until("all has run", () => view.lines.length === all.length);
  assert.equal(view._most, 1, "never two at a time");
  const of = (kinds: RegExp): string[] => view.lines.filter((line) => kinds.test(line));
  assert.deepEqual(of(/^(?:quick|slow|post)/), sources["event"]);
  assert.deepEqual(of(/^bus/), sources["bus"]);
  assert.deepEqual(of(/^self/), sources["self"]);
  assert.deepEqual(of(/^async/), sources["async"]);
  await until("the page shows it", () => shownLines(visitor).length === all.length);
  assert.deepEqual(shownLines(visitor), view.lines);
  await visitor.leave();
});

Deno.test("a stop button is answered between the awaits of what it stops; others wait", async () => {
  await using stage = setUp();
  const { visitor, view } = await open(stage.served.url);
  const settled: unknown[] = [];
  const call = (name: string, params = {}): Promise<unknown> =>
    visitor.djust.pushEvent(name, params).then((value) => settled.push(value));
  const calls = [call("work"), call("quick", { n: 1 })];
  await until("the third push is in the page", () => visitor.text("#steps") === "3");
  assert.deepEqual(settled, []);
  calls.push(call("stop"), call("quick", { n: 2 }));
  await Promise.all(calls);
  assert.deepEqual(settled, ["told", "stopped", 1, 2]);
  assert.deepEqual(view.lines, ["work begins", "stop", "work ends", "quick 1", "quick 2"]);
  assert.deepEqual(shownLines(visitor), view.lines);
  await visitor.leave();
});

Deno.test("flush() shows every step while the handler runs", async () => {
  await using stage = setUp();
  const { visitor } = await open(stage.served.url);
  const steps: string[] = [];
  visitor.document.addEventListener("djust:patched", () => steps.push(visitor.text("#steps")));
  const work = visitor.djust.pushEvent("work");
  await until("the last step", () => visitor.text("#steps") === "3");
  await visitor.djust.pushEvent("stop");
  assert.equal(await work, "stopped");
  assert.deepEqual([...new Set(steps)], ["1", "2", "3"]);
  await visitor.leave();
});

Deno.test("a full mailbox answers events busy, and turns bus messages into one gap", async () => {
  await using stage = setUp({ limits: { mailbox: 10, rate: 1_000, burst: 1_000 } });
  const { visitor, view } = await open(stage.served.url);
  const slow = visitor.djust.pushEvent("slow", { n: 1 });
  await until("it runs", () => view._running === 1);
  for (let n = 1; n <= 4; n++) stage.hub.publish(TOPIC, { type: "bus", n });
  const calls = Array.from(
    { length: 10 },
    (_, i) => visitor.djust.pushEvent("quick", { n: i + 1 }),
  );
  const outcomes = Promise.allSettled(calls);
  // An interrupt is answered at once: when it is, all that was sent before has arrived.
  assert.equal(await visitor.djust.pushEvent("stop"), "told");
  for (let n = 5; n <= 9; n++) stage.hub.publish(TOPIC, { type: "bus", n });
  view.open("slow 1");
  assert.equal(await slow, "slow 1");
  const told = (await outcomes).map((outcome) =>
    outcome.status === "fulfilled" ? outcome.value : outcome.reason.code
  );
  assert.deepEqual(told, [1, 2, 3, 4, 5, 6, "busy", "busy", "busy", "busy"]);
  await until("the gap is told", () => view.lines.includes("gap"));
  assert.deepEqual(view.lines.filter((line) => /^(?:bus|gap)/.test(line)), [
    ...["bus 1", "bus 2", "bus 3", "bus 4", "gap"],
  ]);
  // And it goes on.
  stage.hub.publish(TOPIC, { type: "bus", n: 10 });
  assert.equal(await visitor.djust.pushEvent("quick", { n: 99 }), 99);
  assert.deepEqual(view.lines.slice(-2), ["bus 10", "quick 99"]);
  await visitor.leave();
});

Deno.test("a timer keeps one tick at most waiting", async () => {
  await using stage = setUp();
  const { visitor, view } = await open(stage.served.url);
  await visitor.djust.pushEvent("tick");
  const slow = visitor.djust.pushEvent("slow", { n: 1 });
  await until("it runs", () => view._running === 1);
  const { ticks } = view;
  // Many times as long as a tick takes.
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(view.ticks, ticks, "nothing ticks while a handler runs");
  view.open("slow 1");
  await slow;
  await until("it has stopped by itself", () => view.ticks === 3);
  await visitor.leave();
});

Deno.test("a page closed while its handler runs: the handler is told, and the instance ends", async () => {
  await using stage = setUp();
  const { visitor, view } = await open(stage.served.url);
  void visitor.djust.pushEvent("work").catch(() => {});
  await until("it works", () => view.steps === 3);
  await visitor.leave();
  await until("all is gone", () => stage.hub.stats().instances === 0);
});

Deno.test("drained while a handler runs: what it had not finished runs elsewhere, once", async () => {
  const state = memoryState();
  await using one = setUp({ state });
  await using two = setUp({ state });
  await using proxy = startProxy([one.served.port]);
  const { visitor, view } = await open(proxy.url);
  assert.equal(await visitor.djust.pushEvent("quick", { n: 1 }), 1);
  const slow = visitor.djust.pushEvent("slow", { n: 2 });
  const quick = visitor.djust.pushEvent("quick", { n: 3 });
  await until("it runs", () => view._running === 1);
  proxy.setUpstreams([two.served.port]);
  await one.hub.drain();
  await until("another process has the page", () => Ledger.last !== view && visitor.isLive);
  const next = Ledger.last;
  assert.deepEqual(next.lines, ["quick 1"]);
  // The old one finishes late: nobody hears of it.
  view.open("slow 2");
  await until("the new one runs it", () => next._running === 1);
  next.open("slow 2");
  assert.deepEqual(await Promise.all([slow, quick]), ["slow 2", 3]);
  assert.deepEqual(next.lines, ["quick 1", "slow 2", "quick 3"]);
  assert.deepEqual(shownLines(visitor), next.lines);
  assert.deepEqual(visitor.complaints, []);
  await visitor.leave();
});

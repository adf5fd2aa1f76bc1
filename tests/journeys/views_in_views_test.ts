/** Views in views over real sockets: cuts, another process, a full repaint, and neighbours that are slow. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView, memoryState, type Mount, view } from "@djust/live";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { type Proxy, startProxy } from "../proxy.ts";
import { serve, type Served } from "../serve.ts";
import { until } from "../until.ts";
import { visit, type Visitor } from "./visitor.ts";

/** Instances that were mounted, by what they are, and how each ended. */
let log: string[] = [];

class Counter extends LiveView<{ name: string }> {
  count = 0;
  name = "";
  mount({ params }: Mount<{ name: string }>) {
    this.name = params.name;
    log.push(`mount ${params.name}`);
  }
  @event
  more(): void {
    this.count++;
  }
  terminate(reason: string): void {
    log.push(`${reason} ${this.name}`);
  }
  render() {
    return html`<button dj-click=${this.more}>+</button> <output>${this.count}</output>
      <input name=${`text-${this.name}`}>`;
  }
}

class Middle extends LiveView {
  render() {
    return html`<section>${view(Counter, { id: "inner", params: { name: "inner" } })}</section>`;
  }
}

class Board extends LiveView {
  title = 0;
  name = "left";
  isWide = false;
  @event
  retitle(): void {
    this.title++;
  }
  @event
  rename({ to }: { to: string }): void {
    this.name = to;
  }
  @event
  widen(): void {
    this.isWide = !this.isWide;
  }
  render() {
    const left = html`<div id="left">${
      view(Counter, { id: "one", params: { name: this.name } })
    }</div>`;
    return html`<h1 dj-click=${this.retitle}>${this.title}</h1>
      ${this.isWide ? html`<main>${left}</main>` : left}
      <div id="right">${view(Middle, { id: "two" })}</div>`;
  }
}

/** Processes behind one address. */
interface Stage extends AsyncDisposable {
  readonly proxy: Proxy;
  readonly hub: LiveHub;
  visit(): Promise<Visitor>;
  /** Another process takes over, with what both share. */
  restart(): Promise<void>;
}

function stage(View: new () => LiveView = Board, options: LiveOptions = {}): Stage {
  log = [];
  const house = (): { hub: LiveHub; served: Served } => {
    const app = new Hono();
    const hub = live(app, { "/": View as typeof Board }, {
      secret: "s".repeat(32),
      signals: false,
      state: false,
      ...options,
    });
    return { hub, served: serve(app) };
  };
  let now = house();
  const proxy = startProxy([now.served.port]);
  const visitors: Visitor[] = [];
  return {
    proxy,
    get hub() {
      return now.hub;
    },
    async visit() {
      const visitor = await visit(`${proxy.url}/`);
      visitors.push(visitor);
      await visitor.live();
      return visitor;
    },
    async restart() {
      const before = now;
      await before.hub.drain();
      now = house();
      proxy.setUpstreams([now.served.port]);
      proxy.cut();
      await before.hub.close();
      await before.served.close();
    },
    async [Symbol.asyncDispose]() {
      for (const visitor of visitors) await visitor.leave();
      await now.hub.close();
      await proxy.close();
      await now.served.close();
    },
  };
}

const count = (visitor: Visitor, place: string): string => visitor.text(`#${place} output`);

/** Clicks once it is live: a click in a view that is not there yet is nobody's. */
async function add(visitor: Visitor, place: string, to: number): Promise<void> {
  visitor.click(`#${place} button`);
  await until(`${place} counts ${to}`, () => count(visitor, place) === `${to}`);
}

/** Waits until all instances of the page are on a line. */
const allLive = (hub: LiveHub, instances: number): Promise<boolean> =>
  until("all views are live", () => {
    const stats = hub.stats();
    return stats.instances === instances && stats.unclaimed === 0 && stats.detached === 0;
  });

Deno.test("views of a page are adopted as they were painted, each on its own, over one socket", async () => {
  await using on = stage();
  const visitor = await on.visit();
  await allLive(on.hub, 4);
  assert.equal(on.proxy.taken, 2, "one for the page, one for its line");
  await add(visitor, "left", 1);
  await add(visitor, "right", 1);
  await add(visitor, "left", 2);
  assert.deepEqual(log, ["mount left", "mount inner"]);
  assert.deepEqual(visitor.complaints, []);
});

Deno.test("a line that is cut again and again takes nothing from any of them", async () => {
  await using on = stage();
  const visitor = await on.visit();
  await allLive(on.hub, 4);
  for (let round = 1; round <= 4; round++) {
    on.proxy.cut();
    // Not waited for: what is done meanwhile is kept.
    visitor.click("#left button");
    visitor.click("#right button");
    await until(
      "both count",
      () => count(visitor, "left") === `${round}` && count(visitor, "right") === `${round}`,
    );
    await visitor.live();
  }
  assert.deepEqual(log, ["mount left", "mount inner"]);
  await allLive(on.hub, 4);
});

Deno.test("another process goes on with all of them from what is kept", async () => {
  await using on = stage(Board, { state: memoryState() });
  const visitor = await on.visit();
  await allLive(on.hub, 4);
  await add(visitor, "left", 1);
  await add(visitor, "right", 1);
  await add(visitor, "right", 2);
  visitor.click("h1");
  await until("the title is new", () => visitor.text("h1") === "1");
  const left = visitor.find("#left [dj-view]");
  const inner = visitor.find("#right [dj-view] [dj-view]");
  await on.restart();
  await allLive(on.hub, 4);
  await add(visitor, "left", 2);
  await add(visitor, "right", 3);
  assert.equal(visitor.text("h1"), "1");
  assert.equal(visitor.find("#left [dj-view]"), left, "the element is the same");
  assert.equal(visitor.find("#right [dj-view] [dj-view]"), inner);
});

Deno.test("where nothing is kept all of them begin anew in another process, and keep what was typed", async () => {
  await using on = stage();
  const visitor = await on.visit();
  await allLive(on.hub, 4);
  await add(visitor, "left", 1);
  visitor.type("#left input", "typed");
  await on.restart();
  await allLive(on.hub, 4);
  await until("it began anew", () => count(visitor, "left") === "0");
  assert.equal(visitor.find<HTMLInputElement>("#left input").value, "typed");
  await add(visitor, "left", 1);
  await add(visitor, "right", 1);
});

Deno.test("a view that is moved in the page, or whose page is painted anew, keeps element and instance", async () => {
  await using on = stage();
  const visitor = await on.visit();
  await allLive(on.hub, 4);
  await add(visitor, "left", 1);
  visitor.type("#left input", "typed");
  const left = visitor.find("#left [dj-view]");
  const instances = log.length;
  await visitor.djust.pushEvent("widen");
  await until("it stands elsewhere", () => visitor.document.querySelector("main #left") !== null);
  assert.equal(visitor.find("#left [dj-view]"), left);
  // Its text is not as the server says: the block is asked for anew.
  const title = visitor.find("h1");
  title.textContent = "";
  title.append("some", "thing else");
  await visitor.djust.pushEvent("widen");
  await add(visitor, "left", 2);
  assert.equal(visitor.find("#left [dj-view]"), left);
  assert.equal(visitor.find<HTMLInputElement>("#left input").value, "typed");
  assert.equal(log.length, instances);
});

Deno.test("other params end the one and begin another, in its place", async () => {
  await using on = stage();
  const visitor = await on.visit();
  await allLive(on.hub, 4);
  await add(visitor, "left", 1);
  await visitor.djust.pushEvent("rename", { to: "next" });
  await until("another is there", () => count(visitor, "left") === "0");
  await add(visitor, "left", 1);
  await allLive(on.hub, 4);
  assert.deepEqual(log, ["mount left", "mount inner", "left left", "mount next"]);
});

Deno.test("a view that leaves while it is mounted leaves nothing behind", async () => {
  const gate = Promise.withResolvers<void>();
  class Slow extends LiveView {
    async mount() {
      log.push("slow");
      await gate.promise;
    }
    render() {
      return html`<b>slow</b>`;
    }
  }
  class Flips extends LiveView {
    isShown = false;
    @event
    show({ is }: { is: boolean }): void {
      this.isShown = is;
    }
    render() {
      return html`
        <p>${this.isShown}</p>
        <div id="box">${this.isShown && view(Slow, { id: "slow" })}</div>
      `;
    }
  }
  await using on = stage(Flips);
  const visitor = await on.visit();
  await visitor.djust.pushEvent("show", { is: true });
  await until("it is being mounted", () => log.includes("slow"));
  await visitor.djust.pushEvent("show", { is: false });
  gate.resolve();
  await allLive(on.hub, 1);
  await visitor.djust.pushEvent("show", { is: true });
  await until("it is there", () => visitor.text("#box") === "slow");
  await allLive(on.hub, 2);
});

Deno.test("a view that takes its time keeps no other one waiting", async () => {
  const gate = Promise.withResolvers<void>();
  class Slow extends LiveView {
    state = "idle";
    @event
    async work(): Promise<void> {
      await gate.promise;
      this.state = "done";
    }
    render() {
      return html`<i dj-click=${this.work}>${this.state}</i>`;
    }
  }
  class Pair extends LiveView {
    render() {
      return html`
        <div id="slow">${view(Slow, { id: "slow" })}</div>
        <div id="left">${view(Counter, { id: "one", params: { name: "one" } })}</div>
      `;
    }
  }
  await using on = stage(Pair);
  const visitor = await on.visit();
  await allLive(on.hub, 3);
  visitor.click("#slow i");
  for (let to = 1; to <= 5; to++) await add(visitor, "left", to);
  assert.equal(visitor.text("#slow i"), "idle", "it is still at it");
  gate.resolve();
  await until("it is done", () => visitor.text("#slow i") === "done");
});

Deno.test("a view whose handler never settles begins anew, and its neighbours hear nothing of it", async () => {
  class Stuck extends LiveView {
    count = 0;
    @event
    more(): void {
      this.count++;
    }
    @event
    hang(): Promise<void> {
      return new Promise(() => {});
    }
    render() {
      return html`<i dj-click=${this.hang}></i><b dj-click=${this.more}>${this.count}</b>`;
    }
  }
  class Pair extends LiveView {
    render() {
      return html`
        <div id="stuck">${view(Stuck, { id: "stuck" })}</div>
        <div id="left">${view(Counter, { id: "one", params: { name: "one" } })}</div>
      `;
    }
  }
  await using on = stage(Pair, {
    limits: { handler: 50, unsettled: 50 },
  });
  const visitor = await on.visit();
  await allLive(on.hub, 3);
  await add(visitor, "left", 1);
  visitor.click("#stuck b");
  await until("it counts", () => visitor.text("#stuck b") === "1");
  visitor.click("#stuck i");
  await until("it begins anew", () => visitor.text("#stuck b") === "0");
  await add(visitor, "left", 2);
  visitor.click("#stuck b");
  await until("it counts again", () => visitor.text("#stuck b") === "1");
  assert.deepEqual(visitor.closes, [], "the line was not cut");
});

/** The life of an instance, from its mount to its end. */

import assert from "node:assert/strict";
import { html, raw } from "../../vdom/mod.ts";
import { event } from "../view/event.ts";
import { Instance } from "./instance.ts";
import {
  adopted,
  closure,
  factsFor,
  FakeOutlet,
  FakeWorld,
  locationOf,
  mounted,
  named,
  seen,
} from "../../tests/kit/instance_kit.ts";
import type { Mount } from "../view/mount.ts";
import { LiveView } from "../view/view.ts";

class Counter extends LiveView {
  count = 0;
  @event
  increment() {
    this.count++;
  }
  @event
  nothing() {}
  @event
  fail() {
    this.count = -1;
    throw new Error("secret detail");
  }
  render() {
    return html`<button dj-click=${this.increment}>+1</button> <output>${this.count}</output>`;
  }
}

Deno.test("an event changes the page by one small frame", async () => {
  const { instance, world, outlet } = await adopted(Counter);
  assert.deepEqual(outlet.take(), []);
  instance.receive(named("increment"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, 1, 1, 1]]);
  assert.equal(instance.received, 1);
  assert.equal(instance.sent, 1);
});

Deno.test("an event that changes nothing is answered [1]", async () => {
  const { instance, world, outlet } = await adopted(Counter);
  instance.receive(named("nothing"));
  await world.clock.settled();
  assert.deepEqual(outlet.sent, ["[1]"]);
});

Deno.test("events that come together are one batch, one render, one frame", async () => {
  const { instance, world, outlet } = await adopted(Counter);
  for (let i = 0; i < 5; i++) instance.receive(named("increment"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[5, 1, 1, 5]]);
  assert.equal(world.told("render").length, 1);
});

Deno.test("a handler that throws is answered by its code, and the view lives on", async () => {
  const { instance, world, outlet } = await adopted(Counter);
  instance.receive(named("increment"));
  instance.receive(named("fail"));
  instance.receive(named("increment"));
  await world.clock.settled();
  const [frame] = outlet.take();
  const { request } = world.told("error")[0]!;
  assert.deepEqual(frame, [3, { x: [[1, "handler", request]] }]);
  assert.equal(world.told("error")[0]?.phase, "fail");
  instance.receive(named("increment"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, 1, 1, 1]]);
});

Deno.test("development tells the page what was thrown, production does not", async () => {
  const world = new FakeWorld();
  world.development = true;
  const { instance, outlet } = await adopted(Counter, world);
  instance.receive(named("fail"));
  await world.clock.settled();
  assert.match(outlet.sent[0]!, /secret detail/);
});

Deno.test("an undeclared handler answers undeclared, also one every object has", async () => {
  const { instance, world, outlet } = await adopted(Counter);
  for (const name of ["missing", "render", "constructor", "__proto__", "count"]) {
    instance.receive(named(name));
  }
  await world.clock.settled();
  const [frame] = outlet.take();
  assert.deepEqual(frame, [5, { x: [0, 1, 2, 3, 4].map((offset) => [offset, "undeclared"]) }]);
});

Deno.test("in development an undeclared handler is answered with what to write", async () => {
  class Todos extends LiveView {
    @event
    add() {}
    save() {}
    render() {
      return html`<button dj-click="save">Save</button>`;
    }
  }
  const world = new FakeWorld();
  world.development = true;
  const { instance, outlet } = await adopted(Todos, world);
  instance.receive(named("save"));
  instance.receive(named("ad"));
  await world.clock.settled();
  const warnings = world.told("warning").map(({ message }) => message);
  assert.deepEqual(warnings, [
    'dj-click="save" of <button> calls nothing: there is no @event of this name; known are add',
    'Cannot call "save" of "Todos": it is no @event; put @event over the method, or write dj-click=${this.save}',
    'Cannot call "ad" of "Todos": there is no such @event; known are "add"',
  ]);
  assert(outlet.sent.some((text) => text.startsWith("[2,") && text.includes("it is no @event")));
});

Deno.test("in development a render that returns nothing is told", async () => {
  class Forgot extends LiveView {
    render(): undefined {
      html`<p></p>`;
    }
  }
  const world = new FakeWorld();
  world.development = true;
  await adopted(Forgot, world);
  assert.match(
    world.told("warning")[0]?.message ?? "",
    /render\(\) returned nothing: write return/,
  );
});

Deno.test("mount's context can be taken apart", async () => {
  class Gone extends LiveView {
    mount({ notFound }: Mount) {
      notFound();
    }
    render() {
      return html`<p></p>`;
    }
  }
  const outcome = await new Instance(Gone, new FakeWorld()).mount(factsFor(), "paint");
  assert.deepEqual(outcome, { type: "notFound" });
});

Deno.test("refuse() counts and answers in its turn", async () => {
  const { instance, world, outlet } = await adopted(Counter);
  instance.receive(named("increment"));
  instance.refuse("rate");
  instance.refuse("rate");
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[3, 1, 1, 1, { x: [[1, "rate"], [2, "rate"]] }]]);
  assert.equal(instance.received, 3);
});

Deno.test("a page that waits for the reply gets what the handler returns", async () => {
  class Adder extends LiveView {
    @event
    add({ a, b }: { a: number; b: number }) {
      return { sum: a + b };
    }
    @event
    async later() {
      await Promise.resolve();
    }
    @event
    broken() {
      return 1n;
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Adder);
  instance.receive(named("add", { a: 1, b: 2 }, true));
  instance.receive(named("add", { a: 1, b: 2 }));
  await world.clock.settled();
  instance.receive(named("later", {}, true));
  await world.clock.settled();
  instance.receive(named("broken", {}, true));
  await world.clock.settled();
  const [first, second, third] = outlet.take();
  assert.deepEqual(first, [2, { r: [[0, { sum: 3 }]] }]);
  assert.deepEqual(second, [1, { r: [[0, null]] }]);
  assert.equal((third?.[1] as { x: string[][] }).x[0]?.[1], "handler");
});

Deno.test("a closure runs with the view as this; on a block that is gone it is stale", async () => {
  class Closures extends LiveView {
    clicked = "";
    shown = true;
    render() {
      return html`<p>${this.clicked}</p>${
        this.shown &&
        html`<button dj-click=${function (this: Closures, params: { by: string }) {
          this.clicked = params.by;
          this.shown = false;
        }}>x</button>`
      }`;
    }
  }
  const { instance, world, outlet } = await adopted(Closures);
  instance.receive(closure(2, 0, "click", { by: "ada" }));
  await world.clock.settled();
  assert.match(outlet.sent.join(), /"ada"/);
  outlet.take();
  instance.receive(closure(2, 0));
  instance.receive(closure(99, 0));
  await world.clock.settled();
  const stale = [1, { x: [[0, "stale"]] }];
  assert.deepEqual(outlet.take(), [stale, stale]);
});

Deno.test("mount's context answers the page: status, headers, redirect, not found", async () => {
  class Page extends LiveView {
    mount(ctx: Mount) {
      const to = ctx.query.get("to");
      if (to === "none") ctx.notFound();
      else if (to) this.redirect(to);
      ctx.status(201);
      ctx.header("x-a", "b");
    }
    render() {
      return html`<p></p>`;
    }
  }
  const outcomeOf = (path: string) => {
    const location = locationOf(path);
    return new Instance(Page, new FakeWorld()).mount(factsFor({ location }), "paint");
  };
  assert.deepEqual(await outcomeOf("/"), {
    type: "mounted",
    status: 201,
    headers: [["x-a", "b"]],
  });
  assert.deepEqual(await outcomeOf("/?to=/next"), { type: "redirect", to: "/next", flash: {} });
  assert.deepEqual(await outcomeOf("/?to=none"), { type: "notFound" });
  const evil = await outcomeOf("/?to=//evil");
  assert.equal(evil.type, "failed");
});

Deno.test("a mount or first render that throws is an outcome, and the instance ends", async () => {
  const reasons: string[] = [];
  class Bad extends LiveView {
    mount() {
      throw new Error("no");
    }
    terminate(reason: string) {
      reasons.push(reason);
    }
    render() {
      return html`<p></p>`;
    }
  }
  class BadRender extends LiveView {
    render(): never {
      throw new Error("no");
    }
  }
  const bad = new Instance(Bad, new FakeWorld());
  const outcome = await bad.mount(factsFor(), "paint");
  assert.equal(outcome.type === "failed" && outcome.phase, "mount");
  assert.equal(bad.ended, true);
  assert.deepEqual(reasons, ["failed"]);
  const badRender = await new Instance(BadRender, new FakeWorld()).mount(factsFor(), "paint");
  assert.equal(badRender.type === "failed" && badRender.phase, "render");
});

Deno.test("a mount that takes too long fails, and its late end harms nothing", async () => {
  const world = new FakeWorld();
  let finish = (): void => {};
  class Slow extends LiveView {
    async mount() {
      await new Promise<void>((resolve) => finish = resolve);
      throw new Error("too late to matter");
    }
    render() {
      return html`<p></p>`;
    }
  }
  const outcome = new Instance(Slow, world).mount(factsFor(), "paint");
  await world.clock.move(10_000);
  const { type } = await outcome;
  assert.equal(type, "failed");
  finish();
  await world.clock.settled();
  assert.equal(world.clock.timers, 0);
});

Deno.test("painted() has both regions and the head apart from its title", async () => {
  class Page extends LiveView {
    mount() {
      this.putFlash("info", "<hi>");
    }
    head() {
      return html`
        <title>A & B</title>
        <meta name="description" content="${"x"}">
        <link rel="canonical" href="/c">
      `;
    }
    render() {
      return html`<p>${"text"}</p>`;
    }
  }
  const { instance } = await mounted(Page);
  const painted = instance.painted();
  assert.match(painted.content, /text/);
  assert.match(painted.flash, /&lt;hi&gt;/);
  assert.equal(painted.title, "A & B");
});

Deno.test("connected() runs once, first; what came before it waits in order", async () => {
  const log: string[] = [];
  class Page extends LiveView {
    mount() {
      this.subscribe("news");
      this.send("self");
    }
    connected() {
      log.push("connected");
    }
    handleInfo(message: string) {
      log.push(message);
    }
    disconnected() {
      log.push("disconnected");
    }
    reconnected() {
      log.push("reconnected");
    }
    terminate(reason: string) {
      log.push(reason);
    }
    render() {
      return html`<p>${log.length}</p>`;
    }
  }
  const { instance, world } = await mounted(Page);
  world.bus.publish("news", "bus");
  await world.clock.settled();
  assert.deepEqual(log, []);
  instance.adopt(new FakeOutlet());
  await world.clock.settled();
  assert.deepEqual(log, ["connected", "self", "bus"]);
  instance.detach();
  instance.replay(new FakeOutlet(), seen(instance.sent));
  await world.clock.settled();
  await instance.end("left");
  await instance.end("expired");
  assert.deepEqual(log.slice(3), ["disconnected", "reconnected", "left"]);
});

Deno.test("a string or raw() from render is the page's own HTML", async () => {
  class Text extends LiveView {
    n = 1;
    @event
    more() {
      this.n++;
    }
    render() {
      return `<b dj-click="more">${this.n}</b>`;
    }
  }
  class Raw extends LiveView {
    render() {
      return raw("<i>x</i>");
    }
  }
  const { instance, world, outlet } = await adopted(Text);
  instance.receive(named("more"));
  await world.clock.settled();
  assert.equal(outlet.sent.length, 1);
  assert.match((await mounted(Raw)).instance.painted().content, /<i>x<\/i>/);
});

Deno.test("a throw in render keeps the last page and answers render; later renders go on", async () => {
  class Fragile extends LiveView {
    n = 0;
    bad = false;
    @event
    toggle() {
      this.bad = !this.bad;
      this.n++;
    }
    render() {
      if (this.bad) throw new Error("no");
      return html`<p>${this.n}</p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Fragile);
  instance.receive(named("toggle"));
  await world.clock.settled();
  const [failed] = outlet.take();
  assert.equal((failed?.[1] as { x: string[][] }).x[0]?.[1], "render");
  instance.receive(named("toggle"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, 1, 0, 2]]);
});

Deno.test("a throw half-way through a render is followed by a full frame", async () => {
  class Rows extends LiveView {
    n = 0;
    @event
    add() {
      this.n++;
    }
    render() {
      return html`
        <p>${this.n}</p>
        <ul>${[0, 1, 2].map(() =>
          html`<li>${{
            toString: () => {
              if (this.n === 1) throw new Error("no");
              return `row ${this.n}`;
            },
          } as unknown as string}</li>`
        )}</ul>
      `;
    }
  }
  const { instance, world, outlet } = await adopted(Rows);
  instance.receive(named("add"));
  await world.clock.settled();
  outlet.take();
  instance.receive(named("add"));
  await world.clock.settled();
  const [frame] = outlet.take();
  assert.equal(frame?.[0], -9);
  assert.equal(frame?.[1], 1);
});

Deno.test("end() lets everything go: timers, subscriptions, tasks, running handlers", async () => {
  let signal: AbortSignal | undefined;
  class Busy extends LiveView {
    connected() {
      this.every(10, () => {});
      this.send("later", 1_000);
      this.subscribe("news");
      this.startAsync("work", () => new Promise(() => {}));
    }
    @event
    async run(_params: unknown, info: { signal: AbortSignal }) {
      signal = info.signal;
      await new Promise(() => {});
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world } = await adopted(Busy);
  instance.receive(named("run"));
  await world.clock.settled();
  const ends: string[] = [];
  instance.onEnd((reason) => ends.push(reason));
  await instance.end("left");
  assert.equal(signal?.aborted, true);
  assert.equal(world.clock.timers, 0);
  assert.deepEqual(ends, ["left"]);
  world.bus.publish("news", "x");
  instance.receive(named("run"));
  instance.refuse("rate");
  instance.heal(1);
  instance.acked(1);
  instance.detach();
  assert.equal(instance.received, 1);
});

Deno.test("heal() sends a block anew from the last render", async () => {
  const { instance, outlet } = await adopted(Counter);
  instance.heal(1);
  instance.heal(77);
  const frames = outlet.take();
  assert.equal(frames.length, 1);
  assert.equal(frames[0]?.[0], 0);
});

Deno.test("heal() of block 0 sends all of the page, numbered anew", async () => {
  const { instance, outlet, world } = await adopted(Counter);
  instance.receive(named("increment"));
  await world.clock.settled();
  outlet.take();
  instance.heal(0);
  await world.clock.settled();
  assert.deepEqual(outlet.take().map(([code, answers]) => [code, answers]), [[-9, 0]]);
});

Deno.test("observe is told of mount, event and render, without params", async () => {
  const { instance, world } = await adopted(Counter);
  instance.receive(named("increment", { password: "hunter2" }));
  await world.clock.settled();
  await instance.end("left");
  const types = world.records.map((record) => record.type);
  assert.deepEqual(types, ["mount", "event", "render", "close"]);
  assert.doesNotMatch(JSON.stringify(world.records), /hunter2/);
});

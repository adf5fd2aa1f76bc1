/** Handlers that take their time: order, interrupts, flush(), time-outs and timers. */

import assert from "node:assert/strict";
import type { Json } from "../../../protocol/mod.ts";
import { html } from "../../../vdom/mod.ts";
import { event, type EventInfo } from "../../view/event.ts";
import { adopted, FakeOutlet, FakeWorld, mounted, named } from "../../../tests/kit/instance_kit.ts";
import { LiveView } from "../../view/view.ts";

/** A view whose async handlers end when they are told to. */
class Steps extends LiveView {
  log: string[] = [];
  ends: (() => void)[] = [];
  signals: AbortSignal[] = [];
  @event
  async slow({ name = "slow" }: { name?: string }, { signal }: EventInfo) {
    this.log.push(`${name} begins`);
    this.signals.push(signal);
    await new Promise<void>((resolve) => this.ends.push(resolve));
    this.log.push(`${name} ends`);
    return name;
  }
  @event
  quick() {
    this.log.push("quick");
  }
  @event({ interrupt: true })
  stop() {
    this.log.push("stop");
    return "stopped";
  }
  @event({ interrupt: true })
  async stopLater() {
    await Promise.resolve();
    this.log.push("stop later");
  }
  @event
  async fails() {
    await Promise.resolve();
    throw new Error("no");
  }
  render() {
    return html`<p>${this.log.length}</p>`;
  }
}

/** The view inside: tests look at what it did. */
function watched(): { view: Steps | undefined; Class: typeof Steps } {
  const seen: { view: Steps | undefined; Class: typeof Steps } = {
    view: undefined,
    Class: class extends Steps {
      mount() {
        seen.view = this;
      }
    },
  };
  return seen;
}

Deno.test("an async handler holds what comes after it, but not the answers before it", async () => {
  const seen = watched();
  const { instance, world, outlet } = await adopted(seen.Class);
  instance.receive(named("quick"));
  instance.receive(named("slow"));
  instance.receive(named("quick"));
  await world.clock.settled();
  assert.deepEqual(seen.view?.log, ["quick", "slow begins"]);
  assert.deepEqual(outlet.take(), [[1, 1, 0, 2]]);
  seen.view?.ends[0]?.();
  await world.clock.settled();
  assert.deepEqual(seen.view?.log, ["quick", "slow begins", "slow ends", "quick"]);
  assert.deepEqual(outlet.take(), [[2, 1, 0, 4]]);
});

Deno.test("async handlers never overlap", async () => {
  const seen = watched();
  const { instance, world } = await adopted(seen.Class);
  for (const name of ["a", "b", "c"]) instance.receive(named("slow", { name }));
  for (let i = 0; i < 3; i++) {
    await world.clock.settled();
    assert.equal(seen.view?.ends.length, i + 1);
    seen.view?.ends[i]?.();
  }
  await world.clock.settled();
  assert.deepEqual(seen.view?.log.map((line) => line[0]).join(""), "aabbcc");
});

Deno.test("an interrupt runs between the awaits and is answered at once, by its number", async () => {
  const seen = watched();
  const { instance, world, outlet } = await adopted(seen.Class);
  instance.receive(named("slow"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), []);
  instance.receive(named("quick"));
  instance.receive(named("stop", {}, true));
  assert.deepEqual(outlet.take(), [[0, 1, 0, 2, { n: 3, r: [[0, "stopped"]] }]]);
  seen.view?.ends[0]?.();
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[2, 1, 0, 4]]);
});

Deno.test("an interrupt in the same batch as what it stops passes it", async () => {
  const seen = watched();
  const { instance, world, outlet } = await adopted(seen.Class);
  instance.receive(named("slow"));
  instance.receive(named("quick"));
  instance.receive(named("stopLater"));
  await world.clock.settled();
  assert.deepEqual(seen.view?.log, ["slow begins", "stop later"]);
  assert.deepEqual(outlet.take(), [[0, 1, 0, 2, { n: 3 }]]);
});

Deno.test("with nothing running an interrupt is an event like any other", async () => {
  const { instance, world, outlet } = await adopted(Steps);
  instance.receive(named("quick"));
  instance.receive(named("stop"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[2, 1, 0, 2]]);
});

Deno.test("info tells the control or the button that an event came from, and its region", async () => {
  const seen: unknown[] = [];
  class Form extends LiveView {
    @event
    save(_: unknown, { target, submitter, region }: EventInfo) {
      seen.push([target, submitter, region]);
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const { instance, world } = await adopted(Form);
  instance.receive({ ...named("save"), facts: { t: "mail" } });
  instance.receive({ ...named("save"), facts: { s: "go", r: "#list" } });
  instance.receive(named("save"));
  await world.clock.settled();
  assert.deepEqual(seen, [
    ["mail", undefined, undefined],
    [undefined, "go", "#list"],
    [undefined, undefined, undefined],
  ]);
});

Deno.test("a rejected handler is answered, and nothing is left unhandled", async () => {
  const { instance, world, outlet } = await adopted(Steps);
  instance.receive(named("fails"));
  await world.clock.settled();
  const [frame] = outlet.take();
  assert.equal((frame?.[1] as { x: Json[][] }).x[0]?.[1], "handler");
});

Deno.test("a handler over its time answers timeout, its signal aborts, the next waits", async () => {
  const seen = watched();
  const { instance, world, outlet } = await adopted(seen.Class);
  instance.receive(named("slow"));
  instance.receive(named("quick"));
  await world.clock.move(29_999);
  assert.deepEqual(outlet.take(), []);
  await world.clock.move(1);
  const [frame] = outlet.take();
  assert.equal(frame?.[0], 1);
  assert.equal((frame?.at(-1) as { x: Json[][] }).x[0]?.[1], "timeout");
  assert.equal(seen.view?.signals[0]?.aborted, true);
  assert.deepEqual(seen.view?.log, ["slow begins"]);
  seen.view?.ends[0]?.();
  await world.clock.settled();
  assert.deepEqual(seen.view?.log, ["slow begins", "slow ends", "quick"]);
  assert.deepEqual(outlet.take(), [[1, 1, 0, 3]]);
  assert.equal(world.clock.timers, 0);
});

Deno.test("a handler that never settles ends the instance", async () => {
  const { instance, world, outlet } = await adopted(Steps);
  const reasons: string[] = [];
  instance.onEnd((reason) => reasons.push(reason));
  instance.receive(named("slow"));
  await world.clock.move(60_000);
  assert.deepEqual(reasons, ["timeout"]);
  assert.equal(outlet.closed?.code, 1012);
  assert.equal(world.clock.timers, 0);
});

Deno.test("the time of a handler counts from its last flush()", async () => {
  class Pushing extends LiveView {
    n = 0;
    @event
    async run() {
      for (; this.n < 5; this.n++) {
        await new Promise<void>((resolve) => this.send_later(resolve));
        void this.flush();
      }
    }
    next: (() => void) | undefined;
    send_later(resolve: () => void) {
      this.next = resolve;
    }
    mount() {
      this.every(20_000, () => {});
      views.push(this);
    }
    render() {
      return html`<p>${this.n}</p>`;
    }
  }
  const views: Pushing[] = [];
  const { instance, world, outlet } = await adopted(Pushing);
  instance.receive(named("run"));
  for (let i = 0; i < 5; i++) {
    await world.clock.move(20_000);
    views[0]?.next?.();
    await world.clock.settled();
  }
  const frames = outlet.take();
  assert.equal(frames.at(-1)?.[0], 1);
  assert.doesNotMatch(JSON.stringify(frames), /timeout/);
});

Deno.test("flush() sends the first at once, and those within 16 ms together", async () => {
  class Tokens extends LiveView {
    text = "";
    @event
    async run() {
      for (const token of ["a", "b", "c"]) {
        this.text += token;
        await this.flush();
      }
      await new Promise<void>((resolve) => done = resolve);
    }
    render() {
      return html`<p>${this.text}</p>`;
    }
  }
  let done = (): void => {};
  const { instance, world, outlet } = await adopted(Tokens);
  instance.receive(named("run"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[0, 1, 0, "a"]]);
  await world.clock.move(16);
  assert.deepEqual(outlet.take(), [[0, 1, -2, "bc"]]);
  done();
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1]]);
});

Deno.test("a handler that blocks the loop is told by name", async () => {
  const world = new FakeWorld();
  class Blocks extends LiveView {
    @event
    burn() {
      world.clock.skip(150);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance } = await adopted(Blocks, world);
  instance.receive(named("burn"));
  await world.clock.settled();
  assert.deepEqual(world.told("blocked").map(({ name, ms }) => ({ name, ms })), [
    { name: "burn", ms: 150 },
  ]);
});

Deno.test("a handler that blocks the loop behind an await is told by name, in development", async () => {
  class Blocks extends LiveView {
    @event
    async burn() {
      await Promise.resolve();
      world.clock.skip(210);
      await new Promise<void>((resolve) => world.clock.timer(1, resolve));
      await new Promise<void>((resolve) => world.clock.timer(500, resolve));
      world.clock.skip(320);
    }
    render() {
      return html`<p></p>`;
    }
  }
  let world = new FakeWorld();
  const run = async (development: boolean) => {
    world = new FakeWorld();
    world.development = development;
    const { instance } = await adopted(Blocks, world);
    instance.receive(named("burn"));
    await world.clock.settled();
    await world.clock.move(1_000);
    return world.told("blocked").map(({ name, when, ms }) => [name, when, ms >= 200]);
  };
  assert.deepEqual(await run(true), [["burn", "later", true], ["burn", "later", true]]);
  assert.deepEqual(await run(false), []);
  assert.equal(world.clock.timers, 0);
});

Deno.test("every() keeps one tick at most, and begins when a socket is there", async () => {
  let ticks = 0;
  let done = (): void => {};
  class Ticking extends LiveView {
    mount() {
      this.every(100, () => {
        ticks++;
      });
    }
    @event
    async hold() {
      await new Promise<void>((resolve) => done = resolve);
    }
    render() {
      return html`<p>${ticks}</p>`;
    }
  }
  const { instance, world } = await mounted(Ticking);
  await world.clock.move(1_000);
  assert.equal(ticks, 0);
  instance.adopt(new FakeOutlet());
  await world.clock.move(250);
  assert.equal(ticks, 2);
  instance.receive(named("hold"));
  await world.clock.move(1_000);
  assert.equal(ticks, 2);
  done();
  await world.clock.settled();
  assert.equal(ticks, 3);
  await instance.end("left");
  assert.equal(world.clock.timers, 0);
});

Deno.test("a tick or message that throws is reported to page and log, and others go on", async () => {
  class Ticking extends LiveView {
    n = 0;
    connected() {
      const stop = this.every(100, () => {
        if (++this.n === 1) throw new Error("first");
        stop();
      });
    }
    async handleInfo() {
      await Promise.resolve();
      throw new Error("info");
    }
    render() {
      return html`<p>${this.n}</p>`;
    }
    @event
    ask() {
      this.send({});
    }
  }
  const { instance, world, outlet } = await adopted(Ticking);
  await world.clock.move(300);
  instance.receive(named("ask"));
  await world.clock.settled();
  assert.deepEqual(world.told("error").map((record) => record.phase), ["every", "handleInfo"]);
  const codes = outlet.take().filter((message) => message[0] === -10).map((message) => message[1]);
  assert.deepEqual(codes, ["handler", "handler"]);
});

Deno.test("a full mailbox answers events busy and turns messages into one gap", async () => {
  const seen: unknown[] = [];
  let done = (): void => {};
  class Full extends LiveView {
    mount() {
      this.subscribe("news");
    }
    @event
    async hold() {
      await new Promise<void>((resolve) => done = resolve);
    }
    @event
    nothing() {}
    handleInfo(message: unknown) {
      seen.push(message);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Full, new FakeWorld({ mailbox: 4 }));
  instance.receive(named("hold"));
  await world.clock.settled();
  for (let i = 0; i < 6; i++) world.bus.publish("news", i);
  for (let i = 0; i < 3; i++) instance.receive(named("nothing"));
  done();
  await world.clock.move(1);
  assert.deepEqual(seen, [0, 1, 2, 3, { type: "gap", topic: "news" }]);
  const frames = outlet.take();
  const answers = frames.reduce((sum, frame) => sum + (frame[0] as number), 0);
  assert.equal(answers, 4);
  assert.equal(JSON.stringify(frames).match(/busy/g)?.length, 3);
});

Deno.test("a view that posts to itself for ever lets others have their turn", async () => {
  let count = 0;
  class Loop extends LiveView {
    connected() {
      this.send("go");
    }
    handleInfo() {
      count++;
      this.send("go");
    }
    render() {
      return html`<p>${count}</p>`;
    }
  }
  const { instance, world } = await adopted(Loop);
  assert.equal(count < 1_001, true);
  await world.clock.move(1);
  assert.equal(count > 1_001, true);
  await instance.end("left");
});

Deno.test("pushEvent waits for the frame, and keeps what it was given", async () => {
  class Pushes extends LiveView {
    @event
    run() {
      const payload = { n: 1 };
      this.pushEvent("saved", payload);
      payload.n = 2;
      this.pushEvent("flash", { message: "<b>done</b>", type: "info" });
    }
    @event
    bad() {
      const cyclic: Record<string, unknown> = {};
      cyclic["self"] = cyclic;
      this.pushEvent("x", cyclic);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Pushes);
  instance.receive(named("run"));
  await world.clock.settled();
  const [frame] = outlet.take();
  const { e } = frame?.at(-1) as { e: Json };
  assert.deepEqual(e, [["saved", { n: 1 }], ["flash", { message: "<b>done</b>", type: "info" }]]);
  assert.match(JSON.stringify(frame), /djust-flash-info/);
  assert.deepEqual(instance.flash, { info: "<b>done</b>" });
  instance.receive(named("bad"));
  await world.clock.settled();
  assert.match(String((world.told("error")[0]?.error as Error).message), /does not fit into JSON/);
});

Deno.test("later changes of title, language and meta are patched", async () => {
  class Titled extends LiveView {
    unread = 0;
    @event
    more() {
      this.unread++;
      this.pageLang = "de";
    }
    @event
    own() {
      this.pageTitle = "Own & only";
    }
    head() {
      return html`
        <title>(${this.unread}) Inbox</title>
        <meta property="og:title" content="${this.unread}">
      `;
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Titled);
  instance.receive(named("more"));
  await world.clock.settled();
  instance.receive(named("own"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [
    [1, { h: { title: "(1) Inbox", lang: "de", meta: [["property=og:title", "1"]] } }],
    [1, { h: { title: "Own & only" } }],
  ]);
});

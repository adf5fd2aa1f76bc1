/** Code of apps and plug-ins that misbehaves: it costs itself an answer, never the process. */

import assert from "node:assert/strict";
import type { Json } from "../../protocol/mod.ts";
import { html } from "../../vdom/mod.ts";
import { event, type EventInfo } from "../view/event.ts";
import { adopted, FakeWorld, named } from "../../tests/kit/instance_kit.ts";
import { FakeSite } from "../../tests/kit/line_kit.ts";
import { LiveView, type ViewClass } from "../view/view.ts";

/** An instance in development, where a page is told more, and its line. */
function inDevelopment(view: ViewClass): ReturnType<typeof adopted> {
  const world = new FakeWorld();
  world.development = true;
  return adopted(view, world);
}

Deno.test("what has no text may be thrown, and the view lives on", async () => {
  class Odd extends LiveView {
    @event
    now() {
      throw Object.create(null);
    }
    @event
    async later() {
      await null;
      throw Object.assign(new Error("odd"), { name: Symbol("odd") });
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const { instance, outlet, world } = await inDevelopment(Odd);
  instance.receive(named("now"));
  instance.receive(named("later"));
  await world.clock.settled();
  const codes = outlet.take().map((frame) => (frame[1] as { x: Json[][] }).x[0]?.[1]);
  assert.deepEqual(codes, ["handler", "handler"]);
});

Deno.test("an error whose parts throw when they are read is told of all the same", async () => {
  class Trap extends Error {
    override get message(): string {
      throw new Error("read");
    }
  }
  class Odd extends LiveView {
    @event
    now() {
      throw new Trap();
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const { instance, outlet, world } = await inDevelopment(Odd);
  instance.receive(named("now"));
  await world.clock.settled();
  assert.equal((outlet.take()[0]?.[1] as { x: Json[][] }).x[0]?.[1], "handler");
});

Deno.test("a getter is no handler, and an event of its name does not run it", async () => {
  let reads = 0;
  class Cart extends LiveView {
    get total(): number {
      reads++;
      throw new Error("no order yet");
    }
    @event
    buy() {}
    render() {
      return html`<p>here</p>`;
    }
  }
  const { instance, outlet, world } = await inDevelopment(Cart);
  instance.receive(named("total"));
  instance.receive(named("buy"));
  await world.clock.settled();
  const [frame] = outlet.take();
  assert.equal(frame?.[0], 2);
  assert.equal((frame?.[1] as { x: Json[][] }).x[0]?.[1], "undeclared");
  assert.equal(reads, 0);
});

Deno.test("an observer that rejects costs a line in the log", async () => {
  class Page extends LiveView {
    render() {
      return html`<p>here</p>`;
    }
  }
  const lines: unknown[] = [];
  const { error } = console;
  console.error = (line) => lines.push(line);
  try {
    const site = new FakeSite({ "/": Page }, {
      // deno-lint-ignore require-await -- the mistake this is about
      observe: async () => {
        throw new Error("the observer is away");
      },
    });
    await site.load();
    await site.mounted.hub.close();
  } finally {
    console.error = error;
  }
  assert.match(String(lines[0]), /observe failed.*the observer is away/s);
});

Deno.test("a title that is no text is sent as one", async () => {
  class Titled extends LiveView {
    @event
    number() {
      this.pageTitle = 5n as never;
      this.pageLang = 7 as never;
    }
    @event
    nothing() {
      this.pageTitle = Object.create(null);
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const { instance, outlet, world } = await adopted(Titled);
  instance.receive(named("number"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, { h: { title: "5", lang: "7" } }]]);
  instance.receive(named("nothing"));
  await world.clock.settled();
  assert.equal((outlet.take()[0]?.[1] as { x: Json[][] }).x[0]?.[1], "render");
});

Deno.test("a bus that fails while an instance ends keeps nothing of it alive", async () => {
  let reason = "";
  class Listening extends LiveView {
    mount() {
      this.subscribe("one");
      this.subscribe("two");
    }
    terminate(why: string) {
      reason = why;
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  let stops = 0;
  const world = new FakeWorld();
  world.bus.subscribe = () => () => {
    stops++;
    throw new Error("the bus is away");
  };
  const { instance } = await adopted(Listening, world);
  await instance.end("left");
  assert.deepEqual([stops, reason], [2, "left"]);
  assert.deepEqual(world.told("error").map(({ phase }) => phase), ["unsubscribe", "unsubscribe"]);
});

Deno.test("what throws when it is told to stop is reported, and stops alone", async () => {
  const stopped: string[] = [];
  class Stubborn extends LiveView {
    mount() {
      this.startAsync("task", (signal) => {
        signal.addEventListener("abort", () => {
          throw new Error("task");
        });
        return new Promise(() => {});
      });
    }
    @event
    run(_: unknown, { signal }: EventInfo) {
      signal.addEventListener("abort", () => {
        throw new Error("handler");
      });
      signal.addEventListener("abort", () => stopped.push("handler"));
      return new Promise(() => {});
    }
    terminate() {
      stopped.push("view");
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const { instance, world } = await adopted(Stubborn);
  instance.receive(named("run"));
  await world.clock.settled();
  await instance.end("left");
  assert.deepEqual(stopped, ["handler", "view"]);
  assert.deepEqual(world.told("error").map(({ error }) => (error as Error).message).sort(), [
    "handler",
    "task",
  ]);
});

Deno.test("a view that is led to the hub's own topics neither hears nor speaks there", async () => {
  class Curious extends LiveView {
    heard: unknown[] = [];
    @event
    listen({ topic }: { topic: string }) {
      this.subscribe(topic);
    }
    @event
    speak({ topic }: { topic: string }) {
      this.publish(topic, "a session");
    }
    handleInfo(message: unknown) {
      this.heard.push(message);
    }
    render() {
      return html`<p>${this.heard.length}</p>`;
    }
  }
  const site = new FakeSite({ "/": Curious });
  const [line] = await site.live();
  const [other] = await site.live();
  const session = await sessionOf(site);
  line.say(["listen", { topic: "djust:disconnect" }]);
  line.say(["speak", { topic: "djust:disconnect" }]);
  await line.rest();
  const failed = site.records.filter((record) => record.type === "error");
  assert.equal(failed.length, 2);
  assert.match(String(failed[0]?.error), /Cannot use the topic "djust:disconnect".*choose another/);
  assert.equal(other.closed, undefined);
  assert.throws(() => site.mounted.hub.publish("djust:disconnect", session), /choose another/);
  await site.mounted.hub.close();
});

Deno.test("a bus that is away does not keep a visitor in", async () => {
  class Page extends LiveView {
    render() {
      return html`<p>here</p>`;
    }
  }
  const bus = {
    publish(): void {
      throw new Error("the bus is away");
    },
    subscribe: () => () => {},
  };
  const site = new FakeSite({ "/": Page }, { bus });
  const [line] = await site.live();
  const session = await sessionOf(site);
  assert.throws(() => site.mounted.hub.disconnect(session), /away/);
  assert.equal(line.closed?.code, 4401);
  await site.mounted.hub.close();
});

async function sessionOf(site: FakeSite): Promise<string> {
  return (await site.mounted.site.session(site.cookie))?.id ?? "";
}

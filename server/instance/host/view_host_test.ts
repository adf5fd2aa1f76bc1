/** What the methods of a view do at their edges: twice, too late, too much, after the end. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { type LocalBus, memoryBus } from "../../world/ports/bus.ts";
import { event } from "../../view/event.ts";
import { adopted, FakeWorld, mounted, named } from "../../../tests/kit/instance_kit.ts";
import { Timers } from "./timers.ts";
import type { AsyncValue } from "../../view/async.ts";
import { LiveView } from "../../view/view.ts";

/** A view that does what a test says, and remembers what it was told. */
class Puppet extends LiveView {
  heard: unknown[] = [];
  letGo = (): void => {};
  mount() {
    puppet = this;
  }
  @event
  act(): unknown {
    return play();
  }
  @event
  async hold() {
    await new Promise<void>((resolve) => this.letGo = resolve);
  }
  @event
  nothing() {}
  handleInfo(message: unknown) {
    this.heard.push(message);
  }
  render() {
    return html`<p></p>`;
  }
}

let puppet: Puppet;
let play = (): unknown => undefined;

/** Lets the handler of the view do something. */
async function acts(
  { instance, world }: Awaited<ReturnType<typeof adopted>>,
  what: () => unknown,
): Promise<void> {
  play = what;
  instance.receive(named("act"));
  await world.clock.settled();
}

/** A bus that counts who listens. */
function countingBus(): { bus: LocalBus; listeners: () => number } {
  const bus = memoryBus();
  let listeners = 0;
  return {
    listeners: () => listeners,
    bus: {
      publish: (topic, message) => bus.publish(topic, message),
      subscribe: (topic, listener) => {
        const stop = bus.subscribe(topic, listener);
        listeners++;
        return () => {
          listeners--;
          stop();
        };
      },
    },
  };
}

class BusWorld extends FakeWorld {
  override readonly bus: LocalBus;
  constructor(bus: LocalBus) {
    super();
    this.bus = bus;
  }
}

Deno.test("subscribe() twice is once; after unsubscribe() it can be done again", async () => {
  const { bus, listeners } = countingBus();
  const stage = await adopted(Puppet, new BusWorld(bus));
  await acts(stage, () => {
    puppet.subscribe("news");
    puppet.subscribe("news");
  });
  bus.publish("news", 1);
  await acts(stage, () => puppet.unsubscribe("news"));
  bus.publish("news", 2);
  await acts(stage, () => puppet.unsubscribe("news"));
  await acts(stage, () => puppet.subscribe("news"));
  bus.publish("news", 3);
  await stage.world.clock.settled();
  assert.deepEqual(puppet.heard, [1, 3]);
  assert.equal(listeners(), 1);
  await stage.instance.end("left");
  assert.equal(listeners(), 0);
});

Deno.test("topics of the framework are nobody's, whatever follows their first letters", async () => {
  const stage = await adopted(Puppet);
  const topics = ["djust:", "djust:disconnect", "djust:anything"];
  for (const topic of topics) {
    await acts(stage, () => puppet.subscribe(topic));
    await acts(stage, () => puppet.publish(topic, 1));
  }
  const errors = stage.world.told("error").map(({ error }) => String(error));
  assert.equal(errors.length, 2 * topics.length);
  for (const error of errors) assert.match(error, /Cannot use the topic "djust:/);
  await acts(stage, () => puppet.subscribe("djust"));
  assert.equal(stage.world.told("error").length, errors.length);
  await stage.instance.end("left");
});

Deno.test("a view that has ended neither subscribes, nor waits, nor works", async () => {
  const { bus, listeners } = countingBus();
  const { instance, world, outlet } = await adopted(Puppet, new BusWorld(bus));
  await instance.end("left");
  let ran = 0;
  puppet.subscribe("news");
  puppet.send("now");
  puppet.send("later", 10);
  puppet.every(10, () => ran++);
  puppet.startAsync("work", () => ran++);
  puppet.assignAsync("field" as never, () => ran++);
  puppet.pushEvent("x");
  puppet.putFlash("info", "x");
  await puppet.flush();
  assert.equal(world.clock.timers, 0);
  await world.clock.move(100);
  assert.deepEqual([ran, listeners(), world.clock.timers], [0, 0, 0]);
  assert.deepEqual([puppet.heard, outlet.sent], [[], []]);
});

Deno.test("a timer that is stopped while its tick waits does not tick any more", async () => {
  const stage = await adopted(Puppet);
  const { instance, world } = stage;
  let ticks = 0;
  let stop = (): void => {};
  await acts(stage, () => stop = puppet.every(10, () => ticks++));
  await world.clock.move(10);
  assert.equal(ticks, 1);
  instance.receive(named("hold"));
  await world.clock.move(10);
  stop();
  stop();
  puppet.letGo();
  await world.clock.move(100);
  assert.deepEqual([ticks, world.clock.timers], [1, 0]);
  await instance.end("left");
});

Deno.test("every() takes a finite number from 1 up", async () => {
  const stage = await adopted(Puppet);
  const wrong = [0, 0.5, -1, NaN, Infinity];
  for (const ms of wrong) await acts(stage, () => puppet.every(ms, () => {}));
  const errors = stage.world.told("error").map(({ error }) => String(error));
  assert.equal(errors.length, 5);
  for (const error of errors) assert.match(error, /RangeError: Cannot run every .* from 1 up/);
  await acts(stage, () => puppet.every(1, () => {}));
  assert.equal(stage.world.told("error").length, 5);
  await stage.instance.end("left");
});

Deno.test("send() says that the mailbox is full: at once by an error, later by a warning", async () => {
  const stage = await adopted(Puppet, new FakeWorld({ mailbox: 3 }));
  const { instance, world } = stage;
  await acts(stage, () => {
    for (let i = 0; i < 4; i++) puppet.send(i);
  });
  await world.clock.move(1);
  assert.match(String(world.told("error")[0]?.error), /Cannot send a message to "Puppet": 3 wait/);
  assert.deepEqual(puppet.heard, [0, 1, 2]);
  await acts(stage, () => puppet.send("late", 10));
  instance.receive(named("hold"));
  await world.clock.settled();
  for (let i = 0; i < 3; i++) instance.receive(named("nothing"));
  await world.clock.move(10);
  assert.match(world.told("warning")[0]?.message ?? "", /a delayed message .*it was dropped/);
  puppet.letGo();
  await world.clock.move(10);
  assert.deepEqual(puppet.heard, [0, 1, 2]);
  await instance.end("left");
});

Deno.test("send() with a delay comes once, and not at all when it is taken back", async () => {
  const stage = await adopted(Puppet);
  let back = (): void => {};
  await acts(stage, () => {
    puppet.send("kept", 10);
    back = puppet.send("taken back", 10);
  });
  back();
  back();
  await stage.world.clock.move(100);
  assert.deepEqual(puppet.heard, ["kept"]);
  assert.equal(stage.world.clock.timers, 0);
  await stage.instance.end("left");
});

Deno.test('pushEvent("flash") shows what has a message, as "info" where its type is no text', async () => {
  const stage = await adopted(Puppet);
  for (const payload of [null, 5, {}, { message: 5 }, { type: "error" }]) {
    await acts(stage, () => puppet.pushEvent("flash", payload));
  }
  assert.deepEqual(stage.instance.flash, {});
  await acts(stage, () => puppet.pushEvent("flash", { message: "saved", type: 5 }));
  assert.deepEqual(stage.instance.flash, { info: "saved" });
  await stage.instance.end("left");
});

Deno.test("clearFlash() takes away one kind, or all", async () => {
  const stage = await adopted(Puppet);
  await acts(stage, () => {
    for (const kind of ["a", "b", "c"]) puppet.putFlash(kind, "x");
    puppet.clearFlash("b");
  });
  assert.deepEqual(stage.instance.flash, { a: "x", c: "x" });
  await acts(stage, () => puppet.clearFlash());
  assert.deepEqual(stage.instance.flash, {});
  await stage.instance.end("left");
});

Deno.test("a flash interrupts a screen reader when it is an error, and only then", async () => {
  class Told extends LiveView {
    mount() {
      this.putFlash("error", "no");
      this.putFlash("info", "yes");
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { flash } = (await mounted(Told)).instance.painted();
  assert.match(flash, /djust-flash-error" role="alert">no</);
  assert.match(flash, /djust-flash-info" role="status">yes</);
});

Deno.test("startAsync() under a name that runs cancels what ran: only the last one is told of", async () => {
  const stage = await adopted(Puppet);
  const signals: AbortSignal[] = [];
  const ends: ((value: string) => void)[] = [];
  const work = (signal: AbortSignal): Promise<string> => {
    signals.push(signal);
    return new Promise((resolve) => ends.push(resolve));
  };
  await acts(stage, () => puppet.startAsync("work", work));
  await acts(stage, () => puppet.startAsync("work", work));
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true, false]);
  ends[0]?.("first");
  ends[1]?.("second");
  await stage.world.clock.settled();
  assert.deepEqual(puppet.heard, [{ type: "async", name: "work", ok: true, result: "second" }]);
  await stage.instance.end("left");
});

Deno.test("assignAsync() that fails keeps the last result readable", async () => {
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    mount() {
      profile = this;
    }
    @event
    load({ fails }: { fails: boolean }) {
      this.assignAsync("name", () => {
        if (fails) throw new Error("away");
        return "Ada";
      });
    }
    render() {
      return html`<p></p>`;
    }
  }
  let profile: Profile | undefined;
  const { instance, world } = await adopted(Profile);
  for (const fails of [false, true]) {
    instance.receive(named("load", { fails }));
    await world.clock.settled();
  }
  const { loading, ok, failed, result, error } = profile?.name ?? {};
  assert.deepEqual([loading, ok, failed, result], [false, false, true, "Ada"]);
  assert.match(String(error), /away/);
  await instance.end("left");
});

Deno.test("a redirect is told once", async () => {
  const stage = await adopted(Puppet);
  await acts(stage, () => puppet.redirect("/next"));
  await acts(stage, () => undefined);
  assert.deepEqual(stage.outlet.take(), [[1, { to: "/next" }], [1]]);
  await stage.instance.end("left");
});

Deno.test("a flush that waits for its time ends with the view", async () => {
  const stage = await adopted(Puppet);
  await acts(stage, () => {
    void puppet.flush();
    void puppet.flush();
  });
  assert.equal(stage.world.clock.timers, 1);
  await stage.instance.end("left");
  assert.equal(stage.world.clock.timers, 0);
});

Deno.test("Timers forgets those that ran or were stopped, and starts once", async () => {
  const world = new FakeWorld();
  const timers = new Timers(world);
  let ran = 0;
  const stop = timers.every(10, () => ran++);
  timers.once(10, () => ran++);
  assert.deepEqual([timers.size, world.clock.timers], [2, 0]);
  timers.start();
  timers.start();
  assert.equal(world.clock.timers, 2);
  await world.clock.move(10);
  assert.deepEqual([ran, timers.size], [2, 1]);
  stop();
  assert.deepEqual([timers.size, world.clock.timers], [0, 0]);
  timers.once(5, () => ran++);
  timers.end();
  await world.clock.move(100);
  assert.deepEqual([ran, world.clock.timers], [2, 0]);
});

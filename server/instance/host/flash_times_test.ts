/** Flash messages with a time: when they go away, and what keeps them. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import {
  adopted,
  factsFor,
  FakeOutlet,
  FakeWorld,
  mounted,
  named,
  seen,
} from "../../../tests/kit/instance_kit.ts";
import { event, LiveView } from "../../view/mod.ts";
import { Instance } from "../instance.ts";

/** A view that says what it is told to. */
class Saying extends LiveView {
  static first: (view: Saying) => void = () => {};
  mount() {
    Saying.first(this);
  }
  @event
  say({ kind = "info", text = "Saved", ms }: { kind?: string; text?: string; ms?: number }) {
    this.putFlash(kind, text, ms === undefined ? {} : { ms });
  }
  @event
  clear({ kind }: { kind?: string }) {
    this.clearFlash(kind);
  }
  @event
  leave() {
    this.redirect("/next");
  }
  render() {
    return html`<p></p>`;
  }
}

async function open(first: typeof Saying.first = () => {}, world = new FakeWorld()) {
  Saying.first = first;
  const stage = await adopted(Saying, world);
  const call = async (name: string, params = {}): Promise<void> => {
    stage.instance.receive(named(name, params));
    await world.clock.settled();
  };
  return { ...stage, call, clock: world.clock };
}

Deno.test("a flash with a time goes away by itself, and the page is told", async () => {
  const { instance, clock, call, outlet } = await open();
  await call("say", { ms: 4_000 });
  await call("say", { kind: "error", text: "stays" });
  outlet.take();
  await clock.move(3_999);
  assert.deepEqual(instance.flash, { info: "Saved", error: "stays" });
  assert.deepEqual(outlet.take(), []);
  await clock.move(1);
  assert.deepEqual(instance.flash, { error: "stays" });
  assert.equal(outlet.take().length, 1);
  assert.equal(clock.timers, 0);
});

Deno.test("a message in place of another has its own time, or none", async () => {
  const { instance, clock, call } = await open();
  await call("say", { ms: 4_000 });
  await clock.move(3_000);
  await call("say", { ms: 4_000 });
  await clock.move(3_999);
  assert.deepEqual(instance.flash, { info: "Saved" });
  await clock.move(1);
  assert.deepEqual(instance.flash, {});
  await call("say", { ms: 4_000 });
  await call("say", { text: "for good" });
  assert.equal(clock.timers, 0);
  await clock.move(10_000);
  assert.deepEqual(instance.flash, { info: "for good" });
});

Deno.test("a message that was cleared leaves no timer, nor does the end of a view", async () => {
  const { instance, clock, call } = await open();
  await call("say", { ms: 4_000 });
  await call("clear");
  assert.equal(clock.timers, 0);
  await call("say", { ms: 4_000 });
  assert.equal(clock.timers, 1);
  await instance.end("left");
  assert.equal(clock.timers, 0);
});

Deno.test("the time of a message from mount begins when the page is live", async () => {
  Saying.first = (view) => view.putFlash("info", "Welcome", { ms: 4_000 });
  const { instance, world } = await mounted(Saying);
  await world.clock.move(9_000);
  instance.adopt(new FakeOutlet());
  await world.clock.move(3_999);
  assert.deepEqual(instance.flash, { info: "Welcome" });
  await world.clock.move(1);
  assert.deepEqual(instance.flash, {});
});

Deno.test("a message that a redirect carried here has its time, from when the page is live", async () => {
  Saying.first = () => {};
  const flash = { info: ["Saved", 4_000] as [string, number], error: "stays" };
  const { instance, world } = await adopted(Saying, new FakeWorld(), { flash });
  assert.deepEqual(instance.flash, { info: "Saved", error: "stays" });
  await world.clock.move(4_000);
  assert.deepEqual(instance.flash, { error: "stays" });
});

Deno.test("a redirect carries a message with all of its time", async () => {
  const world = new FakeWorld();
  const carried: unknown[] = [];
  world.leave = (to, { flash }) => {
    carried.push(flash);
    return to;
  };
  const { call, clock } = await open(() => {}, world);
  await call("say", { ms: 4_000 });
  await call("say", { kind: "error", text: "stays" });
  await clock.move(3_000);
  await call("leave");
  assert.deepEqual(carried, [{ info: ["Saved", 4_000], error: "stays" }]);
});

Deno.test("a redirect in mount carries the time too", async () => {
  Saying.first = (view) => {
    view.putFlash("info", "Moved", { ms: 4_000 });
    view.redirect("/next");
  };
  const instance = new Instance(Saying, new FakeWorld());
  const outcome = await instance.mount(factsFor(), "paint");
  assert.deepEqual(outcome, { type: "redirect", to: "/next", flash: { info: ["Moved", 4_000] } });
});

Deno.test("a page that comes back in time still sees its message go, one that is late sees none", async () => {
  for (const [away, left] of [[3_000, { info: "Saved" }], [5_000, {}]] as const) {
    const { instance, clock, call, outlet } = await open();
    await call("say", { ms: 4_000 });
    const got = outlet.take().length;
    instance.detach(outlet);
    await clock.move(away);
    const next = new FakeOutlet();
    instance.replay(next, seen(got));
    await clock.settled();
    assert.deepEqual(instance.flash, left);
    await clock.move(1_000);
    assert.deepEqual(instance.flash, {});
    // It was told once that the message is gone.
    assert.equal(next.take().length, 1);
  }
});

Deno.test("a flash for no time at all is an error", async () => {
  const { call, world } = await open();
  for (const ms of [0, -1, NaN, Infinity]) await call("say", { ms });
  const errors = world.told("error").map(({ error }) => (error as Error).message);
  assert.equal(errors.length, 4);
  assert.match(errors[0] ?? "", /Cannot show a flash for 0 ms: give a finite number from 1 up/);
});

/** A line that goes and comes back: replays, full frames, slow readers, snapshots. */

import assert from "node:assert/strict";
import type { Json } from "../../protocol/mod.ts";
import { html } from "../../vdom/mod.ts";
import { event } from "../view/event.ts";
import { transient } from "../view/fields.ts";
import { Instance } from "./instance.ts";
import {
  adopted,
  closure,
  factsFor,
  FakeOutlet,
  FakeWorld,
  locationOf,
  named,
  seen,
  takenFrom,
} from "../../tests/kit/instance_kit.ts";
import type { Mount } from "../view/mount.ts";
import { memoryState } from "../world/state/memory_state.ts";
import { LiveView } from "../view/view.ts";

class Log extends LiveView {
  lines: string[] = [];
  secret = "";
  @transient
  cache: string | undefined = "fresh";
  mount(ctx: Mount) {
    if (ctx.restored) this.lines.push("replaced by the snapshot");
  }
  @event
  add({ line }: { line: string }) {
    this.lines.push(line);
  }
  @event
  data({ size }: { size: number }) {
    this.pushEvent("data", "x".repeat(size));
  }
  @event
  async hold() {
    await new Promise(() => {});
  }
  render() {
    return html`<p dj-click=${() => this.lines.push("closure")}>${this.lines.join()}</p>`;
  }
}

async function add(instance: Instance, world: FakeWorld, line: string): Promise<void> {
  instance.receive(named("add", { line }));
  await world.clock.settled();
}

Deno.test("a resume replays exactly the frames that are missing", async () => {
  const { instance, world, outlet } = await adopted(Log);
  for (const line of ["a", "b", "c"]) await add(instance, world, line);
  const sent = outlet.sent;
  instance.detach();
  for (const got of [0, 1, 2, 3]) {
    const next = new FakeOutlet();
    assert.equal(instance.canResume(got), true);
    instance.replay(next, seen(got));
    await world.clock.settled();
    assert.deepEqual(next.sent, sent.slice(got));
    instance.detach();
  }
  assert.equal(instance.received, 3);
});

Deno.test("while no line is there nothing renders; one frame brings the page up to date", async () => {
  const { instance, world, outlet } = await adopted(Log);
  await add(instance, world, "a");
  instance.detach();
  const renders = world.told("render").length;
  await add(instance, world, "b");
  await add(instance, world, "c");
  assert.equal(world.told("render").length, renders);
  const next = new FakeOutlet();
  instance.replay(next, seen(1));
  await world.clock.settled();
  assert.deepEqual(next.take(), [[2, 1, -2, ",b,c"]]);
  assert.equal(outlet.sent.length, 1);
});

Deno.test("what is acknowledged is forgotten; a page that lacks it cannot resume", async () => {
  const { instance, world } = await adopted(Log);
  for (const line of ["a", "b", "c"]) await add(instance, world, line);
  instance.acked(2);
  instance.detach();
  assert.deepEqual([1, 2, 3, 4].map((got) => instance.canResume(got)), [false, true, true, false]);
});

Deno.test("frames beyond the ring are never replayed in part: one full frame answers them", async () => {
  const { instance, world } = await adopted(Log, new FakeWorld({ ringFrames: 2 }));
  for (const line of ["a", "b", "c", "d"]) await add(instance, world, line);
  instance.detach();
  await add(instance, world, "e");
  const next = new FakeOutlet();
  instance.replay(next, seen(1));
  await world.clock.settled();
  const frames = next.take();
  assert.equal(frames.length, 1);
  assert.deepEqual(frames[0]?.slice(0, 2), [-9, 4]);
  assert.match(JSON.stringify(frames), /a,b,c,d,e/);
  assert.equal(instance.sent, 2);
});

Deno.test("a closure that the page sent before it had the full frame is stale", async () => {
  const { instance, world } = await adopted(Log, new FakeWorld({ ringFrames: 1 }));
  for (const line of ["a", "b", "c"]) await add(instance, world, line);
  instance.detach();
  const next = new FakeOutlet();
  instance.replay(next, seen(0));
  instance.receive(closure(1, 0));
  await world.clock.settled();
  assert.deepEqual(next.take().at(-1), [1, { x: [[0, "stale"]] }]);
  instance.acked(instance.sent);
  instance.receive(closure(1, 0));
  await world.clock.settled();
  assert.match(next.sent.join(), /closure/);
});

Deno.test("an old line that closes late does not detach its successor", async () => {
  const { instance, world, outlet } = await adopted(Log);
  const next = new FakeOutlet();
  instance.replay(next, seen(0));
  instance.detach(outlet);
  await add(instance, world, "a");
  assert.equal(next.sent.length, 1);
});

Deno.test("a socket over the soft limit gets no frame until it has drained, then one", async () => {
  const { instance, world, outlet } = await adopted(Log);
  outlet.buffered = 300_000;
  await add(instance, world, "a");
  outlet.take();
  await add(instance, world, "b");
  await add(instance, world, "c");
  await world.clock.move(200);
  assert.deepEqual(outlet.take(), []);
  outlet.buffered = 100;
  await world.clock.move(50);
  assert.deepEqual(outlet.take(), [[2, 1, -2, ",b,c"]]);
  assert.equal(world.clock.timers, 0);
});

Deno.test("a socket without progress for 10 s is cut, one with progress is not", async () => {
  const { instance, world, outlet } = await adopted(Log);
  outlet.buffered = 2_000_000;
  await add(instance, world, "a");
  for (let i = 0; i < 10; i++) {
    await world.clock.move(5_000);
    assert.deepEqual(outlet.closed, undefined);
    outlet.buffered -= 100_000;
  }
  await world.clock.move(10_100);
  assert.deepEqual(outlet.closed, { code: 4430, reason: "too slow a reader" });
  assert.equal(instance.ended, false);
});

Deno.test("one frame over the hard limit is not cut while it goes, two are", async () => {
  class Large extends LiveView {
    n = 0;
    @event
    grow() {
      this.n++;
    }
    render() {
      return html`<p>${this.n}${"x".repeat(this.n * 2_000_000)}</p>`;
    }
  }
  for (const [extra, isCut] of [[0, false], [1_100_000, true]] as const) {
    const { instance, outlet, world } = await adopted(Large);
    outlet.buffered = 2_000_100 + extra;
    instance.receive(named("grow"));
    await world.clock.settled();
    // More than there was: something was added behind it.
    outlet.buffered += 10;
    await world.clock.move(100);
    assert.equal(outlet.closed?.code === 4430, isCut);
    await instance.end("left");
  }
});

Deno.test("heals of a page that does not read become one full frame", async () => {
  class Large extends LiveView {
    render() {
      return html`<p>${"x".repeat(10_000)}</p>`;
    }
  }
  const { instance, outlet, world } = await adopted(Large);
  outlet.buffered = 300_000;
  for (let i = 0; i < 50; i++) instance.heal(1);
  const early = outlet.take();
  assert.equal(early.length, 1);
  outlet.buffered = 0;
  await world.clock.move(100);
  const late = outlet.take();
  assert.deepEqual(late.map((frame) => frame[0]), [-9]);
  await instance.end("left");
});

Deno.test("pushes over the hard limit become overrun and one full frame", async () => {
  const { instance, world, outlet } = await adopted(Log);
  instance.receive(named("add", { line: "a" }, true));
  await world.clock.settled();
  instance.detach();
  for (let i = 0; i < 3; i++) instance.receive(named("data", { size: 500_000 }));
  await world.clock.settled();
  const next = new FakeOutlet();
  instance.replay(next, seen(instance.sent));
  await world.clock.settled();
  const [error, frame] = next.take();
  assert.deepEqual(error, [-10, "overrun"]);
  assert.deepEqual(frame?.slice(0, 2), [-9, 3]);
  assert.equal(outlet.sent.length, 1);
});

Deno.test("await flush() waits while the socket is full", async () => {
  let pushed = 0;
  class Stream extends LiveView {
    @event
    async run() {
      for (; pushed < 3; pushed++) await this.flush();
    }
    render() {
      return html`<p>${pushed}</p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Stream);
  instance.receive(named("run"));
  await world.clock.settled();
  assert.equal(pushed, 3);
  pushed = 0;
  outlet.buffered = 300_000;
  await world.clock.move(32);
  instance.receive(named("run"));
  await world.clock.move(16);
  assert.equal(pushed, 0);
  outlet.buffered = 0;
  await world.clock.move(50);
  assert.equal(pushed, 3);
});

Deno.test("a snapshot is written 1 s after the first change, at disconnect, and in drain", async () => {
  const world = new FakeWorld();
  const saves: number[] = [];
  const store = memoryState({ now: () => world.now() });
  world.state = {
    ...store,
    take: (key, wanted) => store.take(key, wanted),
    remove: (key, options) => store.remove(key, options),
    save: (key, snapshot, options) => {
      saves.push(world.now());
      return store.save(key, snapshot, options);
    },
  };
  const { instance } = await adopted(Log, world);
  await world.clock.move(5_000);
  assert.deepEqual(saves, []);
  await add(instance, world, "a");
  await world.clock.move(500);
  await add(instance, world, "b");
  await world.clock.move(5_000);
  assert.deepEqual(saves, [6_000]);
  await add(instance, world, "c");
  instance.detach();
  await world.clock.settled();
  assert.deepEqual(saves, [6_000, 10_500]);
  instance.receive(named("hold"));
  await world.clock.move(1_500);
  assert.equal(saves.length, 2);
  const drained = instance.drain();
  await world.clock.move(150);
  await drained;
  assert.equal(saves.length, 3);
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert.equal(snapshot?.handled, 3);
  assert.deepEqual(snapshot?.fields["lines"], ["a", "b", "c"]);
  assert.equal("cache" in (snapshot?.fields ?? {}), false);
});

Deno.test("a drain writes although a handler runs, and knows what was handled before it", async () => {
  class Held extends Log {
    @event({ interrupt: true })
    stop() {}
  }
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Held, world);
  instance.receive(named("add", { line: "a" }));
  instance.refuse("rate");
  instance.refuse("rate");
  instance.receive(named("hold"));
  await world.clock.settled();
  instance.receive(named("stop"));
  await world.clock.settled();
  const drained = instance.drain();
  await world.clock.move(150);
  await drained;
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert.equal(snapshot?.handled, 3);
  await instance.end("drained");
});

Deno.test("a restored instance goes on where the snapshot was, and answers what is owed", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance: old } = await adopted(Log, world);
  for (const line of ["a", "b", "c"]) await add(old, world, line);
  old.acked(1);
  old.detach();
  await add(old, world, "d");
  await world.clock.move(1_000);
  const snapshot = await takenFrom(world.state, old.token, 1);
  assert(snapshot);
  const next = new Instance(Log, world);
  const restored = { ...snapshot, token: old.token, seen: seen(2) };
  const outcome = await next.mount(factsFor({ restored }), "join");
  assert.equal(outcome.type, "mounted");
  assert.equal(next.token, old.token);
  assert.equal(next.received, 4);
  assert.equal(next.canResume(2), true);
  const outlet = new FakeOutlet();
  next.replay(outlet, seen(2));
  await world.clock.settled();
  const [frame] = outlet.take();
  // The page saw the answers of "a" and "b".
  assert.deepEqual(frame?.slice(0, 2), [-9, 2]);
  assert.match(JSON.stringify(frame), /a,b,c,d/);
  assert.doesNotMatch(JSON.stringify(frame), /replaced/);
  await add(next, world, "e");
  assert.deepEqual(outlet.take(), [[1, 1, -2, ",e"]]);
  assert.equal(next.received, 5);
  await world.clock.move(1_000);

  // The old holder finds out at its next write.
  const reasons: string[] = [];
  old.onEnd((reason) => reasons.push(reason));
  await add(old, world, "x");
  await world.clock.move(1_000);
  assert.deepEqual(reasons, ["replaced"]);
  const kept = await takenFrom(world.state, old.token, 1);
  assert.deepEqual(kept?.fields["lines"], ["a", "b", "c", "d", "e"]);
});

Deno.test("reclaim() goes on here, unless another process has gone on with the instance", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Log, world);
  await add(instance, world, "a");
  instance.detach();
  assert.equal(await instance.reclaim({ attempt: 1, sent: 0, process: "" }), undefined);
  assert.equal(await instance.reclaim({ attempt: 1, sent: 0, process: "" }), undefined);
  instance.replay(new FakeOutlet(), seen(1));
  await add(instance, world, "b");
  await world.clock.move(1_000);
  assert.equal(instance.ended, false);
  const taken = await takenFrom(world.state, instance.token, 1);
  assert.deepEqual(taken?.fields["lines"], ["a", "b"]);
  await world.state?.save(instance.token, { ...taken, order: 9, handled: 9 }, { ttl: 1_000_000 });
  instance.detach();
  assert.equal((await instance.reclaim({ attempt: 1, sent: 0, process: "" }))?.handled, 9);
  await world.clock.settled();
  assert.equal(instance.ended, true);
  // What the other process wrote is still there.
  assert.equal((await takenFrom(world.state, instance.token, 1))?.handled, 9);
});

Deno.test("reclaim() gives what is in the store, also when a try before, or a save, has ended the instance", async () => {
  for (const ending of ["a try", "a save"]) {
    const world = new FakeWorld();
    world.state = memoryState({ now: () => world.now() });
    const { instance } = await adopted(Log, world);
    await add(instance, world, "a");
    instance.detach();
    await world.clock.settled();
    // Another process has it, and the page was there last.
    const taken = await takenFrom(world.state, instance.token, 1);
    assert(taken);
    await world.state?.save(instance.token, { ...taken, order: 9, handled: 9 }, { ttl: 1_000_000 });
    if (ending === "a save") await add(instance, world, "b");
    const page = { attempt: 2, sent: 9, process: "else" };
    const reclaimed = instance.reclaim(page);
    if (ending === "a try") void instance.end("replaced");
    assert.equal((await reclaimed)?.handled, 9, ending);
    await instance.end("replaced");
  }
});

Deno.test("reclaim() for a page that heard another process last writes first, and goes on from the store", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Log, world);
  await add(instance, world, "a");
  const snapshot = await instance.reclaim({ attempt: 2, sent: 1, process: "else" });
  assert.deepEqual(snapshot?.fields["lines"], ["a"]);
  await world.clock.settled();
  assert.equal(instance.ended, true);
});

Deno.test("reclaim() keeps no page waiting for a store that is away", async () => {
  for (
    const take of [() => new Promise<never>(() => {}), () => Promise.reject(new Error("away"))]
  ) {
    const world = new FakeWorld();
    const store = { save: () => Promise.resolve(true), remove: () => Promise.resolve() };
    world.state = { ...store, take };
    const { instance } = await adopted(Log, world);
    instance.detach();
    const reclaimed = instance.reclaim({ attempt: 1, sent: 0, process: "" });
    await world.clock.move(1_000);
    assert.equal(await reclaimed, undefined);
    // One that hangs has its time; the page has not waited for it.
    await world.clock.move(2_000);
    assert.deepEqual(world.outages.map(({ status }) => status), ["degraded"]);
  }
});

Deno.test("a page that knows more than the snapshot is not answered twice", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance: old } = await adopted(Log, world);
  await add(old, world, "a");
  old.detach();
  await add(old, world, "b");
  await world.clock.move(1_000);
  const snapshot = await takenFrom(world.state, old.token, 1);
  assert(snapshot);
  for (const answered of [2, 3, 9]) {
    const next = new Instance(Log, world);
    const restored = { ...snapshot, token: old.token, seen: seen(answered) };
    await next.mount(factsFor({ restored }), "join");
    const outlet = new FakeOutlet();
    next.replay(outlet, seen(answered));
    await world.clock.settled();
    assert.deepEqual(outlet.take()[0]?.slice(0, 2), [-9, 0]);
    // Both sides go on from what the page has, whose numbers stay.
    assert.equal(next.received, answered);
    assert.equal(next.sent, answered + 1);
  }
});

Deno.test("goodbye removes the snapshot, a lost line keeps it", async () => {
  for (const [reason, isKept] of [["left", false], ["expired", true]] as const) {
    const world = new FakeWorld();
    world.state = memoryState({ now: () => world.now() });
    const { instance } = await adopted(Log, world);
    await add(instance, world, "a");
    instance.detach();
    await instance.end(reason);
    assert.equal(await takenFrom(world.state, instance.token, 1) !== undefined, isKept);
  }
});

Deno.test("a store that fails harms nobody and is reported", async () => {
  const world = new FakeWorld();
  world.state = {
    take: () => Promise.reject(new Error("down")),
    save: () => Promise.reject(new Error("down")),
    remove: () => Promise.reject(new Error("down")),
  };
  const { instance, outlet } = await adopted(Log, world);
  await add(instance, world, "a");
  await world.clock.move(1_000);
  await add(instance, world, "b");
  assert.equal(outlet.sent.length, 2);
  assert.deepEqual(world.outages.map(({ status }) => status), ["degraded"]);
  assert.deepEqual(world.told("error"), []);
  await instance.end("left");
});

Deno.test("attachFull() sends the whole page and begins the counters anew", async () => {
  const world = new FakeWorld();
  const instance = new Instance(Log, world);
  await instance.mount(factsFor(), "join");
  const outlet = new FakeOutlet();
  instance.attachFull(outlet);
  assert.equal((outlet.take()[0] as Json[])[0], -9);
  assert.equal(instance.sent, 1);
  instance.receive(closure(1, 0));
  await world.clock.settled();
  assert.match(outlet.sent.join(), /closure/);
});

Deno.test("a snapshot says where the page is, as the instance does", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Log, world, { location: locationOf("/log?of=%C3%A4#end") });
  await add(instance, world, "a");
  await world.clock.move(1_000);
  assert.equal(instance.location.target, "/log?of=%C3%A4");
  assert.equal((await takenFrom(world.state, instance.token, 1))?.url, "/log?of=%C3%A4");
  await instance.end("left");
  assert.equal(instance.location.path, "/log", "a page that stays is signed a ticket by it");
});

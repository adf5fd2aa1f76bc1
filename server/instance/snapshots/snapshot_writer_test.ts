/** When snapshots are written: never half-done, never starved, again after a failure. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { event } from "../../view/event.ts";
import {
  adopted,
  FakeOutlet,
  FakeWorld,
  named,
  seen,
  takenFrom,
} from "../../../tests/kit/instance_kit.ts";
import { memoryState } from "../../world/state/memory_state.ts";
import type { KeptState, OpenSnapshot } from "../../world/state/kept_state.ts";
import { opened } from "../../../tests/kit/snapshot_kit.ts";
import type { Snapshot, StateStore, Wanted } from "../../world/ports/state_store.ts";
import { takeOver } from "./takeover.ts";
import { LiveView } from "../../view/view.ts";

/** A view whose handlers end when they are told to. */
class Steps extends LiveView {
  done: string[] = [];
  @event
  async slow({ name }: { name: string }) {
    this.done.push(`${name} began`);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    this.done.push(`${name} ended`);
  }
  @event
  quick({ name }: { name: string }) {
    this.done.push(name);
  }
  @event({ interrupt: true })
  stop({ name }: { name: string }) {
    this.done.push(name);
  }
  render() {
    return html`<p>${this.done.join()}</p>`;
  }
}

const ends = new Map<string, () => void>();

/** A store that can be away, with what was saved in it. */
function recorded(world: FakeWorld): { saves: OpenSnapshot[]; store: StateStore; isAway: boolean } {
  const kept = memoryState({ now: () => world.now() });
  const record = {
    saves: [] as OpenSnapshot[],
    isAway: false,
    store: {
      take: (key: string, wanted: Wanted) => kept.take(key, wanted),
      remove: (key: string, options: { ttl: number }) => kept.remove(key, options),
      save: (key: string, snapshot: Snapshot, options: { ttl: number }) => {
        if (record.isAway) return Promise.reject(new Error("away"));
        record.saves.push(opened(snapshot));
        return kept.save(key, snapshot, options);
      },
    },
  };
  world.state = record.store;
  return record;
}

const doneIn = (snapshot: OpenSnapshot | undefined): unknown => snapshot?.fields["done"];

Deno.test("a line that goes while a handler runs writes once the handler has ended", async () => {
  const world = new FakeWorld();
  const { saves } = recorded(world);
  const { instance } = await adopted(Steps, world);
  instance.receive(named("quick", { name: "a" }));
  instance.receive(named("slow", { name: "b" }));
  await world.clock.settled();
  instance.detach();
  await world.clock.move(5_000);
  assert.equal(saves.length, 0, "its state is half done");
  ends.get("b")?.();
  await world.clock.settled();
  assert.deepEqual(saves.map(doneIn), [["a", "b began", "b ended"]]);
  assert.equal(saves[0]?.handled, 2);
  await instance.end("left");
});

Deno.test("a view in which a handler always runs is written between two of them", async () => {
  const world = new FakeWorld();
  const { saves } = recorded(world);
  const { instance } = await adopted(Steps, world);
  for (let i = 0; i < 40; i++) instance.receive(named("slow", { name: String(i) }));
  let longest = 0;
  let last = 0;
  for (let i = 0; i < 40; i++) {
    await world.clock.move(250);
    ends.get(String(i))?.();
    const { length } = saves;
    await world.clock.settled();
    if (saves.length === length) continue;
    longest = Math.max(longest, world.now() - last);
    last = world.now();
    const { handled } = saves.at(-1) as OpenSnapshot;
    assert.equal(handled, i + 1);
    assert.equal((doneIn(saves.at(-1)) as string[]).at(-1), `${i} ended`);
  }
  assert(saves.length >= 6, `${saves.length} snapshots in 10 s`);
  assert(longest <= 2_000, `${longest} ms without one`);
  await instance.end("left");
});

Deno.test("an event that ran before its turn is in a snapshot by its number", async () => {
  const world = new FakeWorld();
  const { saves } = recorded(world);
  const { instance } = await adopted(Steps, world);
  instance.receive(named("slow", { name: "a" }));
  await world.clock.settled();
  instance.receive(named("slow", { name: "b" }));
  instance.receive(named("stop", { name: "c" }));
  await world.clock.move(2_000);
  ends.get("a")?.();
  await world.clock.settled();
  // Between "a" and "b".
  assert.deepEqual(saves.map(({ handled, apart }) => [handled, apart]), [[1, [3]]]);
  ends.get("b")?.();
  await world.clock.move(1_000);
  assert.deepEqual([saves.at(-1)?.handled, saves.at(-1)?.apart], [3, undefined]);
  await instance.end("left");
});

Deno.test("a handler that ends after its time is rendered and written", async () => {
  const world = new FakeWorld({ handler: 1_000, unsettled: 60_000 });
  const { saves } = recorded(world);
  const { instance, outlet } = await adopted(Steps, world);
  instance.receive(named("slow", { name: "a" }));
  await world.clock.move(3_000);
  assert.match(outlet.sent.join(), /timeout/);
  outlet.take();
  assert.equal(saves.length, 0);
  ends.get("a")?.();
  await world.clock.settled();
  assert.match(outlet.sent.join(), /a ended/);
  assert.deepEqual(saves.map(doneIn), [["a began", "a ended"]]);
  await instance.end("left");
});

Deno.test("a drain waits a little for a handler; then each change is written at once", async () => {
  const world = new FakeWorld();
  const { saves } = recorded(world);
  const { instance } = await adopted(Steps, world);
  instance.receive(named("slow", { name: "a" }));
  await world.clock.settled();
  const drained = instance.drain();
  await world.clock.move(100);
  assert.equal(saves.length, 0);
  ends.get("a")?.();
  await world.clock.settled();
  await drained;
  assert.deepEqual(doneIn(saves.at(-1)), ["a began", "a ended"]);
  instance.receive(named("quick", { name: "b" }));
  await world.clock.settled();
  assert.deepEqual(doneIn(saves.at(-1)), ["a began", "a ended", "b"]);
  await instance.end("drained");
});

Deno.test("what a store did not take is written when it is back, and told once", async () => {
  const world = new FakeWorld();
  const record = recorded(world);
  const { instance } = await adopted(Steps, world);
  record.isAway = true;
  instance.receive(named("quick", { name: "a" }));
  await world.clock.move(20_000);
  instance.receive(named("quick", { name: "b" }));
  await world.clock.move(20_000);
  assert.deepEqual(world.outages.map(({ status }) => status), ["degraded"]);
  record.isAway = false;
  // It is asked less and less often, every 10 s at last.
  await world.clock.move(10_000);
  assert.deepEqual(record.saves.map(doneIn), [["a", "b"]]);
  record.isAway = true;
  instance.receive(named("quick", { name: "c" }));
  await world.clock.move(1_000);
  assert.deepEqual(world.outages.map(({ status }) => status), ["degraded", "up", "degraded"]);
  await instance.end("expired");
  await world.clock.move(60_000);
  assert.equal(world.clock.timers, 0);
});

Deno.test("a store that hangs keeps nobody: the save is given up, and tried again", async () => {
  const world = new FakeWorld();
  let saves = 0;
  world.state = {
    take: () => Promise.resolve({ type: "none" }),
    remove: () => Promise.resolve(),
    save: () => ++saves === 1 ? new Promise(() => {}) : Promise.resolve(true),
  };
  const { instance } = await adopted(Steps, world);
  instance.receive(named("quick", { name: "a" }));
  await world.clock.move(1_000);
  assert.equal(saves, 1);
  await world.clock.move(3_000);
  assert(world.outages[0]?.status === "degraded");
  assert.match(String(world.outages[0].error), /did not answer within 3000 ms/);
  await world.clock.move(2_000);
  assert.equal(saves, 2);
  await instance.end("left");
});

Deno.test("an older try that comes late takes nothing from the page that went on", async () => {
  const world = new FakeWorld();
  recorded(world);
  const { instance } = await adopted(Steps, world);
  instance.receive(named("quick", { name: "a" }));
  instance.detach();
  await world.clock.settled();
  // The page is here again with its third try; the second one reaches another process only now.
  assert.equal(await instance.reclaim({ attempt: 3, sent: 0, process: "" }), undefined);
  instance.replay(new FakeOutlet(), seen(0));
  assert.equal(await takenFrom(world.state, instance.token, 2), undefined);
  instance.receive(named("quick", { name: "b" }));
  await world.clock.move(1_000);
  assert.equal(instance.ended, false);
  // Also when only the snapshot knows of the third try.
  assert.equal(await takenFrom(world.state, instance.token, 2), undefined);
  assert.deepEqual(doneIn(await takenFrom(world.state, instance.token, 4)), ["a", "b"]);
  await instance.end("drained");
});

Deno.test("what the page had sent is written as soon as it is handled, for whoever goes on with it", async () => {
  const world = new FakeWorld();
  const { saves, store } = recorded(world);
  const { instance } = await adopted(Steps, world);
  instance.receive(named("slow", { name: "a" }));
  instance.receive(named("slow", { name: "b" }));
  instance.receive(named("quick", { name: "c" }));
  await world.clock.settled();
  instance.detach();
  ends.get("a")?.();
  await world.clock.settled();
  assert.equal(saves.length, 0, "more of it waits");
  ends.get("b")?.();
  await world.clock.settled();
  assert.deepEqual(saves.map(({ handled }) => handled), [3]);
  const taken = await store.take(instance.token, { holder: "other", attempt: 2, handled: 4 });
  assert.equal(taken.type, "behind");
  await instance.end("expired");
});

Deno.test("takeOver() waits half a second for a holder that is about to write, and never for itself", async () => {
  const world = new FakeWorld();
  const empty = (): KeptState => {
    world.state = memoryState({ now: () => 0 });
    return world.state as unknown as KeptState;
  };
  const stored = async (handled: number): Promise<KeptState> => {
    const store = empty();
    await save(store, handled);
    return store;
  };
  const save = (store: KeptState, handled: number) => {
    const counts = { epoch: 3, attempt: 1, order: handled, handled };
    const snapshot = { ...counts, holder: "one", owner: "", url: "/", view: "", fields: {} };
    return store.save("key", snapshot, { ttl: 1_000 });
  };
  const take = async (store: KeptState, holder: string) => {
    const from = world.now();
    const wanted = { store, key: "key", holder, attempt: 2, sent: 5, ifNone: "wait" } as const;
    const taken = await takeOver(world, wanted);
    return { handled: taken?.snapshot.handled, after: world.now() - from };
  };

  const store = await stored(4);
  const waiting = take(store, "two");
  await world.clock.move(200);
  await save(store, 5);
  await world.clock.move(300);
  assert.deepEqual(await waiting, { handled: 5, after: 250 });

  // The first one may not be written yet.
  const none = empty();
  const first = take(none, "two");
  await world.clock.move(100);
  await save(none, 5);
  await world.clock.move(100);
  assert.deepEqual(await first, { handled: 5, after: 150 });
  const never = take(empty(), "two");
  await world.clock.move(1_000);
  assert.deepEqual(await never, { handled: undefined, after: 500 });

  const vain = take(await stored(4), "two");
  await world.clock.move(2_000);
  assert.deepEqual(await vain, { handled: 4, after: 500 });
  assert.deepEqual(await take(await stored(4), "one"), { handled: 4, after: 0 });
});

Deno.test("snapshots are written once a second, and less often while the store is behind", async () => {
  const world = new FakeWorld();
  const kept = memoryState({ now: () => world.now() });
  const at: number[] = [];
  let takes = 10;
  world.state = {
    take: (key, wanted) => kept.take(key, wanted),
    remove: (key, options) => kept.remove(key, options),
    save: async (key, snapshot, options) => {
      at.push(world.now());
      await new Promise<void>((resolve) => world.timer(takes, resolve));
      return await kept.save(key, snapshot, options);
    },
  };
  const { instance } = await adopted(Steps, world);
  /** The waits between saves while something changes all the time, in seconds. */
  const waits = async (seconds: number): Promise<number[]> => {
    at.length = 0;
    for (let i = 0; i < seconds * 4; i++) {
      instance.receive(named("quick", { name: "x" }));
      await world.clock.move(250);
    }
    return at.slice(1).map((time, i) => Math.round((time - (at[i] ?? 0)) / 1_000));
  };
  assert.deepEqual(new Set(await waits(6)), new Set([1]));
  takes = 1_500;
  const slow = await waits(80);
  assert.deepEqual(slow.slice(-3), [10, 10, 10]);
  takes = 10;
  assert.deepEqual((await waits(24)).slice(-5), [1, 1, 1, 1, 1]);
  await instance.end("left");
});

/** Who is found by claim and token, who holds an instance, and what is let go when. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { EmbeddedView } from "../embed/mod.ts";
import { Instances, type Resident } from "./instances.ts";
import type { Instance } from "./instance.ts";
import { type Limits, limitsWith } from "../world/limits.ts";
import { LiveView } from "../view/view.ts";

/** An instance that only writes down what is done to it. */
class Recorded {
  readonly log: string[];
  readonly token: string;
  bytes: number;
  grown: () => void = () => {};
  readonly #listeners: ((reason: string) => void)[] = [];

  constructor(log: string[], token: string, bytes: number) {
    this.log = log;
    this.token = token;
    this.bytes = bytes;
  }

  onEnd(listener: (reason: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Names of the views in it, and who is told when these are others. */
  views = new Map<string, unknown>();
  changed: () => void = () => {};

  onViews(listener: () => void): void {
    this.changed = listener;
  }

  onGrowth(listener: () => void): void {
    this.grown = listener;
  }

  viewNamed(name: string): unknown {
    return this.views.get(name);
  }

  detach(): void {
    this.log.push("detach");
  }

  end(reason: string): Promise<void> {
    this.log.push(reason);
    for (const listener of this.#listeners.splice(0)) listener(reason);
    return Promise.resolve();
  }
}

/** A resident, what is done to it, and a holder that writes into the same log. */
function made(name: string, bytes = 1): {
  resident: Resident;
  log: string[];
  holder: { takenOver(): void; ended(reason: string): void };
} {
  const log: string[] = [];
  const instance = new Recorded(log, `token of ${name}`, bytes) as unknown as Instance;
  const about = {
    view: LiveView as never,
    base: "",
    session: "s",
    user: "",
    ticketed: 0,
  };
  const holder = {
    takenOver: () => void log.push("taken over"),
    ended: (reason: string) => void log.push(`told of ${reason}`),
  };
  return { resident: { ...about, instance, claim: `claim of ${name}` }, log, holder };
}

function kept(limits: Partial<Limits> = {}): { clock: ManualClock; instances: Instances } {
  const clock = new ManualClock();
  return { clock, instances: new Instances(clock, limitsWith(limits), assert.fail) };
}

const nobody = { takenOver: () => {}, ended: () => {} };

Deno.test("a claim is good for its time and no longer, adopted or not", async () => {
  const { clock, instances } = kept();
  const [adopted, waiting] = [made("a"), made("b")];
  for (const { resident } of [adopted, waiting]) instances.addPainted(resident);
  assert(instances.take(adopted.resident, 1, adopted.holder));
  await clock.move(9_999);
  assert.equal(instances.byClaim("claim of a"), adopted.resident);
  assert.deepEqual(waiting.log, []);
  await clock.move(1);
  assert.equal(instances.byClaim("claim of a"), undefined);
  assert.equal(instances.byClaim("claim of b"), undefined);
  assert.deepEqual([adopted.log, waiting.log], [[], ["unclaimed"]]);
  assert.equal(instances.byToken("token of a"), adopted.resident);
  assert.deepEqual(instances.counts, { instances: 1, unclaimed: 0, detached: 0, claims: 0 });
  assert.equal(clock.timers, 0);
});

Deno.test("a claim has all its time from when the answer with its page has ended", async () => {
  const { clock, instances } = kept();
  const [open, ended] = [made("a"), made("b")];
  for (const { resident } of [open, ended]) instances.addPainted(resident, 5_000);
  await clock.move(4_000);
  instances.restartClaim(ended.resident);
  await clock.move(9_999);
  assert.deepEqual([open.log, ended.log], [[], []]);
  await clock.move(1);
  assert.deepEqual([open.log, ended.log], [[], ["unclaimed"]]);
  await clock.move(1_000);
  assert.deepEqual(open.log, ["unclaimed"]);
  instances.restartClaim(open.resident);
  assert.equal(clock.timers, 0);
});

Deno.test("only a try above the last one takes an instance; who had it is told after it was detached", () => {
  const { instances } = kept();
  const { resident, log, holder } = made("a");
  instances.addPainted(resident);
  assert.equal(instances.attempt(resident), -1);
  assert(instances.take(resident, 0, holder));
  assert.equal(instances.take(resident, 0, nobody), false);
  assert.deepEqual(log, []);
  assert(instances.take(resident, 1, nobody));
  assert.deepEqual(log, ["detach", "taken over"]);
  assert.equal(instances.attempt(resident), 1);
});

Deno.test("an instance that has ended is nobody's, whatever the try", () => {
  const { instances } = kept();
  const { resident, log, holder } = made("a");
  instances.addHeld(resident, 1, holder);
  void instances.end(resident, "left");
  assert.deepEqual(log, ["told of left", "left"]);
  assert.equal(instances.attempt(resident), Infinity);
  assert.equal(instances.take(resident, 99, nobody), false);
  assert.deepEqual(instances.all(), []);
});

Deno.test("only who holds an instance can let it go", async () => {
  const { clock, instances } = kept();
  const { resident, log, holder } = made("a");
  instances.addHeld(resident, 1, holder);
  instances.letGo(resident, nobody);
  assert.deepEqual(log, []);
  instances.letGo(resident, holder);
  instances.letGo(resident, holder);
  assert.deepEqual(log, ["detach"]);
  assert.equal(instances.counts.detached, 1);
  await clock.move(60_000);
  assert.deepEqual(log, ["detach", "expired"]);
  assert.equal(clock.timers, 0);
});

Deno.test("an instance that was taken does not expire, and is evicted with no others", async () => {
  const { clock, instances } = kept({ unclaimedInstances: 1, detachedInstances: 1 });
  const [first, second, third] = [made("a"), made("b"), made("c")];
  instances.addPainted(first.resident);
  assert(instances.take(first.resident, 1, first.holder));
  instances.addPainted(second.resident);
  assert.equal(instances.counts.unclaimed, 1);
  instances.letGo(first.resident, first.holder);
  assert(instances.take(first.resident, 2, first.holder));
  instances.addHeld(third.resident, 1, third.holder);
  instances.letGo(third.resident, third.holder);
  assert.equal(instances.counts.detached, 1);
  await clock.move(120_000);
  assert.deepEqual([first.log, second.log, third.log], [
    ["detach"],
    ["unclaimed"],
    ["detach", "expired"],
  ]);
});

Deno.test("what waits is bounded in number and in bytes, each by itself, the oldest out first", () => {
  for (
    const [limits, sizes, left] of [
      [{ detachedInstances: 2, detachedBytes: 1_000 }, [1, 1, 1, 1], ["c", "d"]],
      [{ detachedInstances: 9, detachedBytes: 100 }, [60, 60, 30, 1], ["b", "c", "d"]],
      [{ detachedInstances: 9, detachedBytes: 100 }, [1, 1, 1, 101], []],
    ] as const
  ) {
    const { instances } = kept(limits);
    sizes.forEach((bytes, i) => {
      const { resident, holder } = made("abcd"[i]!, bytes);
      instances.addHeld(resident, 1, holder);
      instances.letGo(resident, holder);
    });
    const names = instances.all().map(({ claim }) => claim.at(-1));
    assert.deepEqual(names, left);
    assert.equal(instances.counts.detached, left.length);
  }
});

Deno.test("bytes of what came back are not counted on", () => {
  const { instances } = kept({ detachedBytes: 100 });
  const { resident, log, holder } = made("a", 60);
  instances.addHeld(resident, 1, holder);
  for (let attempt = 2; attempt < 9; attempt++) {
    instances.letGo(resident, holder);
    assert(instances.take(resident, attempt, holder));
  }
  const other = made("b", 60);
  instances.addHeld(other.resident, 1, other.holder);
  instances.letGo(other.resident, other.holder);
  assert.deepEqual([log.includes("evicted"), other.log], [false, ["detach"]]);
});

Deno.test("a successor is found by the token it goes on with, also once its predecessor has ended", () => {
  const { instances } = kept();
  const [old, next] = [made("a"), made("a")];
  instances.addHeld(old.resident, 1, old.holder);
  instances.addHeld(next.resident, 2, next.holder);
  void instances.end(old.resident, "replaced");
  assert.equal(instances.byToken("token of a"), next.resident);
  void instances.end(next.resident, "left");
  assert.equal(instances.byToken("token of a"), undefined);
});

Deno.test("an instance that ends by itself is forgotten with all that waited for it", () => {
  const { clock, instances } = kept();
  for (const name of ["a", "b"]) {
    const { resident, holder } = made(name);
    if (name === "a") instances.addPainted(resident);
    else instances.addHeld(resident, 1, holder);
    instances.letGo(resident, holder);
    void resident.instance.end("timeout");
  }
  assert.deepEqual(instances.counts, { instances: 0, unclaimed: 0, detached: 0, claims: 0 });
  assert.equal(clock.timers, 0);
});

/** One that is in another, under this name. */
function madeIn(parent: Resident, name: string, View: unknown = LiveView) {
  const view = new EmbeddedView(View as never, name, {});
  (parent.instance as unknown as Recorded).views.set(view.name, view);
  const one = made(name);
  return { ...one, name: view.name, resident: { ...one.resident, within: { parent, view } } };
}

/** Instances, and one of them for others to be in. */
function withOuter() {
  const { instances } = kept();
  const outer = made("outer");
  instances.addPainted(outer.resident);
  return { instances, outer };
}

Deno.test("an instance ends with the one that it is in, for the same reason", () => {
  const { instances, outer } = withOuter();
  const inner = madeIn(outer.resident, "inner");
  instances.addHeld(inner.resident, 0, inner.holder);
  const innermost = madeIn(inner.resident, "innermost");
  instances.addPainted(innermost.resident);
  assert.equal(instances.inner(outer.resident, inner.name), inner.resident);
  void instances.end(outer.resident, "left");
  assert.deepEqual(inner.log, ["told of left", "left"]);
  assert.deepEqual(innermost.log, ["left"]);
  assert.deepEqual(instances.counts, { instances: 0, unclaimed: 0, detached: 0, claims: 0 });
});

Deno.test("an instance ends when what it is in has it no more, and is told where it is another", () => {
  const { instances, outer } = withOuter();
  const { views, changed } = outer.resident.instance as unknown as Recorded;
  const [stays, goes, other] = ["stays", "goes", "other"].map((name) => {
    const one = madeIn(outer.resident, name);
    instances.addHeld(one.resident, 0, one.holder);
    return one;
  }) as [ReturnType<typeof madeIn>, ReturnType<typeof madeIn>, ReturnType<typeof madeIn>];
  views.delete(goes.name);
  // A hash is no proof: another class, by the same name.
  views.set(other.name, new EmbeddedView(class extends LiveView {} as never, "other", {}));
  changed();
  assert.deepEqual(stays.log, []);
  assert.deepEqual(goes.log, ["told of left", "left"]);
  assert.deepEqual(other.log, ["told of expired", "expired"]);
  assert.equal(instances.inner(outer.resident, goes.name), undefined);
});

Deno.test("one that comes for the same place ends the last one; one that comes too late ends itself", () => {
  const { instances, outer } = withOuter();
  const first = madeIn(outer.resident, "a");
  instances.addHeld(first.resident, 0, first.holder);
  const second = madeIn(outer.resident, "a");
  instances.addHeld(second.resident, 1, second.holder);
  assert.deepEqual([first.log, second.log], [["told of expired", "expired"], []]);
  assert.equal(instances.inner(outer.resident, second.name), second.resident);
  (outer.resident.instance as unknown as Recorded).views.clear();
  const late = made("late");
  const resident = { ...late.resident, within: second.resident.within };
  instances.addHeld(resident, 0, late.holder);
  assert.deepEqual(late.log, ["told of expired", "expired"]);
});

Deno.test("what waits for a page and grows counts as it is: the oldest go for it", async () => {
  const { instances } = kept({ detachedBytes: 100, unclaimedBytes: 100 });
  const grow = ({ resident }: ReturnType<typeof made>, bytes: number): void => {
    const instance = resident.instance as unknown as Recorded;
    instance.bytes = bytes;
    instance.grown();
  };
  const [first, second, third] = [made("first"), made("second"), made("third")];
  for (const { resident } of [first, second]) {
    instances.addHeld(resident, 1, nobody);
    instances.letGo(resident, nobody);
  }
  grow(second, 60);
  assert.deepEqual(instances.counts.detached, 2);
  grow(second, 100);
  assert.deepEqual([first.log, instances.counts.detached], [["detach", "evicted"], 1]);
  instances.addPainted(third.resident);
  grow(third, 100);
  assert.equal(instances.counts.unclaimed, 1);
  grow(third, 101);
  assert.deepEqual([third.log, instances.counts], [["unclaimed"], {
    instances: 1,
    unclaimed: 0,
    detached: 1,
    claims: 0,
  }]);
  // One whose line is there is no matter of these bounds.
  const held = made("held");
  instances.addHeld(held.resident, 1, nobody);
  grow(held, 1_000);
  assert.equal(instances.counts.instances, 2);
  await instances.close();
});

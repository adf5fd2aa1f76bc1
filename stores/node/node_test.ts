/** Leases, sequences and rings of nodes, as functions of time. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { LEASE_TIMES, Leases, type NodeChange } from "./leases.ts";
import { pack, unpack } from "./pack.ts";
import { Ring } from "./ring.ts";
import { Sequence } from "./sequence.ts";
import { Turns } from "./turns.ts";

const states = (changes: readonly NodeChange[]): string[] =>
  changes.map(({ node, state }) => `${node} ${state}`);

function leases(interval = 250): Leases {
  return new Leases({ interval, ...LEASE_TIMES });
}

/** Looks every 250 ms until then. */
function lookUntil(all: Leases, from: number, to: number): string[] {
  const seen: string[] = [];
  for (let now = from; now <= to; now += 250) seen.push(...states(all.look(now)));
  return seen;
}

Deno.test("Leases call a silent node suspect, dead after 15 s, and gone after 10 minutes more", () => {
  const all = leases();
  assert.deepEqual(states(all.read("a", { epoch: "1", state: "up", version: "1" })), ["a up"]);
  assert.deepEqual(lookUntil(all, 0, 6_750), []);
  assert.equal(all.isAnyStale, false);
  assert.deepEqual(lookUntil(all, 7_000, 14_750), ["a suspect"]);
  assert.equal(all.isAnyStale, true);
  assert.deepEqual(lookUntil(all, 15_000, 614_750), ["a down"]);
  assert.deepEqual(all.living, []);
  assert.deepEqual(lookUntil(all, 615_000, 620_000), ["a gone"]);
  assert.equal(all.stateOf("a"), undefined);
});

Deno.test("Leases that are renewed stay; reading the same again renews nothing", () => {
  const all = leases();
  for (let now = 0; now < 60_000; now += 5_000) {
    all.read("a", { epoch: "1", state: "up", version: String(now) });
    all.read("b", { epoch: "1", state: "up", version: "0" });
    const seen = lookUntil(all, now, now + 4_750);
    assert.deepEqual(seen.filter((state) => state.startsWith("a")), []);
  }
  assert.equal(all.stateOf("b"), "down");
  const back = all.read("b", { epoch: "1", state: "up", version: "1" });
  assert.deepEqual(states(back), ["b up"]);
});

Deno.test("Leases: a reader that was frozen blames nobody", () => {
  const all = leases();
  all.read("a", { epoch: "1", state: "up", version: "1" });
  all.look(0);
  assert.deepEqual(all.look(3_600_000), []);
  assert.equal(all.stateOf("a"), "up");
  assert.deepEqual(all.look(-5), []);
});

Deno.test("Leases: another epoch is another node; one that drains is gone sooner", () => {
  const all = leases();
  all.read("a", { epoch: "1", state: "up", version: "1" });
  const changes = all.read("a", { epoch: "2", state: "up", version: "2" });
  assert.deepEqual(changes.map(({ epoch, state }) => [epoch, state]), [["1", "down"], ["2", "up"]]);
  const draining = all.read("a", { epoch: "2", state: "draining", version: "3" });
  assert.deepEqual(states(draining), ["a draining"]);
  assert.deepEqual(lookUntil(all, 0, 75_000), ["a down", "a gone"]);
  all.read("b", { epoch: "1", state: "up", version: "1" });
  assert.deepEqual(states(all.left("b")), ["b draining", "b down"]);
  assert.deepEqual(all.left("b"), []);
});

Deno.test("Sequence skips what is known, and sees what was missed", () => {
  const sequence = new Sequence("1", 0);
  assert.deepEqual(sequence.take("1", 1, 2), { skip: 0, isGap: false });
  assert.deepEqual(sequence.take("1", 1, 4), { skip: 2, isGap: false });
  assert.deepEqual(sequence.take("1", 1, 4), { skip: 4, isGap: false });
  assert.deepEqual(sequence.take("1", 6, 1), { skip: 0, isGap: true });
  // All items of a quiet node are too old by now; none was missed.
  assert.deepEqual(sequence.take("1", 7, 0), { skip: 0, isGap: false });
  assert.deepEqual(sequence.take("1", 9, 0), { skip: 0, isGap: true });
  assert.deepEqual(sequence.take("1", 9, 1), { skip: 0, isGap: false });
  assert.deepEqual(sequence.take("2", 1, 1), { skip: 0, isGap: false });
  assert.deepEqual(sequence.last, 1);
});

Deno.test("Ring keeps the latest within its bytes and its age, and one at least", () => {
  const ring = new Ring({ bytes: 10, age: 1_000 });
  assert.deepEqual([ring.first, ring.last], [1, 0]);
  for (const length of [4, 4, 4, 20, 3]) ring.push(new Uint8Array(length));
  // What was not written yet has no age.
  ring.trim(9_000);
  assert.deepEqual([ring.first, ring.last, ring.bytes], [5, 5, 3]);
  ring.written(5, 400);
  ring.push(new Uint8Array(3));
  ring.written(6, 900);
  ring.trim(1_500);
  assert.deepEqual([ring.first, ring.items.length, ring.bytes], [6, 1, 3]);
  ring.miss();
  ring.push(new Uint8Array(1));
  assert.deepEqual([ring.first, ring.last, ring.items.length], [8, 8, 1]);
  ring.written(7, 0);
  ring.trim(9_000);
  assert.equal(ring.first, 8);
  ring.written(8, 0);
  ring.trim(9_000);
  assert.deepEqual([ring.first, ring.last], [9, 8]);
});

Deno.test("unpack() reads what pack() wrote, and nothing else", () => {
  const value = { a: [1n, new Map([["é", new Date(0)]])], bytes: new Uint8Array([1, 2]) };
  assert.deepEqual(unpack(pack(value)), value);
  assert.deepEqual([unpack(new Uint8Array([1, 2, 3])), unpack("text")], [undefined, undefined]);
  assert.throws(() => pack(() => {}));
});

Deno.test("Turns does much in pieces, in order, also when one of them throws", async () => {
  const clock = new ManualClock();
  const turns = new Turns(clock);
  const done: number[] = [];
  for (let i = 0; i < 150; i++) turns.add(() => done.push(i));
  await clock.settled();
  assert.equal(done.length, 64);
  await clock.move(1);
  assert.equal(done.length, 128);
  turns.add(() => done.push(150));
  await clock.move(1);
  assert.deepEqual(done, Array.from({ length: 151 }, (_, i) => i));
  turns.add(() => done.push(151));
  turns.close();
  await clock.settled();
  assert.deepEqual([done.length, clock.timers], [151, 0]);
});

Deno.test("Leases that look old when they are read first are nobody's until they are renewed", () => {
  const all = leases();
  const lease = (version: string) => ({ epoch: "1", state: "up", version }) as const;
  assert.deepEqual(all.read("a", lease("1"), "old"), []);
  assert.deepEqual([all.living, all.stateOf("a")], [[], undefined]);
  assert.deepEqual(lookUntil(all, 0, 14_750), []);
  assert.equal(all.stateOf("a"), undefined, "its locks are not free yet");
  assert.deepEqual(lookUntil(all, 15_000, 20_000), [], "nobody was told of it");
  assert.equal(all.stateOf("a"), "down");
  const back = { node: "a", epoch: "1", state: "up", wasDoubted: true };
  assert.deepEqual(all.read("a", lease("2")), [back]);
  assert.equal(all.stateOf("a"), "up");
  assert.deepEqual(all.read("b", lease("1"), "old"), []);
  assert.deepEqual(all.left("b"), []);
  assert.deepEqual(all.read("c", lease("1"), "old"), []);
  assert.deepEqual(lookUntil(all, 20_250, 700_000), ["a suspect", "a down", "a gone", "c gone"]);
});

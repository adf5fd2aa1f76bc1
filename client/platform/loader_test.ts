/** The rest of the client: tried a few times, waited for no longer than it must be. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { EVENT, Loader, MESSAGE } from "./loader.ts";
import { quietly } from "../../tests/kit/page_kit.ts";

/** A module. */
const more = {};

/** What a try comes to. */
type Fetch = "hangs" | "fails" | "comes";

function setUp(...fetches: Fetch[]) {
  const clock = new ManualClock();
  const tries: { at: number; query: number }[] = [];
  const told: string[] = [];
  const late: ((module: object) => void)[] = [];
  const loader = new Loader<object>(
    (query) => {
      const fetch = fetches[tries.length] ?? "hangs";
      tries.push({ at: clock.now(), query });
      if (fetch === "comes") return Promise.resolve(more);
      if (fetch === "fails") return Promise.reject(new TypeError("Failed to fetch"));
      return new Promise((resolve) => late.push(resolve));
    },
    {
      clock: { now: () => clock.now(), after: (ms, run) => clock.timer(ms, run) },
      came: () => void told.push("loaded"),
      missed: () => void told.push("missed"),
    },
  );
  const need = (kind: 0 | 1, what: string, isNeeded = true) =>
    loader.need(isNeeded, kind, () => void told.push(what));
  const move = (ms: number) => quietly(() => clock.move(ms));
  return { clock, loader, tries, told, late, need, move };
}

Deno.test("what needs it waits for it, and all that comes after, in order", async () => {
  const { need, told, tries, move } = setUp("comes");
  need(MESSAGE, "plain", false);
  need(MESSAGE, "rich");
  need(MESSAGE, "plain after it", false);
  need(EVENT, "click", false);
  need(EVENT, "key");
  need(EVENT, "click after it", false);
  assert.deepEqual(told, ["plain", "click"]);
  await move(1);
  assert.deepEqual(told.slice(2), ["loaded", "rich", "plain after it", "key", "click after it"]);
  assert.deepEqual(tries, [{ at: 0, query: 0 }]);
  need(EVENT, "later");
  assert.equal(told.at(-1), "later");
});

Deno.test("a try that hangs is left after 8 s: messages go on, events wait for the next one", async () => {
  const { need, told, tries, move } = setUp("hangs", "comes");
  need(MESSAGE, "rich");
  need(EVENT, "key");
  await move(7_999);
  assert.deepEqual(told, []);
  await move(1);
  assert.deepEqual(told, ["rich"]);
  need(MESSAGE, "another");
  assert.deepEqual(told, ["rich", "another"]);
  await move(2_001);
  assert.deepEqual(told, ["rich", "another", "loaded", "key"]);
  assert.deepEqual(tries.map(({ query }) => query), [0, 1]);
});

Deno.test("a try that fails is followed by others, ever later, until three were in vain", async () => {
  const { need, told, tries, move } = setUp("fails", "fails", "fails", "fails");
  need(EVENT, "key");
  await move(1_999);
  assert.equal(tries.length, 1);
  await move(100_000);
  assert.deepEqual(tries, [
    { at: 0, query: 0 },
    { at: 2_000, query: 1 },
    { at: 6_000, query: 2 },
  ]);
  assert.deepEqual(told, ["key", "missed"]);
  need(EVENT, "click", false);
  assert.deepEqual(told.slice(2), ["click"]);
  need(EVENT, "another key");
  assert.deepEqual(told.slice(3), ["another key", "missed"]);
  assert.equal(tries.length, 3);
});

Deno.test("nobody is told that it cannot be had who does not need it", async () => {
  const { loader, told, tries, move } = setUp("fails", "fails", "fails");
  loader.load();
  await move(100_000);
  assert.deepEqual([tries.length, told], [3, []]);
  loader.want();
  assert.deepEqual(told, ["missed"]);
});

Deno.test("one that comes after its time is taken, and only one", async () => {
  const { need, told, late, move } = setUp("hangs", "hangs", "hangs");
  need(EVENT, "key");
  await move(100_000);
  assert.deepEqual(told, ["key", "missed"]);
  for (const resolve of late) resolve(more);
  await move(0);
  assert.deepEqual(told, ["key", "missed", "loaded"]);
});

Deno.test("again() begins a new round, once the last one is over", async () => {
  const { loader, need, told, tries, move } = setUp("fails", "fails", "fails", "fails", "comes");
  loader.again();
  assert.equal(tries.length, 0, "nobody asked for it");
  need(EVENT, "key");
  loader.again();
  await move(100_000);
  loader.again();
  loader.again();
  assert.equal(tries.length, 4);
  need(EVENT, "another key");
  await move(2_000);
  assert.deepEqual(told, ["key", "missed", "loaded", "another key"]);
  assert.equal(tries[3]?.query, 3);
});

Deno.test("one that is of no use counts as a try in vain", async () => {
  const clock = new ManualClock();
  let tries = 0;
  const told: string[] = [];
  const loader = new Loader<object>(() => (tries++, Promise.resolve(more)), {
    clock: { now: () => clock.now(), after: (ms, run) => clock.timer(ms, run) },
    came() {
      throw new TypeError("no policy of that name");
    },
    missed: () => void told.push("missed"),
  });
  loader.want();
  await quietly(() => clock.move(100_000));
  assert.deepEqual([tries, told], [3, ["missed"]]);
});

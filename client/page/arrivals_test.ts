/** Modules of directives: fetched once, where one stands; what needs them waits, in order. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { quietly } from "../../tests/kit/page_kit.ts";
import { type Directive, idleOf } from "../directives/mod.ts";
import { EVENT, MESSAGE } from "../platform/mod.ts";
import { Arrivals, type ArrivalsHost } from "./arrivals.ts";

function setUp() {
  const clock = new ManualClock();
  const asked: string[] = [];
  const waiting: PromiseWithResolvers<unknown>[] = [];
  const tip: Directive = { kind: "element", module: "tip" };
  const told: string[] = [];
  const lives = [{ attend: () => void told.push("arrived") }];
  const host = {
    clock: { now: () => clock.now(), after: (ms: number, run: () => void) => clock.timer(ms, run) },
    rest: (name: string) => {
      asked.push(name);
      waiting.push(Promise.withResolvers());
      return (waiting.at(-1) as PromiseWithResolvers<unknown>).promise;
    },
    given: { tip },
    views: { lives },
    loader: { need: (_: boolean, _kind: number, run: () => void) => run() },
  };
  const arrivals = new Arrivals(host as unknown as ArrivalsHost);
  return { arrivals, clock, asked, waiting, told, lives };
}

Deno.test("idleOf() knows the names that need nothing but the first script", () => {
  const directives: Record<string, Directive> = {
    key: { kind: "modifier" },
    debounce: { kind: "modifier", module: "more" },
    confirm: { kind: "modifier", module: "confirm" },
    hook: { kind: "element", module: "hook" },
    viewport: { kind: "event" },
  };
  const idle = idleOf(directives);
  const names = [...Object.keys(directives), "value-id", "click", "keys"];
  assert.deepEqual(names.filter((name) => idle.test(name)), ["key", "value-id"]);
});

Deno.test("a module is fetched once, and brings what its directives do", async () => {
  const { arrivals, asked, waiting, told, clock } = setUp();
  arrivals.want("dj-tip.top");
  arrivals.want("dj-tip");
  arrivals.want("dj-unknown");
  const mounted = (): true => true;
  waiting[0]?.resolve({ directives: { tip: { kind: "element", mounted } } });
  await clock.move(0);
  assert.deepEqual([asked, told], [["tip"], ["arrived"]]);
  assert.deepEqual(arrivals.directives.tip, { kind: "element", module: "tip", mounted });
});

Deno.test("a view that went hears of no module any more", async () => {
  const { arrivals, waiting, told, lives, clock } = setUp();
  arrivals.want("dj-tip");
  lives.pop();
  waiting[0]?.resolve({ directives: {} });
  await clock.move(0);
  assert.deepEqual(told, []);
});

Deno.test("what needs a module waits for it, in order, and not for ever", async () => {
  const { arrivals, waiting, told, clock } = setUp();
  arrivals.wait(MESSAGE, () => told.push("at once"));
  arrivals.want("dj-tip");
  arrivals.wait(MESSAGE, () => told.push("message"));
  arrivals.wait(EVENT, () => told.push("event"));
  assert.deepEqual(told, ["at once"]);
  await quietly(async () => {
    waiting[0]?.reject(new Error("no"));
    await clock.move(0);
  });
  assert.deepEqual(told, ["at once", "message"]);
  await clock.move(2_000);
  waiting[1]?.resolve({ directives: {} });
  await clock.move(0);
  assert.deepEqual(told, ["at once", "message", "arrived", "event"]);
});

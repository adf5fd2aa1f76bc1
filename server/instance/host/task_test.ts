/** A task: its time, its tries, its end; and that nothing of it outlives a cancel. */

import assert from "node:assert/strict";
import { ManualClock } from "../../../testing/mod.ts";
import type { AsyncOptions, Settled } from "../../view/mod.ts";
import { planOf, Task } from "./task.ts";

/** A task on a clock that is moved by hand, and what was told of it. */
function stage(run: (signal: AbortSignal) => unknown, options: AsyncOptions = {}) {
  const clock = new ManualClock();
  const settled: Settled[] = [];
  const failures: [phase: string, error: unknown][] = [];
  const task = new Task({
    label: "assignAsync user",
    plan: planOf("assignAsync user", options),
    timer: (ms, due) => clock.timer(ms, due),
    run,
    done: (end) => void settled.push(end),
    failed: (phase, error) => void failures.push([phase, error]),
  });
  return { task, clock, settled, failures };
}

/** Runs that fail so often before one ends well. */
function failing(times: number): { run(): Promise<string>; at: number[]; clock?: ManualClock } {
  const runs = {
    at: [] as number[],
    clock: undefined as ManualClock | undefined,
    run: (): Promise<string> => {
      runs.at.push(runs.clock?.now() ?? 0);
      return runs.at.length <= times
        ? Promise.reject(new Error(`no ${runs.at.length}`))
        : Promise.resolve("Ada");
    },
  };
  return runs as ReturnType<typeof failing>;
}

Deno.test("a task that takes too long has failed, its signal says why, and what it comes to later is nothing", async () => {
  const late = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const { task, clock, settled } = stage((signal) => {
    signals.push(signal);
    return late.promise;
  }, { timeout: 2_000 });
  task.start();
  await clock.move(1_999);
  assert.deepEqual([settled.length, signals[0]?.aborted], [0, false]);
  await clock.move(1);
  assert(settled[0]?.ok === false && settled[0].error instanceof DOMException);
  const { name, message } = settled[0].error;
  assert.equal(name, "TimeoutError");
  assert.match(message, /^"assignAsync user" took over 2000 ms; raise its "timeout"/);
  assert.equal(signals[0]?.reason, settled[0].error);
  late.resolve("Ada");
  await clock.settled();
  assert.equal(settled.length, 1);
  assert.equal(clock.timers, 0);
});

Deno.test("a task that ends in its time leaves no timer behind", async () => {
  const { task, clock, settled } = stage(() => "Ada", { timeout: 2_000 });
  task.start();
  await task.ended;
  assert.deepEqual(settled, [{ ok: true, result: "Ada" }]);
  assert.equal(clock.timers, 0);
});

Deno.test("a task is tried again after pauses that grow, and each failure is told", async () => {
  const runs = failing(3);
  const { task, clock, settled, failures } = stage(runs.run, { retry: 3 });
  runs.clock = clock;
  task.start();
  await clock.move(10_000);
  assert.deepEqual(runs.at, [0, 250, 750, 1_750]);
  assert.deepEqual(settled, [{ ok: true, result: "Ada" }]);
  assert.deepEqual(failures.map(([phase, error]) => `${phase}: ${(error as Error).message}`), [
    "assignAsync user, try 1 of 4: no 1",
    "assignAsync user, try 2 of 4: no 2",
    "assignAsync user, try 3 of 4: no 3",
  ]);
  assert.equal(clock.timers, 0);
});

Deno.test("tries are bounded, and so are the pauses between them", async () => {
  const runs = failing(Infinity);
  const { task, clock, settled } = stage(runs.run, { retry: { times: 8, delay: 1_000 } });
  runs.clock = clock;
  task.start();
  await clock.move(1_000_000);
  const pauses = runs.at.slice(1).map((at, i) => at - (runs.at[i] ?? 0));
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000]);
  assert.equal(settled.length, 1);
  assert.match(String(settled[0]?.ok === false && settled[0].error), /no 9/);
});

Deno.test("each try has the whole time, and a signal of its own", async () => {
  const signals: AbortSignal[] = [];
  const { task, clock, settled } = stage((signal) => {
    signals.push(signal);
    return new Promise(() => {});
  }, { timeout: 100, retry: { times: 1, delay: 50 } });
  task.start();
  await clock.move(150);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true, false]);
  await clock.move(99);
  assert.equal(settled.length, 0);
  await clock.move(1);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true, true]);
  assert.equal(settled[0]?.ok, false);
});

Deno.test("an error that is not worth it is not tried again; what asking throws is the error", async () => {
  const runs = failing(Infinity);
  const asked: unknown[] = [];
  const when = (error: unknown): boolean => {
    asked.push((error as Error).message);
    return asked.length < 2;
  };
  const picky = stage(runs.run, { retry: { times: 5, when } });
  picky.task.start();
  await picky.clock.move(60_000);
  assert.deepEqual(asked, ["no 1", "no 2"]);
  assert.equal(picky.settled.length, 1);
  const broken = stage(runs.run, {
    retry: {
      times: 5,
      when: () => {
        throw new Error("cannot tell");
      },
    },
  });
  broken.task.start();
  await broken.task.ended;
  const [end] = broken.settled;
  assert.match(String(end?.ok === false && end.error), /cannot tell/);
});

Deno.test("a cancelled task is told of no more: while it runs, and while it waits for its next try", async () => {
  for (const after of [0, 100]) {
    const signals: AbortSignal[] = [];
    const { task, clock, settled } = stage((signal) => {
      signals.push(signal);
      return after === 0 ? new Promise(() => {}) : Promise.reject(new Error("no"));
    }, { timeout: 5_000, retry: 3 });
    task.start();
    await clock.move(after);
    task.cancel();
    task.cancel();
    await task.ended;
    await clock.move(60_000);
    assert.equal(signals.length, 1);
    assert.equal(signals[0]?.aborted, after === 0);
    assert.deepEqual([settled, clock.timers], [[], 0]);
  }
});

Deno.test("a promise of whether it is worth another try is told, and what it comes to ends no process", async () => {
  const when = (): Promise<never> => Promise.reject(new Error("nobody awaits it"));
  const { task, clock, settled } = stage(() => Promise.reject(new Error("no")), {
    retry: { times: 2, when: when as never },
  });
  task.start();
  await clock.move(1_000);
  const [end] = settled;
  assert.match(String(end?.ok === false && end.error), /"retry.when" gave a promise; write one/);
});

Deno.test("a task that is cancelled while it is asked for another try is told of no more", async () => {
  for (const isWorth of [true, false]) {
    let runs = 0;
    const cancelled = stage(() => {
      runs++;
      return Promise.reject(new Error("no"));
    }, {
      retry: {
        times: 2,
        when: () => {
          cancelled.task.cancel();
          return isWorth;
        },
      },
    });
    cancelled.task.start();
    await cancelled.clock.move(60_000);
    assert.deepEqual([runs, cancelled.settled, cancelled.clock.timers], [1, [], 0]);
  }
});

Deno.test("who listens to the signal and throws is told, and harms nobody", async () => {
  const { task, clock, settled, failures } = stage((signal) => {
    signal.addEventListener("abort", () => {
      throw new Error("broken");
    });
    return new Promise(() => {});
  }, { timeout: 10 });
  task.start();
  await clock.move(10);
  assert.equal(settled.length, 1);
  assert.deepEqual(failures.map(([phase]) => phase), ["abort"]);
});

Deno.test("options that cannot be are refused where they stand, with what can be", () => {
  const wrong: readonly [options: object, says: RegExp][] = [
    [{ timeout: 0 }, /^RangeError: Cannot assignAsync user: "timeout" is 0; give milliseconds/],
    [{ timeout: Infinity }, /"timeout" is Infinity/],
    [{ retry: -1 }, /"retry" is -1 times; give a whole number from 0 to 100/],
    [{ retry: Infinity }, /"retry" is Infinity times/],
    [{ retry: { times: 1.5 } }, /"retry" is 1.5 times/],
    [{ retry: { times: 1, delay: 0 } }, /"retry.delay" is 0; give milliseconds above 0/],
    [{ retry: null }, /"retry" is null times/],
    [{ retry: { attempts: 3 } }, /"retry.attempts" is no option; known are times, delay, when/],
    [{ timeuot: 5 }, /TypeError: .*"timeuot" is no option; known are await, late, retry, timeout/],
  ];
  for (const [options, says] of wrong) {
    assert.throws(() => planOf("assignAsync user", options), (error) => says.test(String(error)));
  }
});

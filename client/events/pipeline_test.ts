/** Every event takes the same way, in the same order, whatever stages there are. */

import assert from "node:assert/strict";
import type { Settle } from "../line/mod.ts";
import { Pipeline, settle, type Stage, type Trip } from "./pipeline.ts";

function setUp(...stages: Stage[]) {
  const sent: [on: string, params: unknown][] = [];
  const waiting: Settle[] = [];
  const pipeline = new Pipeline(() => stages, (trip) => {
    sent.push([trip.on, trip.params]);
    waiting.push((...outcome) => settle(trip, ...outcome));
  });
  const trip = (on = "click", ...settled: Settle[]): Trip => ({ on, params: {}, settled });
  return { pipeline, sent, waiting, trip };
}

Deno.test("without stages an event is sent as it is", () => {
  const { pipeline, sent, trip } = setUp();
  pipeline.run({ ...trip(), params: { id: 1 } });
  assert.deepEqual(sent, [["click", { id: 1 }]]);
});

Deno.test("each step runs through all stages before the next one begins", () => {
  const log: string[] = [];
  const stage = (name: string): Stage => ({
    gather: () => log.push(`${name} gather`) > 0,
    before: () => log.push(`${name} before`) > 0,
    pace: (_, go) => (log.push(`${name} pace`), go()),
    publish: ({ settled }) => {
      log.push(`${name} publish`);
      settled.push(() => log.push(`${name} settled`));
    },
  });
  const { pipeline, sent, waiting, trip } = setUp(stage("a"), {}, stage("b"));
  pipeline.run(trip("click", () => log.push("own settled")));
  assert.deepEqual(sent.length, 1);
  waiting[0]?.(undefined);
  const steps = ["gather", "before", "pace", "publish", "settled"];
  const all = steps.flatMap((step) => [`a ${step}`, `b ${step}`]);
  assert.deepEqual(log, [...all.slice(0, -2), "own settled", ...all.slice(-2)]);
});

Deno.test("an event that has nothing to tell, or is not to go, is not sent", () => {
  const published: string[] = [];
  const publish: Stage = { publish: ({ on }) => void published.push(on) };
  const none = setUp({ gather: () => false }, { before: () => assert.fail() }, publish);
  none.pipeline.run(none.trip());
  const kept = setUp({ before: () => false }, { pace: () => assert.fail() }, publish);
  kept.pipeline.run(kept.trip());
  assert.deepEqual([none.sent, kept.sent, published], [[], [], []]);
});

Deno.test("an event goes on when its pace lets it, from where it stood", () => {
  const held: (() => void)[] = [];
  let begun = 0;
  const { pipeline, sent, trip } = setUp(
    { before: () => ++begun > 0, pace: (_, go) => void held.push(go) },
    { pace: (_, go) => void held.push(go) },
  );
  pipeline.run(trip());
  held.shift()?.();
  assert.deepEqual([sent, held.length], [[], 1]);
  held.shift()?.();
  assert.deepEqual([sent.length, begun], [1, 1]);
});

Deno.test("all hear of the failure or the reply, whoever throws", () => {
  const heard: unknown[] = [];
  const { error } = console;
  console.error = () => heard.push("reported");
  try {
    const { pipeline, waiting, trip } = setUp();
    pipeline.run(trip("a", () => {
      throw new Error("bad");
    }, (failure, reply) => void heard.push(failure?.code, reply)));
    waiting[0]?.({ code: "handler" }, 7);
  } finally {
    console.error = error;
  }
  assert.deepEqual(heard, ["reported", "handler", 7]);
});

Deno.test("stages that come later take part from then on", () => {
  const stages: Stage[] = [];
  const sent: unknown[] = [];
  const pipeline = new Pipeline(() => stages, ({ params }) => void sent.push(params));
  pipeline.run({ on: "click", params: {}, settled: [] });
  stages.push({ gather: (trip) => Boolean(trip.params = { late: true }) });
  pipeline.run({ on: "click", params: {}, settled: [] });
  assert.deepEqual(sent, [{}, { late: true }]);
});

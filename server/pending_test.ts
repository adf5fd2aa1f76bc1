/** What waits for a frame: offsets stay right, whatever joins and leaves. */

import assert from "node:assert/strict";
import { DONE, failed } from "./outcome.ts";
import { Pending } from "./pending.ts";

const extrasOf = (pending: Pending): unknown => JSON.parse(`{${pending.take().extras.join()}}`);

Deno.test("errors and replies point at the events they answer", () => {
  const pending = new Pending();
  pending.answer(DONE);
  pending.answer(failed("stale"));
  pending.answer({ type: "done", reply: "[1]" });
  pending.push('"saved"', "null");
  assert.equal(pending.answers, 3);
  assert.deepEqual(extrasOf(pending), {
    e: [["saved", null]],
    x: [[1, "stale"]],
    r: [[2, [1]]],
  });
  assert.equal(pending.isEmpty, true);
});

Deno.test("owe() puts lost answers before those that wait", () => {
  const pending = new Pending();
  pending.answer(failed("stale"));
  pending.answer({ type: "done", reply: "1" });
  pending.answerApart(9, DONE);
  pending.owe({ answers: 5, apart: [4] });
  // As many wait as are owed: none is lost.
  pending.owe({ answers: 5, apart: [] });
  const { answers, extras, apart } = pending.take();
  assert.equal(answers, 5);
  assert.deepEqual(extras, ['"x":[[3,"stale"]]', '"r":[[4,1]]']);
  assert.deepEqual(apart.map(({ number }) => number), [4, 9]);
});

Deno.test("failAll() tells every event that has no error of its own", () => {
  const pending = new Pending();
  for (const outcome of [DONE, failed("stale"), DONE]) pending.answer(outcome);
  pending.answerApart(7, DONE);
  pending.failAll({ type: "failed", code: "render", request: "r" });
  const { extras, apart } = pending.take();
  assert.deepEqual(extras, ['"x":[[0,"render","r"],[1,"stale"],[2,"render","r"]]']);
  assert.deepEqual(apart[0]?.extras, ['"n":7', '"x":[[0,"render","r"]]']);
});

Deno.test("overrun() keeps the answers and gives up the rest", () => {
  const pending = new Pending();
  pending.answer({ type: "done", reply: '"x"' });
  pending.answer({ type: "failed", code: "invalid", detail: { name: ["x".repeat(1_000)] } });
  pending.answerApart(9, { type: "done", reply: `"${"x".repeat(1_000)}"` });
  pending.push('"a"', '"b"');
  pending.overrun(1_000);
  assert(pending.bytes > 0 && pending.bytes < 100);
  assert.deepEqual(pending.take(), {
    answers: 2,
    extras: ['"x":[[0,"overrun"],[1,"invalid"]]'],
    apart: [{ number: 9, extras: ['"n":9', '"x":[[0,"overrun"]]'] }],
  });
});

Deno.test("overrun() bounds what waits, however many events fail while nobody reads", () => {
  const pending = new Pending();
  const most = 10_000;
  for (let i = 0; i < 5_000; i++) {
    pending.answer({ type: "failed", code: "invalid", detail: "x".repeat(100) });
    if (pending.bytes > most) pending.overrun(most);
    assert(pending.bytes <= most);
  }
  const { answers, extras } = pending.take();
  assert.equal(answers, 5_000);
  assert(extras.join().length <= most);
});

Deno.test("details of an error travel behind its request", () => {
  const pending = new Pending();
  pending.answer({ type: "failed", code: "invalid", detail: { name: ["missing"] } });
  assert.deepEqual(extrasOf(pending), { x: [[0, "invalid", "", { name: ["missing"] }]] });
});

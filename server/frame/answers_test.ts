/** What waits for a frame: offsets stay right, whatever joins and leaves. */

import assert from "node:assert/strict";
import { DONE, failed } from "./outcome.ts";
import { Answers } from "./answers.ts";

const extrasOf = (answers: Answers): unknown => JSON.parse(`{${answers.take().extras.join()}}`);

Deno.test("errors and replies point at the events they answer", () => {
  const answers = new Answers();
  answers.answer(DONE);
  answers.answer(failed("stale"));
  answers.answer({ type: "done", reply: "[1]" });
  answers.push('"saved"', "null");
  assert.equal(answers.count, 3);
  assert.deepEqual(extrasOf(answers), {
    e: [["saved", null]],
    x: [[1, "stale"]],
    r: [[2, [1]]],
  });
  assert.equal(answers.isEmpty, true);
});

Deno.test("owe() puts lost answers before those that wait", () => {
  const answers = new Answers();
  answers.answer(failed("stale"));
  answers.answer({ type: "done", reply: "1" });
  answers.answerApart(9, DONE);
  answers.owe({ answers: 5, apart: [4] });
  // As many wait as are owed: none is lost.
  answers.owe({ answers: 5, apart: [] });
  const load = answers.take();
  const { extras, apart } = load;
  assert.equal(load.answers, 5);
  assert.deepEqual(extras, ['"x":[[3,"stale"]]', '"r":[[4,1]]']);
  assert.deepEqual(apart.map(({ number }) => number), [4, 9]);
});

Deno.test("failAll() tells every event that has no error of its own", () => {
  const answers = new Answers();
  for (const outcome of [DONE, failed("stale"), DONE]) answers.answer(outcome);
  answers.answerApart(7, DONE);
  answers.failAll({ type: "failed", code: "render", request: "r" });
  const { extras, apart } = answers.take();
  assert.deepEqual(extras, ['"x":[[0,"render","r"],[1,"stale"],[2,"render","r"]]']);
  assert.deepEqual(apart[0]?.extras, ['"n":7', '"x":[[0,"render","r"]]']);
});

Deno.test("failAll() leaves those before their turn what they have: an error, or a reply", () => {
  const answers = new Answers();
  answers.answerApart(7, failed("stale"));
  answers.answerApart(8, { type: "done", reply: "1" });
  answers.failAll({ type: "failed", code: "render" });
  assert.deepEqual(answers.take().apart, [
    { number: 7, extras: ['"n":7', '"x":[[0,"stale"]]'] },
    { number: 8, extras: ['"n":8', '"r":[[0,1]]'] },
  ]);
});

Deno.test("overrun() keeps the answers and gives up the rest", () => {
  const answers = new Answers();
  answers.answer({ type: "done", reply: '"x"' });
  answers.answer({ type: "failed", code: "invalid", detail: { name: ["x".repeat(1_000)] } });
  answers.answerApart(9, { type: "done", reply: `"${"x".repeat(1_000)}"` });
  answers.push('"a"', '"b"');
  answers.overrun(1_000);
  assert(answers.bytes > 0 && answers.bytes < 100);
  assert.deepEqual(answers.take(), {
    answers: 2,
    extras: ['"x":[[0,"overrun"],[1,"invalid"]]'],
    apart: [{ number: 9, extras: ['"n":9', '"x":[[0,"overrun"]]'] }],
  });
});

Deno.test("overrun() bounds what waits, however many events fail while nobody reads", () => {
  const answers = new Answers();
  const most = 10_000;
  for (let i = 0; i < 5_000; i++) {
    answers.answer({ type: "failed", code: "invalid", detail: "x".repeat(100) });
    if (answers.bytes > most) answers.overrun(most);
    assert(answers.bytes <= most);
  }
  const load = answers.take();
  const { extras } = load;
  assert.equal(load.answers, 5_000);
  assert(extras.join().length <= most);
});

Deno.test("details of an error travel behind its request", () => {
  const answers = new Answers();
  answers.answer({ type: "failed", code: "invalid", detail: { name: ["missing"] } });
  assert.deepEqual(extrasOf(answers), { x: [[0, "invalid", "", { name: ["missing"] }]] });
});

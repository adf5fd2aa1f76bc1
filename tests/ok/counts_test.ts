/** The counts are read from what `deno test` really prints. */

import assert from "node:assert/strict";
import { add, countsOf, NOTHING, sentenceOf } from "./counts.ts";
import { failuresOf } from "./report.ts";

Deno.test("countsOf() reads a summary", () => {
  const counts = countsOf("\nok | 12 passed | 0 failed (3ms)\n", true);
  assert.deepEqual(counts, { passed: 12, failed: 0, skipped: 0 });
});

Deno.test("countsOf() reads steps, ignored and filtered tests", () => {
  const summary =
    "FAILED | 3 passed (5 steps) | 1 failed (2 steps) | 4 ignored (1 step) | 2 filtered out";
  assert.deepEqual(countsOf(`${summary} (1s)`, false), { passed: 3, failed: 1, skipped: 4 });
});

Deno.test("countsOf() sees through colors", () => {
  const output = "\x1b[0m\x1b[32mok\x1b[0m | 2 passed | 0 failed \x1b[0m\x1b[38;5;245m(3ms)\x1b[0m";
  assert.deepEqual(countsOf(output, true), { passed: 2, failed: 0, skipped: 0 });
});

Deno.test("countsOf() believes the last summary only", () => {
  const output = "FAILED | 0 passed | 9 failed (1ms)\nmore\nok | 1 passed | 0 failed (2ms)\n";
  assert.deepEqual(countsOf(output, true), { passed: 1, failed: 0, skipped: 0 });
});

Deno.test("countsOf() counts a run without a summary as a failure", () => {
  assert.deepEqual(countsOf("error: Type checking failed.", false), { ...NOTHING, failed: 1 });
  assert.deepEqual(countsOf("", true), { ...NOTHING, failed: 1 });
});

Deno.test("countsOf() counts a bad end after a good summary as a failure", () => {
  const output = "ok | 5 passed | 0 failed (1ms)\nerror: coverage too low";
  assert.deepEqual(countsOf(output, false), { passed: 5, failed: 1, skipped: 0 });
});

Deno.test("countsOf() counts a run that found no test as a failure", () => {
  assert.deepEqual(countsOf("ok | 0 passed | 0 failed (1ms)", true), { ...NOTHING, failed: 1 });
  assert.deepEqual(countsOf("ok | 0 passed | 0 failed | 2 ignored (1ms)", true), {
    ...NOTHING,
    skipped: 2,
  });
});

Deno.test("countsOf() reads what this deno prints", async () => {
  const file = await Deno.makeTempFile({ suffix: "_test.ts" });
  await Deno.writeTextFile(
    file,
    `Deno.test("a", async (t) => { await t.step("b", () => {}); });
     Deno.test("c", () => { throw new Error("c"); });
     Deno.test.ignore("d", () => {});`,
  );
  const args = ["test", "--no-config", "--no-check", file];
  const { code, stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
  await Deno.remove(file);
  const output = new TextDecoder().decode(stdout);
  const counts = countsOf(output, code === 0);
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 1 });
  assert.match(failuresOf(output), /^ERRORS\s+c => .*\serror: Error: c\s[^]* FAILURES /);
});

Deno.test("sentenceOf() names skipped checks only where there are any", () => {
  assert.equal(sentenceOf(NOTHING), "0 passed, 0 failed");
  const sum = add({ passed: 1, failed: 2, skipped: 1 }, { passed: 1, failed: 0, skipped: 2 });
  assert.equal(sentenceOf(sum), "2 passed, 2 failed, 3 skipped");
});

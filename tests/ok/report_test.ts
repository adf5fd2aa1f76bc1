/** What is said of steps is short, and tells what failed. */

import assert from "node:assert/strict";
import { NOTHING } from "./counts.ts";
import { type Ended, excerptOf, failuresOf, lineOf, slowestOf } from "./report.ts";
import type { Step } from "./steps.ts";

function ended(name: string, milliseconds: number, output = ""): Ended {
  const step: Step = { type: "check", name, args: [], over: [] };
  return { step, counts: { ...NOTHING, passed: 1 }, output, milliseconds };
}

Deno.test("lineOf() tells how a step ended, and of tests how many", () => {
  assert.equal(lineOf(ended("fmt", 1_234)), "ok         1.2 s  fmt");
  const counts = { passed: 2, failed: 1, skipped: 0 };
  const step: Step = { type: "tests", name: "tests", args: [], over: [] };
  const line = lineOf({ step, counts, output: "", milliseconds: 100_000 });
  assert.equal(line, "FAILED   100.0 s  tests  (2 passed, 1 failed)");
});

Deno.test("slowestOf() names few steps, the slowest first", () => {
  const steps = [ended("a", 10), ended("b", 3_000), ended("c", 200), ended("d", 20_000)];
  assert.match(slowestOf(steps, 2), /^The slowest steps:\n +20\.0 s {2}d\n +3\.0 s {2}b$/);
});

Deno.test("failuresOf() tells all of a run that ended before its end", () => {
  assert.equal(failuresOf("error: Type checking failed.\n"), "error: Type checking failed.");
});

Deno.test("failuresOf() leaves out which files were checked, and frames of deno itself", () => {
  const output = "Check a.ts\nCheck b.ts\nTS2322 [ERROR]: no\n\nerror: Type checking failed.\n\n" +
    "Stack backtrace:\n   0: <unknown>\n   1: <unknown>\n";
  assert.equal(failuresOf(output), "TS2322 [ERROR]: no\n\nerror: Type checking failed.");
});

Deno.test("excerptOf() keeps how failures begin and how they end", () => {
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`);
  const excerpt = excerptOf(ended("doc lint", 1, lines.join("\n"))).split("\n");
  assert.equal(excerpt.length, 41);
  assert.equal(excerpt[0], "line 0");
  assert.equal(excerpt[20], '… 460 lines more; all of them: deno task ok "doc lint"');
  assert.equal(excerpt.at(-1), "line 499");
});

Deno.test("excerptOf() tells few lines whole, and cuts long ones", () => {
  assert.equal(excerptOf(ended("a", 1, "one\ntwo")), "one\ntwo");
  assert.equal(excerptOf(ended("a", 1, "x".repeat(100_000))).length, 302);
});

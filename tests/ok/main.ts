/**
 * `deno task ok`: may I push? Runs every check there is and ends with one line, `N passed, N failed`.
 * `deno task ok lint tests` runs only the steps whose names begin with one of these words.
 */

import { add, type Counts, failuresOf, NOTHING, sentenceOf } from "./counts.ts";
import { run } from "./run.ts";
import { CHECKS, type Step, TEST_RUNS } from "./steps.ts";

/** Checks that run beside each other. */
const LANES = 2;

let total: Counts = NOTHING;

async function report(step: Step): Promise<void> {
  const { counts, output, milliseconds } = await run(step);
  total = add(total, counts);
  const mark = counts.failed > 0 ? "FAILED" : counts.passed > 0 ? "ok" : "skipped";
  const seconds = (milliseconds / 1000).toFixed(1).padStart(6);
  const detail = step.type === "tests" ? `  (${sentenceOf(counts)})` : "";
  console.log(`${mark.padEnd(8)}${seconds} s  ${step.name}${detail}`);
  // Among hundreds of tests that passed nobody finds the one that failed.
  if (counts.failed > 0) console.log(`${failuresOf(output)}\n`);
  else for (const line of output.matchAll(/^!!! .*$/gm)) console.log(line[0]);
}

/** Works through the steps in this many lanes. */
async function work(steps: readonly Step[], lanes: number): Promise<void> {
  const waiting = [...steps];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await report(step);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const start = performance.now();
const isWanted = (step: Step): boolean =>
  Deno.args.length === 0 || Deno.args.some((word) => step.name.startsWith(word));

await work(CHECKS.filter(isWanted), LANES);
await work(TEST_RUNS.filter(isWanted), 1);

console.log(`\n${((performance.now() - start) / 1000).toFixed(1)} s in all`);
if (total.passed + total.failed + total.skipped === 0) {
  total = add(total, { ...NOTHING, failed: 1 });
  console.log(`No step begins with "${Deno.args.join('" or "')}"`);
}
console.log(sentenceOf(total));
Deno.exitCode = total.failed > 0 ? 1 : 0;

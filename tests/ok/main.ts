/**
 * `deno task ok`: may I push? Runs every check there is and ends with one line, `N passed, N failed`.
 * `deno task ok lint tests` runs only the steps whose names begin with one of these words, and tells
 * their failures whole.
 */

import { add, type Counts, NOTHING, sentenceOf } from "./counts.ts";
import { Progress } from "./progress.ts";
import { type Ended, excerptOf, failuresOf, lineOf, slowestOf } from "./report.ts";
import { run } from "./run.ts";
import { BESIDE, ONE_BY_ONE, type Step } from "./steps.ts";

/** Steps that run beside each other. */
const LANES = 2;

const words = Deno.args;
const ended: Ended[] = [];

async function perform(step: Step, progress: Progress): Promise<void> {
  const end = { step, ...await progress.during(step.name, () => run(step)) };
  ended.push(end);
  console.log(lineOf(end));
  if (end.counts.failed > 0) return;
  for (const line of end.output.matchAll(/^!!! .*$/gm)) console.log(line[0]);
}

/** Works through the wanted ones of these steps in this many lanes. */
async function work(steps: readonly Step[], lanes: number, progress: Progress): Promise<void> {
  const waiting = steps.filter(isWanted);
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await perform(step, progress);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function isWanted({ name }: Step): boolean {
  return words.length === 0 || words.some((word) => name.startsWith(word));
}

/** What is to be said where a word is the name of no step. */
function complaint(): string | undefined {
  const names = [...BESIDE, ...ONE_BY_ONE].map(({ name }) => name);
  const unknown = words.filter((word) => !names.some((name) => name.startsWith(word)));
  if (unknown.length === 0) return undefined;
  return `No step begins with "${unknown.join('" or "')}"; the steps are: ${names.join(" | ")}`;
}

/** Runs what is wanted and tells of it; the sum. */
async function ok(): Promise<Counts> {
  const start = performance.now();
  using progress = new Progress((line) => console.log(line));
  await work(BESIDE, LANES, progress);
  await work(ONE_BY_ONE, 1, progress);

  console.log(`\n${((performance.now() - start) / 1000).toFixed(1)} s in all`);
  if (words.length === 0) console.log(slowestOf(ended));
  // At the end, and short: this is where those look who see a red run.
  for (const end of ended.filter(({ counts }) => counts.failed > 0)) {
    const text = words.length === 0 ? excerptOf(end) : failuresOf(end.output);
    console.log(`\nFAILED  ${end.step.name}\n${text}`);
  }
  return ended.map(({ counts }) => counts).reduce(add, NOTHING);
}

const complained = complaint();
if (complained) console.log(complained);
const total = complained ? { ...NOTHING, failed: 1 } : await ok();
console.log(sentenceOf(total));
Deno.exitCode = total.failed > 0 ? 1 : 0;

/**
 * `deno task ok`: may I push? Runs every check there is and ends with one line, `N passed, N failed`.
 * `deno task ok lint tests` runs only the steps whose names begin with one of these words, and tells
 * their failures whole.
 */

import { add, type Counts, NOTHING, sentenceOf } from "./counts.ts";
import { type Ended, excerptOf, failuresOf, lineOf, progressOf, slowestOf } from "./report.ts";
import { run } from "./run.ts";
import { BESIDE, ONE_BY_ONE, type Step } from "./steps.ts";

/** Steps that run beside each other. */
const LANES = 2;
/** Who waits hears something this often. */
const PROGRESS_MS = 15_000;

const words = Deno.args;
const running = new Map<string, number>();
const ended: Ended[] = [];

async function perform(step: Step): Promise<void> {
  running.set(step.name, performance.now());
  const end = { step, ...await run(step) };
  running.delete(step.name);
  ended.push(end);
  console.log(lineOf(end));
  if (end.counts.failed > 0) return;
  for (const line of end.output.matchAll(/^!!! .*$/gm)) console.log(line[0]);
}

/** Works through the steps in this many lanes. */
async function work(steps: readonly Step[], lanes: number): Promise<void> {
  const waiting = steps.filter(isWanted);
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await perform(step);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function isWanted({ name }: Step): boolean {
  return words.length === 0 || words.some((word) => name.startsWith(word));
}

/** The steps by name, where a word is the name of none. */
function complaint(): string | undefined {
  const names = [...BESIDE, ...ONE_BY_ONE].map(({ name }) => name);
  const unknown = words.filter((word) => !names.some((name) => name.startsWith(word)));
  if (unknown.length === 0) return undefined;
  return `No step begins with "${unknown.join('" or "')}"; the steps are: ${names.join(" | ")}`;
}

/** Runs what is wanted and tells of it; the sum. */
async function ok(): Promise<Counts> {
  const start = performance.now();
  const progress = setInterval(() => {
    const now = performance.now();
    console.log(progressOf(new Map([...running].map(([name, since]) => [name, now - since]))));
  }, PROGRESS_MS);
  await work(BESIDE, LANES);
  await work(ONE_BY_ONE, 1);
  clearInterval(progress);

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

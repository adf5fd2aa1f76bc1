/** The report of a run: what is said when a step has ended, and when all have. */

import { sentenceOf } from "./counts.ts";
import type { Outcome } from "./run.ts";
import type { Step } from "./steps.ts";

/** A step that has ended, and how. */
export interface Ended extends Outcome {
  readonly step: Step;
}

/** The line of a step that has ended. */
export function lineOf({ step, counts, milliseconds }: Ended): string {
  const mark = counts.failed > 0 ? "FAILED" : counts.passed > 0 ? "ok" : "skipped";
  const detail = step.type === "tests" ? `  (${sentenceOf(counts)})` : "";
  return `${mark.padEnd(8)}${seconds(milliseconds).padStart(8)}  ${step.name}${detail}`;
}

/** The lines about the steps that took longest. */
export function slowestOf(ended: readonly Ended[], most = 5): string {
  const sorted = ended.toSorted((a, b) => b.milliseconds - a.milliseconds);
  const lines = sorted.slice(0, most).map(({ step, milliseconds }) =>
    `${seconds(milliseconds).padStart(16)}  ${step.name}`
  );
  return ["The slowest steps:", ...lines].join("\n");
}

// deno-lint-ignore no-control-regex
const COLORS = /\x1b\[[0-9;]*m/g;
/** What deno says besides: one line for each file it checks, and the frames of its own stack. */
const NOISE = /^(?:(?:Check|Download|Initialize) .*|Stack backtrace:\n(?: +\d+: .*\n?)+)\n?/gm;

/**
 * What a step said of its failures: of a run of `deno test`, its errors and how it ended, without the
 * tests that passed and what they printed. A run that ended before it could say so is told whole.
 */
export function failuresOf(output: string): string {
  const plain = output.replaceAll(COLORS, "").replaceAll(NOISE, "");
  const start = plain.lastIndexOf("\n ERRORS \n");
  return (start < 0 ? plain : plain.slice(start)).trim();
}

const HEAD_LINES = 20;
const TAIL_LINES = 20;
const LINE_LENGTH = 300;

/** The failures of a step in at most about 40 lines: how they begin, and how they end. */
export function excerptOf({ step, output }: Ended): string {
  const lines = failuresOf(output).split("\n").map((line) =>
    line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line
  );
  const left = lines.length - HEAD_LINES - TAIL_LINES;
  if (left <= 1) return lines.join("\n");
  return [
    ...lines.slice(0, HEAD_LINES),
    `… ${left} lines more; all of them: deno task ok "${step.name}"`,
    ...lines.slice(-TAIL_LINES),
  ].join("\n");
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** How many checks passed, failed and were skipped; and how that is read and said. */

/** The outcome of a step, or the sum of several. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Nothing has run. */
export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

/** The sum. */
export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** The sentence that CI reads: `3 passed, 0 failed`, with `, 1 skipped` if any was. */
export function sentenceOf({ passed, failed, skipped }: Counts): string {
  const sentence = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${sentence}, ${skipped} skipped` : sentence;
}

// deno-lint-ignore no-control-regex
const COLORS = /\x1b\[[0-9;]*m/g;
const SUMMARY = /^(?:ok|FAILED) \| (\d+) passed(?: \(.*?\))? \| (\d+) failed(?: \(.*?\))?(.*)$/gm;

/**
 * Reads the summary that `deno test` ends with. A run that ended badly counts as one failure at
 * least: a type error or a crash leaves no summary, or one that knows of no failure. So does a run
 * that found nothing to do.
 */
export function countsOf(output: string, hasSucceeded: boolean): Counts {
  const summaries = [...output.replaceAll(COLORS, "").matchAll(SUMMARY)];
  // A test may print what another runner said: the run's own summary is the last.
  const [, passed, failed, rest = ""] = summaries.at(-1) ?? [];
  const ignored = /\| (\d+) ignored/.exec(rest)?.[1];
  const counts = {
    passed: Number(passed ?? 0),
    failed: Number(failed ?? 0),
    skipped: Number(ignored ?? 0),
  };
  const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
  const isUnexplained = counts.failed === 0 && (!hasSucceeded || isEmpty);
  return isUnexplained ? { ...counts, failed: 1 } : counts;
}

/** A race: candidates in random order each round, in one process, with a clean heap before each. */

import type { Course, Workload } from "./workloads.ts";

/** One way of doing a workload: takes a course, returns what follows its changes. */
export interface Candidate {
  readonly name: string;
  mount(course: Course): () => unknown;
}

/** Microseconds a turn took, one per round, by candidate. */
export type Times = Map<string, number[]>;

/** A middle value and the quarter below and above it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** `--expose-gc` gives it. */
const collect = (globalThis as unknown as { gc?: () => void }).gc;

/** Where results go, so that no work can be left out as unused. */
export let sink: unknown;

/** Runs all candidates through a workload. */
export function race(
  workload: Workload,
  candidates: readonly Candidate[],
  options: { rounds: number; milliseconds: number },
): Times {
  if (!collect) throw new Error("Cannot measure: no gc(); run with --v8-flags=--expose-gc");
  const times: Times = new Map(candidates.map(({ name }) => [name, []]));
  const counts = new Map<Candidate, number>();
  for (const candidate of candidates) {
    counts.set(candidate, calibrate(workload, candidate, options.milliseconds));
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const candidate of shuffle(candidates)) {
      const count = counts.get(candidate) as number;
      times.get(candidate.name)?.push(
        batch(workload, candidate, count).measured * 1000 / count,
      );
    }
  }
  return times;
}

/** Turns that fill the time on the wall: taking back can take longer than what is measured. */
function calibrate(workload: Workload, candidate: Candidate, milliseconds: number): number {
  let count = workload.cycle;
  for (;;) {
    // The best of three: when somebody else had the machine, a batch says nothing.
    let took = Infinity;
    for (let i = 0; i < 3; i++) took = Math.min(took, batch(workload, candidate, count).wall);
    // The compiler needs to have seen it: short batches say nothing either.
    if (took >= milliseconds / 2) {
      const wanted = Math.ceil(count * milliseconds / took);
      return Math.max(1, Math.round(wanted / workload.cycle)) * workload.cycle;
    }
    count *= 2;
  }
}

/** Milliseconds of some turns: what was measured of them, and all. */
interface Took {
  readonly measured: number;
  readonly wall: number;
}

/** Runs so many turns of a course that starts anew. */
function batch(workload: Workload, candidate: Candidate, count: number): Took {
  const course = workload.start();
  const follow = candidate.mount(course);
  const warm = workload.cycle > 1 ? 0 : count >> 3;
  turns(course, follow, 0, warm);
  collect?.();
  return turns(course, follow, warm, count);
}

function turns(course: Course, follow: () => unknown, first: number, count: number): Took {
  const begin = performance.now();
  let measured = 0;
  for (let turn = first; turn < first + count; turn++) {
    course.change(turn);
    if (!course.undo) {
      sink = follow();
      continue;
    }
    const start = performance.now();
    sink = follow();
    measured += performance.now() - start;
    course.undo();
    sink = follow();
  }
  const wall = performance.now() - begin;
  return { measured: course.undo ? measured : wall, wall };
}

/** How many times as long the first took as the second, round by round. */
export function ratio(times: Times, first: string, second: string): Spread {
  const [slow, fast] = [times.get(first) ?? [], times.get(second) ?? []];
  return spread(slow.map((time, i) => time / (fast[i] as number)));
}

/** The spread of a candidate's times. */
export const spreadOf = (times: Times, name: string): Spread => spread(times.get(name) ?? []);

/** Middle and quarters. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.round((sorted.length - 1) * part)] as number;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** The same in another order. */
function shuffle<Item>(items: readonly Item[]): Item[] {
  return items.map((item) => ({ item, at: Math.random() })).sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

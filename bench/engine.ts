/** Engine: render + diff against snabbdom's render + patch and against render, parse, diff. */

import type { VNode } from "snabbdom/build/vnode.js";
import type { Child, Patch, Tree } from "../vdom/mod.ts";
import { type Candidate, race, ratio, type Spread, spreadOf } from "./measure.ts";
import * as ours from "./ours.ts";
import { precompiled } from "./ours_jsx.tsx";
import { compare, parse, type Parsed, strings } from "./parsed.ts";
import * as snabbdom from "./snabbdom.ts";
import { type Course, type Views, type Workload, WORKLOADS } from "./workloads.ts";

/** The view of a course, bound to its state. */
function viewOf<Output>(views: Views<Output>, workload: Workload, course: Course): () => Output {
  const view = views[workload.view] as (state: unknown) => Output;
  return () => view(course.state);
}

/** The frame as the server sends it. */
function frame(patch: Patch | null): string {
  if (!patch) return "[1]";
  return JSON.stringify(
    patch.templates.length === 0 ? [1, ...patch.ops] : [1, ...patch.ops, { t: patch.templates }],
  );
}

function own(
  name: string,
  views: Views<Child>,
  workload: Workload,
  follow: (tree: Tree, content: Child) => unknown,
): Candidate {
  return {
    name,
    mount: (course) => {
      const view = viewOf(views, workload, course);
      const tree = ours.painted(view());
      return () => follow(tree, view());
    },
  };
}

const diff = (tree: Tree, content: Child): unknown => tree.diff(content, null);

const encode = (tree: Tree, content: Child): unknown => frame(tree.diff(content, null));

function peer(name: string, views: Views<VNode>, workload: Workload): Candidate {
  return {
    name,
    mount: (course) => {
      const view = viewOf(views, workload, course);
      let last = snabbdom.mounted(view());
      return () => last = snabbdom.update(last, view());
    },
  };
}

function original(workload: Workload): Candidate {
  return {
    name: "parse",
    mount: (course) => {
      const view = viewOf(strings, workload, course);
      let last: Parsed = parse(view());
      return () => {
        const next = parse(view());
        const changes: (readonly unknown[])[] = [];
        compare(last, next, "", changes);
        last = next;
        return changes;
      };
    },
  };
}

/** What was measured for one workload. */
export interface EngineRow {
  readonly id: string;
  readonly name: string;
  /** Microseconds a turn. */
  readonly times: Readonly<Record<string, Spread>>;
  /** Ratios to ours; `closures` compares closures with closures. */
  readonly ratios: Readonly<Record<string, Spread>>;
}

const has = (workload: Workload): { closures: boolean; memo: boolean } => ({
  closures: workload.view === "table",
  memo: workload.view === "table" || workload.view === "beside",
});

/** Measures one workload. */
export function measureEngine(workload: Workload, rounds: number): EngineRow {
  const { closures, memo } = has(workload);
  const candidates = [
    own("bare", ours.bare, workload, diff),
    own("json", ours.bare, workload, encode),
    own("jsx", precompiled, workload, diff),
    peer("snabbdom", snabbdom.bare, workload),
  ];
  if (closures) {
    candidates.push(
      own("closures", ours.closures, workload, diff),
      peer("snabbdom closures", snabbdom.closures, workload),
    );
  }
  if (memo) candidates.push(own("memo", ours.memoized, workload, diff));
  const times = race(workload, candidates, { rounds, milliseconds: 40 });
  const heavy = race(workload, [own("bare", ours.bare, workload, diff), original(workload)], {
    rounds: Math.min(rounds, 7),
    milliseconds: 60,
  });
  const ratios: Record<string, Spread> = {
    bare: ratio(times, "snabbdom", "bare"),
    jsx: ratio(times, "snabbdom", "jsx"),
    parse: ratio(heavy, "parse", "bare"),
  };
  if (closures) ratios.closures = ratio(times, "snabbdom closures", "closures");
  if (memo) ratios.memo = ratio(times, "snabbdom", "memo");
  const all = [...times.keys()].map((name) => [name, spreadOf(times, name)] as const);
  return {
    id: workload.id,
    name: workload.name,
    times: { ...Object.fromEntries(all), parse: spreadOf(heavy, "parse") },
    ratios,
  };
}

if (import.meta.main) {
  const [rounds, ...words] = Deno.args;
  const rows: EngineRow[] = [];
  for (const workload of WORKLOADS) {
    const label = `${workload.id} ${workload.name}`;
    if (words.length > 0 && !words.some((word) => label.includes(word))) continue;
    const row = measureEngine(workload, Number(rounds ?? 15));
    rows.push(row);
    const show = (spreads: Readonly<Record<string, Spread>>): string =>
      Object.entries(spreads).map(([name, { median }]) => `${name} ${median.toPrecision(3)}`)
        .join("  ");
    console.error(`${label}\n  us: ${show(row.times)}\n   x: ${show(row.ratios)}`);
  }
  console.log(JSON.stringify(rows));
}

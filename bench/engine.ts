/** Engine: render + diff against snabbdom's render + patch and against render, parse, diff. */

import type { VNode } from "snabbdom/build/vnode.js";
import type { Child, Patch } from "../vdom/mod.ts";
import { type Candidate, race, ratio, type Spread, spreadOf } from "./measure.ts";
import * as ours from "./ours.ts";
import { precompiled } from "./ours_jsx.tsx";
import { compare, parse, type Parsed, strings } from "./parsed.ts";
import * as snabbdom from "./snabbdom.ts";
import { type Views, type Workload, WORKLOADS } from "./workloads.ts";

/** The view of a workload. */
const viewOf = <Output>(views: Views<Output>, workload: Workload): (state: unknown) => Output =>
  views[workload.view] as (state: unknown) => Output;

/** The frame as the server sends it. */
function frame(patch: Patch | null): string {
  if (!patch) return "[1]";
  return JSON.stringify(
    patch.templates.length === 0 ? [1, ...patch.ops] : [1, ...patch.ops, { t: patch.templates }],
  );
}

function own(name: string, views: Views<Child>, workload: Workload): Candidate {
  const view = viewOf(views, workload);
  return {
    name,
    mount: ({ state }) => {
      const tree = ours.painted(view(state));
      return () => tree.diff(view(state), null);
    },
  };
}

/** The same, with the frame encoded. */
function encoded(name: string, views: Views<Child>, workload: Workload): Candidate {
  const view = viewOf(views, workload);
  return {
    name,
    mount: ({ state }) => {
      const tree = ours.painted(view(state));
      return () => frame(tree.diff(view(state), null));
    },
  };
}

/** The templates alone, which nobody paints or compares. */
function alone(view: (state: never) => unknown): Candidate {
  return { name: "alone", mount: ({ state }) => () => view(state as never) };
}

function peer(name: string, views: Views<VNode>, workload: Workload): Candidate {
  const view = viewOf(views, workload);
  return {
    name,
    mount: ({ state }) => {
      let last = snabbdom.mounted(view(state));
      return () => last = snabbdom.update(last, view(state));
    },
  };
}

function original(workload: Workload): Candidate {
  const view = viewOf(strings, workload);
  return {
    name: "parse",
    mount: ({ state }) => {
      let last: Parsed = parse(view(state));
      return () => {
        const next = parse(view(state));
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
    own("bare", ours.bare, workload),
    encoded("json", ours.bare, workload),
    own("jsx", precompiled, workload),
    peer("snabbdom", snabbdom.bare, workload),
  ];
  if (closures) {
    candidates.push(
      own("closures", ours.closures, workload),
      peer("snabbdom closures", snabbdom.closures, workload),
    );
  }
  if (memo) candidates.push(own("memo", ours.memoized, workload));
  const view = ours.alone[workload.id];
  if (view) candidates.push(alone(view));
  const times = race(workload, candidates, { rounds, milliseconds: 40 });
  const heavy = race(workload, [own("bare", ours.bare, workload), original(workload)], {
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
  if (view) ratios.alone = ratio(times, "bare", "alone");
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

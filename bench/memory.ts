/** Memory: heap that the last tree of 1,000 rows keeps, without the rows themselves. */

import type { VNode } from "snabbdom/build/vnode.js";
import type { Child } from "../vdom/mod.ts";
import * as ours from "./ours.ts";
import { precompiled } from "./ours_jsx.tsx";
import * as snabbdom from "./snabbdom.ts";
import { type Table, table } from "./workloads.ts";

const TREES = 20;

const collect = (globalThis as unknown as { gc?: () => void }).gc;

function heap(): number {
  for (let i = 0; i < 4; i++) collect?.();
  return Deno.memoryUsage().heapUsed;
}

/** Bytes a tree keeps. */
function measure(make: (state: Table) => unknown): number {
  // Once before, so that what is made only once does not count.
  make(table());
  const states = Array.from({ length: TREES }, () => table());
  const trees: unknown[] = new Array(TREES).fill(undefined);
  const before = heap();
  for (let i = 0; i < TREES; i++) trees[i] = make(states[i] as Table);
  const after = heap();
  if (trees.length + states.length !== 2 * TREES) throw new Error("Cannot measure: all is gone");
  return (after - before) / TREES;
}

/** Painted and updated once: what an update leaves behind counts as well. */
const own = (view: (state: Table) => Child) => (state: Table): unknown => {
  const tree = ours.painted(view(state));
  state.selected = 5;
  tree.diff(view(state), null);
  return tree;
};

const peer = (view: (state: Table) => VNode) => (state: Table): unknown => {
  const first = snabbdom.mounted(view(state));
  state.selected = 5;
  return snabbdom.update(first, view(state));
};

/** Bytes by contender. */
export type MemoryResult = Readonly<Record<string, number>>;

if (import.meta.main) {
  const result: MemoryResult = {
    bare: measure(own(ours.bare.table)),
    closures: measure(own(ours.closures.table)),
    memo: measure(own(ours.memoized.table)),
    jsx: measure(own(precompiled.table)),
    snabbdom: measure(peer(snabbdom.bare.table)),
    "snabbdom closures": measure(peer(snabbdom.closures.table)),
  };
  console.log(JSON.stringify(result));
}

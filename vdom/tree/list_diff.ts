/** Compares a list with its items, row by row as they render: no second tree ever exists. */

import { CONTENT, type ContentArray } from "../../protocol/mod.ts";
import { adviseKeys, type Each, type Slot, Template } from "../template/mod.ts";
import { diffHole, diffValues } from "./diff.ts";
import { writeRun } from "./edits.ts";
import { growRows, type List } from "./list.ts";
import { isSame, sourceOf, warnTwins } from "./memo.ts";
import { Reorder } from "./reorder.ts";
import { diffRow } from "./row_diff.ts";
import { diffSparse } from "./sparse.ts";
import { Source } from "./source.ts";
import type { Writer } from "./write.ts";

/** Makes a list what its items say now; false when it has to be replaced as a whole. */
export function diffList(
  list: List,
  given: Each | readonly unknown[],
  slot: Slot,
  block: number,
  writer: Writer,
): boolean {
  const source = new Source(given, slot.namespace);
  const { deps, each, items, length } = source;
  if (each && deps && list.deps && isSame(list.deps, deps)) {
    warnTwins(list.source, each.template, writer.scope);
    return true;
  }
  // Also where nothing changes: the deps before these do not count any more.
  list.deps = deps?.slice();
  list.source = each && deps && sourceOf(each.template, writer.scope);
  const before = list.rows.length;
  if (before === 0) return length === 0;
  if (length === 0) return clear(list, slot, block, writer);
  if (source.keyed !== (list.keys !== undefined)) return false;
  if (list.keys === undefined && writer.scope.development) adviseKeys(items, writer.scope);
  const { keys, ids, rows } = list;
  const plan = rows.plan;
  const size = plan ? plan.slotOf.length : 0;
  const values = plan ? rows.holder(0) : [];
  const shorter = before < length ? before : length;
  let start = 0;
  for (; start < shorter; start++) {
    if (keys !== undefined && source.key(start) !== keys[start]) break;
    // Written out: a call more for each row is a tenth of what an unchanged row costs.
    const row = each ? each.template(items[start] as never, start) : items[start];
    if (plan && row instanceof Template && row.statics === plan.statics) {
      const next = row.values;
      const at = start * size;
      for (let i = 0; i < next.length; i++) {
        if (!Object.is(values[at + i], next[i])) {
          diffHole(plan, ids[start] as number, i, values, at, next, writer);
        }
      }
      for (const { hole } of plan.read) {
        diffHole(plan, ids[start] as number, hole, values, at, next, writer);
      }
    } else if (!diffRow(list, start, row, writer)) {
      source.keep(start, row);
      break;
    }
  }
  if (start === before) {
    if (start < length) append(list, source, slot, block, writer);
    return true;
  }
  if (before === length && diffSparse(list, source, start, slot, block, writer)) return true;
  const oldEnd = diffEnd(list, source, start, writer);
  const newEnd = length - (before - oldEnd);
  new Reorder(list, slot, block, writer, source, start, oldEnd, newEnd).run();
  return true;
}

/** No item is left. */
function clear(list: List, slot: Slot, block: number, writer: Writer): true {
  list.clear();
  writer.op(block, slot.anchor, [CONTENT.list]);
  return true;
}

/** Compares from the end while keys agree; where the rows end that are left. */
function diffEnd(list: List, source: Source, start: number, writer: Writer): number {
  const { keys, ids, rows } = list;
  const plan = rows.plan;
  const size = plan ? plan.slotOf.length : 0;
  const values = plan ? rows.holder(0) : [];
  let oldEnd = rows.length;
  let newEnd = source.length;
  while (keys !== undefined && oldEnd > start && newEnd > start) {
    if (source.key(newEnd - 1) !== keys[oldEnd - 1]) break;
    const row = source.take(newEnd - 1);
    oldEnd--;
    newEnd--;
    if (plan && row instanceof Template && row.statics === plan.statics) {
      diffValues(plan, ids[oldEnd] as number, values, oldEnd * size, row.values, writer);
    } else if (!diffRow(list, oldEnd, row, writer)) {
      source.keep(newEnd, row);
      return oldEnd + 1;
    }
  }
  return oldEnd;
}

/** All rows are there that were, and more behind them. */
function append(list: List, source: Source, slot: Slot, block: number, writer: Writer): void {
  const before = list.rows.length;
  growRows(list, source, slot, writer.scope);
  const edits: ContentArray = [CONTENT.edits];
  writeRun(list, before, list.rows.length, writer, edits);
  writer.op(block, slot.anchor, edits);
}

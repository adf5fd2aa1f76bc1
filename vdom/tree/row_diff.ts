/** Compares one row of a list with what it renders now. */

import { type Slot, Template } from "../template/mod.ts";
import { diffContent, diffValues } from "./diff.ts";
import type { List } from "./list.ts";
import { ROW } from "./source.ts";
import type { Writer } from "./write.ts";

/** Compares a row of a list in place; false when another template has come there. */
export function diffRow(
  list: List,
  index: number,
  next: unknown,
  writer: Writer,
): boolean {
  const { rows } = list;
  const plan = rows.planAt(index);
  const id = list.ids[index] as number;
  if (next instanceof Template) {
    if (next.statics !== plan.statics) return false;
    diffValues(plan, id, rows.holder(index), rows.start(index), next.values, writer);
    return true;
  }
  if (plan.statics !== ROW) return false;
  const [cell] = plan.slots as [Slot];
  diffContent(cell, id, rows.holder(index), rows.start(index), next, writer);
  return true;
}

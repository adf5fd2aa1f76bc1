/** Edits of a list: runs of rows that moved or came, each put before the row that follows it. */

import { CONTENT, type ContentArray } from "../../protocol/mod.ts";
import type { List } from "./list.ts";
import type { Writer } from "./write.ts";

/** Adds the run from `from` to `end`. A row without a number is one that came. */
export function writeRun(
  list: List,
  from: number,
  end: number,
  writer: Writer,
  edits: ContentArray,
): void {
  const ref = list.ids[end] ?? 0;
  if (ref !== 0) list.isOrdered = false;
  const run: ContentArray = [];
  let last = ref;
  for (let i = from; i < end; i++) {
    const id = list.ids[i] as number;
    if (id !== 0) {
      list.isOrdered = false;
      run.push(id - last);
      last = id;
      continue;
    }
    const plan = list.rows.planAt(i);
    let until = i + 1;
    while (until < end && list.ids[until] === 0 && list.rows.planAt(until) === plan) until++;
    // Without values nothing would tell how many rows there are.
    if (until - i === 1 || plan.slots.length === 0) run.push(list.writeRow(i, writer));
    else {
      const rows: ContentArray = [CONTENT.rows];
      list.writeRows(i, until, writer, rows);
      run.push(rows);
      i = until - 1;
    }
  }
  edits.push(ref, run);
}

/** A list of the same length in which few rows changed places, as after a swap: the others stay. */

import { CONTENT, type ContentArray, OP } from "../../protocol/mod.ts";
import { writeRun } from "./edits.ts";
import { growRow, type List, warnDuplicates } from "./list.ts";
import type { Plan, Slot } from "../template/mod.ts";
import { Rows } from "./rows.ts";
import { diffRow } from "./row_diff.ts";
import type { Source } from "./source.ts";
import type { Writer } from "./write.ts";

/** A row on its way to another place: an old one, or one that is new. */
interface Moved {
  readonly plan: Plan;
  readonly values: unknown[];
  readonly id: number;
}

/** Makes the rows from `start` what they are now; false, and nothing done, when too many differ. */
export function diffSparse(
  list: List,
  source: Source,
  start: number,
  slot: Slot,
  block: number,
  writer: Writer,
): boolean {
  const places = placesOf(list, source, start);
  if (!places) return false;
  const changed = diffStaying(list, source, start, places, writer);
  const gone = new Set<number>(changed.map((i) => list.ids[i] as number));
  const rows = changed.map((i): Moved => {
    const row = source.take(i);
    const key = source.key(i);
    const from = places.get(key);
    // A key that stands twice has one row.
    places.delete(key);
    if (from !== undefined && diffRow(list, from, row, writer)) {
      const id = list.ids[from] as number;
      gone.delete(id);
      return { plan: list.rows.planAt(from), values: list.rows.copy(from), id };
    }
    const fresh = new Rows();
    growRow(fresh, row, slot, writer.scope);
    return { plan: fresh.planAt(0), values: fresh.copy(0), id: 0 };
  });
  changed.forEach((i, at) => {
    const { plan, values, id } = rows[at] as Moved;
    if (list.keys) list.keys[i] = source.key(i);
    list.rows.replace(i, plan, values);
    list.ids[i] = id;
  });
  if (list.keys && writer.scope.development) warnDuplicates(list.keys, writer.scope);
  if (gone.size === list.ids.length) writer.op(block, slot.anchor, list.write(writer));
  else {
    for (const id of gone) writer.bare(id, OP.remove);
    writeEdits(list, changed, slot, block, writer);
  }
  return true;
}

/** Old places by key of the rows that are elsewhere now; undefined when they are many. */
function placesOf(
  list: List,
  source: Source,
  start: number,
): Map<unknown, number> | undefined {
  const places = new Map<unknown, number>();
  const { keys } = list;
  if (!keys) return places;
  const limit = ((keys.length - start) >> 3) + 2;
  for (let i = start; i < keys.length; i++) {
    if (source.key(i) === keys[i]) continue;
    // A key that stands twice is for the map of all.
    if (places.size === limit || places.has(keys[i])) return undefined;
    places.set(keys[i], i);
  }
  return places;
}

/** Compares the rows that stay; returns the places of all others. */
function diffStaying(
  list: List,
  source: Source,
  start: number,
  places: ReadonlyMap<unknown, number>,
  writer: Writer,
): number[] {
  const moved = places.values();
  let next = moved.next().value;
  const changed: number[] = [];
  for (let i = start; i < source.length; i++) {
    if (i === next) {
      next = moved.next().value;
      changed.push(i);
      continue;
    }
    const row = source.take(i);
    if (diffRow(list, i, row, writer)) continue;
    source.keep(i, row);
    changed.push(i);
  }
  return changed;
}

function writeEdits(
  list: List,
  changed: readonly number[],
  slot: Slot,
  block: number,
  writer: Writer,
): void {
  const edits: ContentArray = [CONTENT.edits];
  for (let at = 0; at < changed.length; at++) {
    const from = changed[at] as number;
    while (changed[at + 1] === (changed[at] as number) + 1) at++;
    writeRun(list, from, (changed[at] as number) + 1, writer, edits);
  }
  writer.op(block, slot.anchor, edits);
}

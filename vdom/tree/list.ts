/** A list: rows, their keys and their numbers side by side. */

import { CONTENT, type Content, type ContentArray } from "../../protocol/mod.ts";
import {
  advise,
  adviseKeys,
  Each,
  type Plan,
  planIn,
  type Scope,
  type Slot,
} from "../template/mod.ts";
import { findInside } from "./find.ts";
import { diffList } from "./list_diff.ts";
import { sourceOf } from "./memo.ts";
import type { Found, NodeObject, Place } from "./node.ts";
import type { Painter } from "./paint.ts";
import { Rows } from "./rows.ts";
import { checkPlan, settleInto } from "./settle_into.ts";
import { rowTemplate, Source } from "./source.ts";
import type { Writer } from "./write.ts";

/** Rows of one slot. */
export class List implements NodeObject {
  rows: Rows = new Rows();
  /** Undefined when rows go by place. */
  keys: unknown[] | undefined = undefined;
  ids: number[] = [];
  deps: readonly unknown[] | undefined = undefined;
  /** See {@link sourceOf}. */
  source: string | undefined = undefined;
  /** Whether the numbers rise from row to row, as they do until rows move or come between others. */
  isOrdered = true;

  /** Leaves no row. */
  clear(): void {
    if (this.keys) this.keys = [];
    this.ids = [];
    this.rows = new Rows();
    this.isOrdered = true;
  }

  /** See {@link NodeObject}. */
  diff(next: object, slot: Slot, block: number, writer: Writer): boolean {
    return (next instanceof Each || Array.isArray(next)) &&
      diffList(this, next, slot, block, writer);
  }

  /** See {@link NodeObject}. Rows of one template do not repeat its number. */
  write(writer: Writer): Content {
    const { plan, length } = this.rows;
    this.isOrdered = true;
    if (length === 0) return [CONTENT.list];
    // Without values nothing would tell how many rows there are.
    if (plan && plan.slots.length > 0) {
      const out: ContentArray = [CONTENT.rows];
      this.writeRows(0, length, writer, out);
      return out;
    }
    const out: ContentArray = [CONTENT.list];
    for (let i = 0; i < length; i++) out.push(this.writeRow(i, writer));
    return out;
  }

  /** Template number and values of some rows of one template. */
  writeRows(from: number, to: number, writer: Writer, out: ContentArray): void {
    writer.rows(this.rows, this.ids, from, to, out);
  }

  /** One row as a block. */
  writeRow(index: number, writer: Writer): Content {
    const { ids, rows } = this;
    ids[index] = writer.number();
    return writer.block(rows.planAt(index), rows.holder(index), rows.start(index));
  }

  /** See {@link NodeObject}. */
  paint(painter: Painter): string {
    const { rows, ids } = this;
    return painter.rows(() => {
      let out = "";
      for (let i = 0; i < rows.length; i++) {
        ids[i] = painter.number();
        out += painter.block(rows.planAt(i), rows.holder(i), rows.start(i));
      }
      return out;
    });
  }

  /** See {@link NodeObject}. */
  find(block: number, place: Place): Found | undefined {
    const { ids, rows } = this;
    const index = this.#indexOf(block);
    if (index >= 0) {
      return { ...place, ...this.#valuesAt(index), node: this, row: this.#row(index) };
    }
    if (rows.plan && !rows.plan.slots.some((slot) => slot.hasNodes)) return undefined;
    for (let i = 0; i < rows.length; i++) {
      const at = { id: ids[i] as number, owner: place.owner };
      const found = findInside(block, this.#valuesAt(i), at);
      if (found) return found;
    }
    return undefined;
  }

  /** By halves, for lists are long. */
  #indexOf(block: number): number {
    const { ids } = this;
    if (!this.isOrdered) return ids.indexOf(block);
    let low = 0;
    let high = ids.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const id = ids[middle] as number;
      if (id === block) return middle;
      if (id < block) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #valuesAt(index: number): { plan: Plan; values: readonly unknown[]; start: number } {
    const { rows } = this;
    return { plan: rows.planAt(index), values: rows.holder(index), start: rows.start(index) };
  }

  #row(index: number): Found["row"] {
    return {
      index,
      next: this.ids[index + 1] ?? 0,
      write: (writer) => {
        this.isOrdered = false;
        return this.writeRow(index, writer);
      },
    };
  }
}

/** A fresh list. */
export function growList(given: Each | readonly unknown[], slot: Slot, scope: Scope): List {
  const source = new Source(given, slot.namespace);
  const list = new List();
  // Copies: whoever changes such an array in place means that it changed.
  list.deps = source.deps?.slice();
  if (source.each && source.deps) list.source = sourceOf(source.each.template, scope);
  if (source.keyed) list.keys = [];
  else if (scope.development) adviseKeys(source.items, scope);
  growRows(list, source, slot, scope);
  return list;
}

/** Adds what a list does not have yet of its items. */
export function growRows(list: List, source: Source, slot: Slot, scope: Scope): void {
  const { keys, ids, rows } = list;
  const { length } = source;
  rows.reserve(length);
  ids.length = length;
  if (keys) keys.length = length;
  for (let i = rows.length; i < length; i++) {
    if (keys) keys[i] = source.key(i);
    ids[i] = 0;
    growRow(rows, source.row(i), slot, scope);
  }
  if (scope.development && keys) warnDuplicates(keys, scope);
}

/** Adds a fresh row. */
export function growRow(rows: Rows, row: unknown, slot: Slot, scope: Scope): void {
  const { statics, values } = rowTemplate(row);
  let plan = rows.plan;
  if (plan?.statics !== statics) {
    plan = planIn(statics, slot);
    checkPlan(plan, slot, scope);
  }
  if (scope.development) advise(plan as Plan, values, slot, scope);
  const index = rows.add(plan as Plan);
  settleInto(rows.holder(index), rows.start(index), plan as Plan, values, scope);
}

/** Says which key stands twice. */
export function warnDuplicates(keys: readonly unknown[], scope: Scope): void {
  const seen = new Set<unknown>();
  for (const key of keys) {
    if (seen.has(key)) {
      scope.warn(
        `The key ${
          JSON.stringify(String(key))
        } stands twice in a list: its rows go by place; give each item a key of its own`,
        "duplicate-keys",
      );
      return;
    }
    seen.add(key);
  }
}

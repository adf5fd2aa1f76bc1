/** Compares a tree with what was rendered now, in place: the last tree becomes the next. */

import { CLASS, OP } from "../../protocol/mod.ts";
import type { Styles } from "../../protocol/mod.ts";
import {
  classChanges,
  Each,
  KIND,
  Memo,
  partText,
  type Plan,
  RawHtml,
  settle,
  type Settled,
  type Slot,
  styleChanges,
  Template,
  wired,
} from "../template/mod.ts";
import { grow, sourceOf, warnTwins } from "./grow.ts";
import { diffRaw, growRaw, growthOf, RawRegion } from "../raw/mod.ts";
import { diffList } from "./list.ts";
import { Block, List, Memoized, type TreeNode } from "./node.ts";
import { ROW } from "./source.ts";
import type { Writer } from "./write.ts";

/** Compares the holes of a block one by one. `last` is the tree's own array; they begin at `start`. */
export function diffValues(
  plan: Plan,
  id: number,
  last: unknown[],
  start: number,
  next: readonly unknown[],
  writer: Writer,
): void {
  for (let i = 0; i < next.length; i++) {
    if (last[start + i] !== next[i]) diffHole(plan, id, i, last, start, next, writer);
  }
}

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

/** One hole whose value is not the identical one. */
export function diffHole(
  plan: Plan,
  id: number,
  hole: number,
  last: unknown[],
  start: number,
  next: readonly unknown[],
  writer: Writer,
): void {
  const slot = plan.slotOf[hole];
  const at = start + hole;
  if (slot === undefined) last[at] = next[hole];
  else if (slot.kind === KIND.content) {
    const value = next[hole];
    // The way of most changes, without asking what else it could be.
    if ((typeof value === "string" || Number.isSafeInteger(value)) && slot.plain) {
      diffText(slot, id, last, at, value as string | number, writer);
    } else diffContent(slot, id, last, at, value, writer);
  } else if (slot.parts) diffParts(slot, id, last, start, next, writer);
  else {
    const before = last[at] as Settled;
    const value = next[hole];
    // Closures are new at every render, and nobody has to be told.
    if (
      typeof value === "function" && typeof before === "function" &&
      writer.scope.nameOf(value as () => unknown) === undefined
    ) {
      last[at] = value;
      return;
    }
    const after = settle(slot, next, 0, writer.scope);
    if (before === after) return;
    last[at] = after;
    writeAttribute(slot, id, before, after, writer);
  }
}

/** A value of text and holes: compared and sent as a whole, once. */
function diffParts(
  slot: Slot,
  id: number,
  last: unknown[],
  start: number,
  next: readonly unknown[],
  writer: Writer,
): void {
  const before = settle(slot, last, start, writer.scope);
  for (const hole of slot.holes) {
    const value = next[hole];
    last[start + hole] = typeof value === "object" ? partText(slot, value) : value;
  }
  const after = settle(slot, last, start, writer.scope);
  if (before !== after) writeAttribute(slot, id, before, after, writer);
}

/** The op that makes an attribute what it is now; none when only a closure was renewed. */
function writeAttribute(
  slot: Slot,
  id: number,
  before: Settled,
  after: Settled,
  writer: Writer,
): void {
  switch (slot.kind) {
    case KIND.class: {
      const { gone, come } = classChanges(String(before ?? ""), String(after ?? ""));
      const change: string[] = [];
      if (gone !== "") change.push(CLASS.remove, gone);
      if (come !== "") change.push(CLASS.add, come);
      if (change.length > 0) writer.op(id, slot.anchor, change);
      return;
    }
    case KIND.style: {
      const changes = styleChanges(before as Styles | null, after as Styles | null);
      if (changes) writer.op(id, slot.anchor, ["style", changes]);
      return;
    }
    case KIND.toggle: {
      const change: (string | null)[] = [];
      if (before !== null) change.push(String(before), null);
      if (after !== null) change.push(String(after), "");
      writer.op(id, slot.anchor, change);
      return;
    }
    case KIND.text:
      writer.op(id, slot.anchor, slot.name === "" ? String(after) : [slot.name, String(after)]);
      return;
    default: {
      const old = wired(before);
      const value = wired(after);
      if (old !== value) writer.op(id, slot.anchor, [slot.name, value]);
    }
  }
}

/** What a child hole holds; `holder[index]` is its place in the tree. */
export function diffContent(
  slot: Slot,
  id: number,
  holder: unknown[],
  index: number,
  next: unknown,
  writer: Writer,
): void {
  if (typeof next !== "object" || next === null) {
    diffText(slot, id, holder, index, grow(next, slot, writer.scope), writer);
    return;
  }
  const last = holder[index] as TreeNode;
  if (next instanceof Template) {
    if (last instanceof Block && isSameBlock(last, next)) {
      diffValues(last.plan, last.id, last.values, 0, next.values, writer);
      return;
    }
  } else if (next instanceof Each || Array.isArray(next)) {
    if (last instanceof List && diffList(last, next, slot, id, writer)) return;
  } else if (next instanceof Memo) {
    if (last instanceof Memoized) {
      if (isSame(last.deps, next.deps)) return warnTwins(last.source, next.render, writer.scope);
      const inner: unknown[] = [last.node];
      diffContent(slot, id, inner, 0, next.render(), writer);
      last.node = inner[0] as TreeNode;
      last.deps = next.deps.slice();
      last.source = sourceOf(next.render, writer.scope);
      return;
    }
  } else if (next instanceof RawHtml) {
    if (last instanceof RawRegion && last.events === next.events) {
      if (last.html === next.html) return;
      const edits = diffRaw(last, growRaw(next, slot, writer.scope));
      last.html = next.html;
      if (edits.length > 0) writer.op(id, slot.anchor, edits);
      return;
    }
  }
  const node = grow(next, slot, writer.scope);
  if (typeof node !== "object" || node === null) {
    diffText(slot, id, holder, index, node, writer);
    return;
  }
  holder[index] = node;
  writer.op(id, slot.anchor, writer.content(node));
}

/** Text, number or nothing. A text that only grew sends what it grew by. */
function diffText(
  slot: Slot,
  id: number,
  holder: unknown[],
  index: number,
  next: TreeNode,
  writer: Writer,
): void {
  const last = holder[index];
  if (last === next) return;
  holder[index] = next;
  const growth = typeof last === "string" && typeof next === "string"
    ? growthOf(last, next)
    : undefined;
  if (growth === undefined) writer.op(id, slot.anchor, writer.content(next));
  else writer.op(id, OP.append - slot.anchor, growth);
}

/** Whether a template continues a block: same template, and the same key where it has one. */
export function isSameBlock(last: Block, next: Template): boolean {
  if (last.plan.statics !== next.statics || !Object.is(last.key, next.key)) return false;
  const hole = last.plan.keyHole;
  return hole < 0 || Object.is(last.values[hole], next.values[hole]);
}

/** Whether two lists of dependencies hold the same values. */
export function isSame(last: readonly unknown[], next: readonly unknown[]): boolean {
  if (last.length !== next.length) return false;
  for (let i = 0; i < last.length; i++) if (!Object.is(last[i], next[i])) return false;
  return true;
}

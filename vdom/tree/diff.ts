/** Compares a tree with what was rendered now, in place: the last tree becomes the next. */

import { CLASS, type Styles } from "../../protocol/mod.ts";
import {
  type Bound,
  boundChanges,
  classChanges,
  KIND,
  partText,
  type Plan,
  settle,
  type Settled,
  SettledCommands,
  type Slot,
  styleChanges,
  wired,
} from "../template/mod.ts";
import { grow } from "./grow.ts";
import type { TreeNode } from "./node.ts";
import { diffText } from "./text.ts";
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
    if (!Object.is(last[start + i], next[i])) diffHole(plan, id, i, last, start, next, writer);
  }
  // No hole says whether what is read of the view has changed.
  for (const { hole } of plan.read) diffHole(plan, id, hole, last, start, next, writer);
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

/** What a bound slot has in the page. */
function asBound({ name }: Slot, settled: Settled): Bound {
  const value = wired(settled);
  if (Array.isArray(value)) return value;
  return value === null ? [] : [name, typeof value === "object" ? "" : value];
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
    case KIND.bound: {
      const changes = boundChanges(asBound(slot, before), asBound(slot, after));
      if (changes) writer.op(id, slot.anchor, changes);
      return;
    }
    case KIND.text:
      writer.op(id, slot.anchor, slot.name === "" ? String(after) : [slot.name, String(after)]);
      return;
    default: {
      const value = wired(after);
      if (after instanceof SettledCommands) {
        if (!after.equals(before)) writer.op(id, slot.anchor, after.attributes);
      } else if (before instanceof SettledCommands) {
        writer.op(id, slot.anchor, [slot.name, value, before.mark, null]);
      } else if (wired(before) !== value) writer.op(id, slot.anchor, [slot.name, value]);
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
  if (typeof next === "object" && next !== null) {
    const last = holder[index] as TreeNode;
    if (typeof last === "object" && last !== null && last.diff(next, slot, id, writer)) return;
  }
  const node = grow(next, slot, writer.scope);
  if (typeof node !== "object" || node === null) {
    return diffText(slot, id, holder, index, node, writer);
  }
  holder[index] = node;
  writer.op(id, slot.anchor, node.write(writer));
}

/** The same for a node that stands inside of another, in its slot; returns what is there now. */
export function diffWithin(
  inner: TreeNode,
  next: unknown,
  slot: Slot,
  id: number,
  writer: Writer,
): TreeNode {
  const holder: unknown[] = [inner];
  diffContent(slot, id, holder, 0, next, writer);
  return holder[0] as TreeNode;
}

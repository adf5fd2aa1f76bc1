/** Text, number or nothing in a child hole: the leaves of the tree. */

import { OP } from "../../protocol/mod.ts";
import { growthOf } from "../raw/mod.ts";
import { checkText, HoleError, type Slot } from "../template/mod.ts";
import type { TreeNode } from "./node.ts";
import type { Writer } from "./write.ts";

/** A text where it may stand. */
export function growText(text: string, slot: Slot): string {
  if (!slot.strict || text.trim() === "") return text;
  const problem = checkText({ tag: slot.element, namespace: slot.namespace });
  if (problem) throw new HoleError(slot, `Cannot paint a text: ${problem.what}; ${problem.mend}`);
  return text;
}

/** Puts a text, a number or nothing into its place. A text that only grew sends what it grew by. */
export function diffText(
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

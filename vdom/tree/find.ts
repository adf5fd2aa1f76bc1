/** Finds a block by its number: rare enough that no index is kept for it. */

import { Block, List, Memoized, type TreeNode } from "./node.ts";
import { KIND, type Plan, type Slot } from "../template/mod.ts";

/** Where a block is. */
export interface Found {
  plan: Plan;
  values: readonly unknown[];
  /** Where they begin. */
  start: number;
  /** The slot that holds it, or the list it is a row of. */
  slot: Slot;
  /** The block whose slot that is. */
  owner: number;
  /** What the slot holds. */
  node: TreeNode;
  list: List | undefined;
  index: number;
}

/** Looks for a block in what a slot holds. */
export function find(node: TreeNode, slot: Slot, owner: number, block: number): Found | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  if (node instanceof Memoized) {
    const found = find(node.node, slot, owner, block);
    // Healing writes what the slot holds: the memo stays around it.
    return found && found.owner === owner && !found.list ? { ...found, node } : found;
  }
  if (node instanceof Block) {
    if (node.id === block) {
      const { plan, values } = node;
      return { plan, values, start: 0, slot, owner, node, list: undefined, index: -1 };
    }
    return findInside(node.plan, node.values, 0, node.id, block);
  }
  return node instanceof List ? findRow(node, slot, owner, block) : undefined;
}

function findRow(list: List, slot: Slot, owner: number, block: number): Found | undefined {
  const { ids, rows } = list;
  const index = ids.indexOf(block);
  if (index >= 0) {
    const plan = rows.planAt(index);
    const [values, start] = [rows.holder(index), rows.start(index)];
    return { plan, values, start, slot, owner, node: list, list, index };
  }
  for (let i = 0; i < rows.length; i++) {
    const id = ids[i] as number;
    const found = findInside(rows.planAt(i), rows.holder(i), rows.start(i), id, block);
    if (found) return found;
  }
  return undefined;
}

function findInside(
  plan: Plan,
  values: readonly unknown[],
  start: number,
  id: number,
  block: number,
): Found | undefined {
  for (const slot of plan.slots) {
    if (slot.kind !== KIND.content) continue;
    const found = find(values[start + slot.hole] as TreeNode, slot, id, block);
    if (found) return found;
  }
  return undefined;
}

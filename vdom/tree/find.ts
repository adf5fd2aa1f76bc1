/** Finds a block by its number: rare enough that no index is kept for it. */

import type { Plan } from "../template/mod.ts";
import type { Found, NodeObject, Place, TreeNode } from "./node.ts";

/** The values of a block; they begin at `start`. */
interface Values {
  readonly plan: Plan;
  readonly values: readonly unknown[];
  readonly start: number;
}

/** Looks for a block in the slots of another. */
export function findInside(
  block: number,
  { plan, values, start }: Values,
  holder: { readonly id: number; readonly owner: object | undefined },
): Found | undefined {
  for (const slot of plan.slots) {
    if (!slot.hasNodes) continue;
    const node = values[start + slot.hole] as TreeNode;
    if (typeof node !== "object" || node === null) continue;
    const found = node.find(block, { slot, holder: holder.id, owner: holder.owner });
    if (found) return found;
  }
  return undefined;
}

/**
 * Looks for a block in a node that stands in the same slot as the one around it. Healing writes what
 * the slot holds, so that the outer one stays.
 */
export function findWithin(
  around: NodeObject,
  inner: TreeNode,
  block: number,
  place: Place,
): Found | undefined {
  if (typeof inner !== "object" || inner === null) return undefined;
  const found = inner.find(block, place);
  return found && found.holder === place.holder && !found.row ? { ...found, node: around } : found;
}

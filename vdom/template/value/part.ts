/** A value of a child hole that brings a kind of tree node of its own. */

import type { Slot } from "./plan.ts";
import type { Scope } from "./scope.ts";

/**
 * What a room outside of the engine makes to stand in a child hole, as components do.
 *
 * @internal
 */
export abstract class Part {
  /** The node that it becomes: a `NodeObject` of the tree. */
  abstract grow(slot: Slot, scope: Scope): object;
}

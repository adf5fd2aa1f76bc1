/** The tree as the differ sees it, and what every kind of node in it can do. */

import type { Content } from "../../protocol/mod.ts";
import type { Handler, Plan, Slot } from "../template/mod.ts";
import type { Painter } from "./paint.ts";
import type { Writer } from "./write.ts";

/** What a child hole holds in the tree; null is nothing. */
export type TreeNode = string | number | null | NodeObject;

/** One kind of tree node. It grows from a value of a hole: see {@link grow}. */
export interface NodeObject {
  /** Makes it what a value says now; false where another node has to take its place. */
  diff(next: object, slot: Slot, block: number, writer: Writer): boolean;
  /** Its content in a patch. */
  write(writer: Writer): Content;
  /** Its HTML. */
  paint(painter: Painter): string;
  /** Where a block is inside of it. */
  find(block: number, place: Place): Found | undefined;
}

/** Where a node stands. */
export interface Place {
  /** The slot that holds it. */
  readonly slot: Slot;
  /** The block whose slot that is. */
  readonly holder: number;
  /** Whose part of the page it is, where a component has it; undefined for the view's own. */
  readonly owner: object | undefined;
}

/** Where a block is. */
export interface Found extends Place {
  readonly plan: Plan;
  readonly values: readonly unknown[];
  /** Where they begin. */
  readonly start: number;
  /** What the slot holds. */
  readonly node: NodeObject;
  /** Its row, where it is one. */
  readonly row: FoundRow | undefined;
}

/** A block that is a row: it is healed by a list's edits. */
export interface FoundRow {
  readonly index: number;
  /** The number of the row behind it; 0 for none. */
  readonly next: number;
  /** Its content anew, under another number. */
  write(writer: Writer): Content;
}

/** What is in a handler's slot, and whose it is. */
export interface FoundHandler {
  /** The closure, or the registered name. */
  readonly handler: Handler | string;
  /** The component that its template belongs to; undefined for the view. */
  readonly owner: object | undefined;
}

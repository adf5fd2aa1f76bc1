/** The tree as the differ sees it: blocks, lists, raw HTML, memos and plain texts. */

import type { Plan } from "../template/mod.ts";
import type { RawRegion } from "../raw/mod.ts";
import { Rows } from "./rows.ts";

/** What a child hole holds in the tree; null is nothing. */
export type TreeNode = string | number | null | Block | List | RawRegion | Memoized;

/** One rendered template. Its values are what the page shows, and its handlers. */
export class Block {
  readonly plan: Plan;
  /** The number both sides know it by; 0 until it was painted or written. */
  id = 0;
  values: unknown[];
  /** The key that JSX gave to a component. */
  readonly key: unknown;

  constructor(plan: Plan, values: unknown[], key: unknown) {
    this.plan = plan;
    this.values = values;
    this.key = key;
  }
}

/** A list: rows, their keys and their numbers side by side. */
export class List {
  rows: Rows = new Rows();
  /** Undefined when rows go by place. */
  keys: unknown[] | undefined = undefined;
  ids: number[] = [];
  deps: readonly unknown[] | undefined = undefined;
  /** See {@link sourceOf}. */
  source: string | undefined = undefined;

  /** Leaves no row. */
  clear(): void {
    if (this.keys) this.keys = [];
    this.ids = [];
    this.rows = new Rows();
  }
}

/** A part that was rendered for these dependencies. */
export class Memoized {
  deps: readonly unknown[];
  node: TreeNode;
  /** See {@link sourceOf}. */
  source: string | undefined;

  constructor(deps: readonly unknown[], node: TreeNode, source: string | undefined) {
    this.deps = deps;
    this.node = node;
    this.source = source;
  }
}

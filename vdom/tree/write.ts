/** The tree's second reader: tree to patch content. Blocks get their numbers as they are written. */

import type { Content, ContentArray, Definition, Op } from "../../protocol/mod.ts";
import {
  definitionOf,
  KIND,
  type Plan,
  type Scope,
  settle,
  type Settled,
  type Slot,
  wired,
} from "../template/mod.ts";
import type { TreeNode } from "./node.ts";
import type { Numbers } from "./paint.ts";
import type { Rows } from "./rows.ts";

/** Templates of one page beyond which they start over: their shapes are data, and would never end. */
const MOST_TEMPLATES = 10_000;

/** Which templates a page knows, and by which numbers. */
export class Templates {
  readonly #numbers = new Map<Plan, number>();
  #fresh: Definition[] = [];

  /** Whether the page should forget them all. */
  get isFull(): boolean {
    return this.#numbers.size >= MOST_TEMPLATES;
  }

  /** The number of a template; defines it on first use. */
  numberOf(plan: Plan): number {
    const known = this.#numbers.get(plan);
    if (known !== undefined) return known;
    this.#fresh.push(definitionOf(plan));
    const number = this.#numbers.size;
    this.#numbers.set(plan, number);
    return number;
  }

  /** The definitions since the last call. */
  take(): Definition[] {
    const fresh = this.#fresh;
    if (fresh.length > 0) this.#fresh = [];
    return fresh;
  }
}

/** Writes what a page does not have yet, and collects the ops of one patch. */
export class Writer {
  readonly scope: Scope;
  readonly #numbers: Numbers;
  readonly #templates: Templates;
  /** The flat run of ops; most patches have one, and none costs nothing. */
  #ops: Op[] | undefined = undefined;
  #last = 0;

  constructor(numbers: Numbers, templates: Templates, scope: Scope) {
    this.#numbers = numbers;
    this.#templates = templates;
    this.scope = scope;
  }

  /** Begins another patch. */
  begin(): this {
    this.#ops = undefined;
    this.#last = 0;
    return this;
  }

  /** The ops of this patch; undefined for none. */
  get ops(): Op[] | undefined {
    return this.#ops;
  }

  /** One op with a value. */
  op(block: number, code: number, value: Op): void {
    if (this.#ops) this.#ops.push(block - this.#last, code, value);
    else this.#ops = [block, code, value];
    this.#last = block;
  }

  /** One op without a value. */
  bare(block: number, code: number): void {
    if (this.#ops) this.#ops.push(block - this.#last, code);
    else this.#ops = [block, code];
    this.#last = block;
  }

  /** The content of a slot. */
  content(node: TreeNode): Content {
    return typeof node === "object" && node !== null ? node.write(this) : node;
  }

  /** The number of another block. */
  number(): number {
    return this.#numbers.next++;
  }

  /** Template number and values of some rows of one template; they get their numbers. */
  rows(rows: Rows, ids: number[], from: number, to: number, out: ContentArray): void {
    const plan = rows.planAt(from);
    out.push(this.#templates.numberOf(plan));
    let at = out.length;
    // Room for all at once: to grow step by step costs as much as to fill.
    out.length += (to - from) * plan.slots.length;
    for (let i = from; i < to; i++) {
      ids[i] = this.#numbers.next++;
      at = this.#values(plan, rows.holder(i), rows.start(i), out, at);
    }
  }

  /** A block with its values. */
  block(plan: Plan, values: readonly unknown[], start: number): ContentArray {
    const out: ContentArray = new Array(1 + plan.slots.length);
    out[0] = this.#templates.numberOf(plan);
    this.#values(plan, values, start, out, 1);
    return out;
  }

  /** Puts the values of a block, from `start`, into `out` from `at`; returns where the next would stand. */
  #values(
    plan: Plan,
    values: readonly unknown[],
    start: number,
    out: ContentArray,
    at: number,
  ): number {
    const { slots } = plan;
    const { length } = slots;
    for (let i = 0; i < length; i++) {
      const slot = slots[i] as Slot;
      const value = slot.parts
        ? settle(slot, values, start, this.scope)
        : values[start + slot.hole];
      // Texts and numbers are by far the most.
      out[at + i] = typeof value === "string" || typeof value === "number"
        ? value
        : slot.kind === KIND.content
        ? this.content(value as TreeNode)
        : wired(value as Settled);
    }
    return at + length;
  }
}

/** The tree's first reader: tree to HTML. Blocks get their numbers in the order they are painted. */

import type { Styles } from "../../protocol/mod.ts";
import {
  canMove,
  checkLive,
  escape,
  KIND,
  type Plan,
  type Scope,
  settle,
  type Settled,
  type Slot,
  styleText,
} from "../template/mod.ts";
import { Block, List, Memoized, type TreeNode } from "./node.ts";
import { moveIn, printForScript, printRaw, type RawRegion } from "../raw/mod.ts";

/** Gives out the numbers of blocks. */
export interface Numbers {
  next: number;
}

/** The marked HTML of a tree; numbers its blocks. */
export function paint(node: TreeNode, numbers: Numbers, scope: Scope): string {
  return new Painter(numbers, scope).node(node);
}

/** The HTML of a tree that never goes live: no marks. */
export function paintBare(node: TreeNode, scope: Scope): string {
  return new Painter(undefined, scope).node(node);
}

class Painter {
  readonly #numbers: Numbers | undefined;
  readonly #scope: Scope;
  /** The holes in which what is painted stands, from the outermost. */
  readonly #within: Slot[] = [];

  constructor(numbers: Numbers | undefined, scope: Scope) {
    this.#numbers = numbers;
    this.#scope = scope;
  }

  node(node: TreeNode): string {
    if (typeof node === "string") return escape(node);
    if (typeof node === "number") return String(node);
    if (node === null) return "";
    if (node instanceof Block) {
      if (this.#numbers) node.id = this.#numbers.next++;
      return this.#block(node.plan, node.values, 0);
    }
    if (node instanceof List) return this.#list(node);
    if (node instanceof Memoized) return this.node(node.node);
    return this.#raw(node satisfies RawRegion);
  }

  /** What a parser would move waits in a template, out of which the page's script takes it. */
  #raw({ nodes }: RawRegion): string {
    const open = this.#numbers ? this.#within.flatMap((slot) => slot.within) : [];
    const problem = canMove(open) ? moveIn(nodes, open) : undefined;
    if (!problem) return printRaw(nodes);
    const html = printForScript(nodes);
    if (this.#scope.development) {
      this.#scope.warn(
        `Raw HTML is shown only once the page's script has run: ${problem.what}; ${problem.mend}\n` +
          html.slice(0, 200),
      );
    }
    return `<template data-dj-raw>${html}</template>`;
  }

  #list(list: List): string {
    const { rows, ids } = list;
    let out = "";
    for (let i = 0; i < rows.length; i++) {
      if (this.#numbers) ids[i] = this.#numbers.next++;
      out += this.#block(rows.planAt(i), rows.holder(i), rows.start(i));
    }
    return out;
  }

  #block(plan: Plan, values: readonly unknown[], start: number): string {
    if (this.#numbers) checkLive(plan);
    const pieces = this.#numbers ? plan.marked : plan.bare;
    const slots = plan.slots;
    let out = pieces[0] as string;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as Slot;
      if (slot.kind === KIND.content) {
        const value = values[start + slot.hole] as TreeNode;
        if (typeof value === "number") out += value;
        else {
          const text = typeof value === "string" ? escape(value) : this.#child(value, slot);
          out += slot.eats && text[0] === "\n" ? "\n" + text : text;
        }
      } else out += this.#attribute(slot, values, start);
      out += pieces[i + 1] as string;
    }
    return out;
  }

  #child(node: TreeNode, slot: Slot): string {
    this.#within.push(slot);
    const html = this.node(node);
    this.#within.pop();
    return html;
  }

  #attribute(slot: Slot, values: readonly unknown[], start: number): string {
    const value = slot.parts
      ? settle(slot, values, start, this.#scope)
      : values[start + slot.hole] as Settled;
    if (value === null) return "";
    if (slot.kind === KIND.text) {
      const text = String(value);
      return (text[0] === "\n" ? "\n" : "") + escape(text);
    }
    if (typeof value === "string") {
      if (slot.kind === KIND.toggle) return " " + value;
      if (value !== "") return slot.open + escape(value) + '"';
      return slot.kind === KIND.class ? slot.open + '"' : " " + slot.name;
    }
    if (typeof value === "number") return slot.open + value + '"';
    if (typeof value === "function" || value === true) return " " + slot.name;
    return this.#style(slot, value);
  }

  #style(slot: Slot, styles: Styles): string {
    const text = styleText(styles);
    if (text === "") return "";
    return this.#scope.strictStyles
      ? ` data-dj-style="${escape(JSON.stringify(styles))}"`
      : slot.open + escape(text) + '"';
  }
}

/** The tree's first reader: tree to HTML. Blocks get their numbers in the order they are painted. */

import { NAMESPACE, type Styles } from "../../protocol/mod.ts";
import {
  adviseControls,
  type Bound,
  checkLive,
  escape,
  KIND,
  type Placed,
  type Plan,
  type RegionMarks,
  type Scope,
  settle,
  type Settled,
  SettledCommands,
  type Slot,
  styleText,
} from "../template/mod.ts";
import type { TreeNode } from "./node.ts";

/** Elements at whose start a parser drops one line break. */
const EATS = /^(?:textarea|pre|listing)$/;

/** The attributes that a value gives, and what follows the slot: the text stands behind the tag. */
function paintBound({ element }: Slot, bound: Bound, rest: string): string {
  const { inner = "" } = bound;
  let out = "";
  let text = "";
  for (let i = 0; i < bound.length; i += 2) {
    const name = String(bound[i]);
    const value = String(bound[i + 1]);
    if (name === "" || (name === "value" && element === "textarea")) {
      text = (value[0] === "\n" && EATS.test(element) ? "\n" : "") + escape(value);
    } else out += value === "" ? ` ${name}` : ` ${name}="${escape(value)}"`;
  }
  return text + inner === "" ? out + rest : out + ">" + text + inner + rest.slice(1);
}

/** Gives out the numbers of blocks. */
export interface Numbers {
  next: number;
}

/** The marked HTML of a tree; numbers its blocks. */
export function paint(node: TreeNode, numbers: Numbers, scope: Scope): string {
  return new Painter(numbers, scope).node(node);
}

/** The same of a view's whole content, in marks of its own where regions have some. */
export function paintContent(node: TreeNode, numbers: Numbers, scope: Scope): string {
  return new Painter(numbers, scope).content(node);
}

/** The HTML of a tree that never goes live: no marks. */
export function paintBare(node: TreeNode, scope: Scope): string {
  return new Painter(undefined, scope).node(node);
}

/** Writes HTML, and numbers blocks where the page goes live. */
export class Painter {
  readonly scope: Scope;
  readonly #numbers: Numbers | undefined;
  /** Marks around what holes hold; none inside of rows. */
  #regions: RegionMarks | undefined;
  #isSealed = false;
  /** The holes in which what is painted stands, from the outermost. */
  readonly #within: Slot[] = [];

  /** Without numbers it paints no marks. */
  constructor(numbers: Numbers | undefined, scope: Scope) {
    this.#numbers = numbers;
    this.scope = scope;
    this.#regions = numbers && scope.regions;
  }

  /** The elements of live templates that are open where it paints now. */
  get open(): readonly Placed[] {
    return this.#numbers ? this.#within.flatMap((slot) => slot.within) : [];
  }

  /** Whether what it paints goes live. */
  get isLive(): boolean {
    return this.#numbers !== undefined;
  }

  /** The number of another block; 0 where nothing goes live. */
  number(): number {
    return this.#numbers ? this.#numbers.next++ : 0;
  }

  /** What a slot holds. */
  node(node: TreeNode): string {
    if (typeof node === "string") return escape(node);
    if (typeof node === "number") return String(node);
    return node === null ? "" : node.paint(this);
  }

  /** What a hole holds, or a view. */
  content(node: TreeNode): string {
    return this.#regions ? this.#region(node, this.#regions) : this.node(node);
  }

  /** A block: its pieces of HTML, and its values between them. */
  block(plan: Plan, values: readonly unknown[], start: number): string {
    if (this.#numbers) checkLive(plan);
    if (this.scope.development) {
      adviseControls(plan, (hole) => values[start + hole], this.#within, this.scope);
    }
    const pieces = !this.#numbers
      ? plan.bare
      : plan.posted.length > 0 && this.scope.form
      ? this.#withForms(plan, values, start)
      : plan.marked;
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
      } else if (slot.kind === KIND.bound && Array.isArray(values[start + slot.hole])) {
        out += paintBound(slot, values[start + slot.hole] as Bound, pieces[i + 1] as string);
        continue;
      } else out += this.#attribute(slot, values, start);
      out += pieces[i + 1] as string;
    }
    return out;
  }

  /** The pieces of a plan, with what is painted into its forms. */
  #withForms(plan: Plan, values: readonly unknown[], start: number): readonly string[] {
    const pieces = plan.marked.slice();
    // From the last one: what is put in moves what stands behind it.
    for (const { piece, at, handler } of plan.posted.toReversed()) {
      const slot = typeof handler === "number" ? plan.slotOf[handler] : undefined;
      const held = !slot
        ? handler
        : slot.parts
        ? settle(slot, values, start, this.scope)
        : values[start + slot.hole];
      const value = held instanceof SettledCommands ? held.handler : held;
      const isNamed = typeof value === "string" && value !== "";
      if (!isNamed && typeof value !== "function") continue;
      const text = pieces[piece] as string;
      const inputs = this.scope.form?.(isNamed ? value : undefined) ?? "";
      pieces[piece] = text.slice(0, at) + inputs + text.slice(at);
    }
    return pieces;
  }

  /** Paints rows: a list is one region, however many it has. */
  rows(paint: () => string): string {
    const regions = this.#regions;
    this.#regions = undefined;
    const html = paint();
    this.#regions = regions;
    return html;
  }

  /** What it paints now counts its nodes: no mark may stand beside them. */
  seal(): void {
    this.#isSealed = true;
  }

  #child(node: TreeNode, slot: Slot): string {
    this.#within.push(slot);
    const html = this.content(node);
    this.#within.pop();
    return html;
  }

  /** A parser takes what comes later for HTML, so there are none in pictures and formulas. */
  #region(node: TreeNode, marks: RegionMarks): string {
    if (this.#within.some(({ namespace }) => namespace !== NAMESPACE.html)) return this.node(node);
    const before = marks.open();
    this.#isSealed = false;
    const html = this.node(node);
    const isSealed = this.#isSealed;
    this.#isSealed = false;
    return isSealed ? html : before + html + marks.close;
  }

  #attribute(slot: Slot, values: readonly unknown[], start: number): string {
    const value = slot.parts
      ? settle(slot, values, start, this.scope)
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
    if (value instanceof SettledCommands) return commandsText(value);
    return this.#style(slot, value as Styles);
  }

  #style(slot: Slot, styles: Styles): string {
    const text = styleText(styles);
    if (text === "") return "";
    return this.scope.strictStyles
      ? ` data-dj-style="${escape(JSON.stringify(styles))}"`
      : slot.open + escape(text) + '"';
  }
}

/** Both attributes of commands. */
function commandsText({ attributes: [name, steps, mark, handler] }: SettledCommands): string {
  return ` ${name}="${escape(steps)}" ${mark}` + (handler && `="${escape(handler)}"`);
}

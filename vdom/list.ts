/** Compares a list with its items, row by row as they render: no second tree ever exists. */

import { CONTENT, type Content, type ContentArray, OP } from "../protocol/mod.ts";
import { Each } from "./child.ts";
import { diffValues, isSame } from "./diff.ts";
import { checkRoots, isKeyed, keyOf, rowTemplate, settleValues, warnDuplicates } from "./grow.ts";
import type { List } from "./node.ts";
import { type Plan, planOf, type Slot } from "./plan.ts";
import { stableOf } from "./stable.ts";
import { Template } from "./template.ts";
import type { Writer } from "./write.ts";

/** A row whose template is another one than before, or that was not there. */
const FRESH = -1;

/** Makes a list what its items say now; false when it has to be replaced as a whole. */
export function diffList(
  list: List,
  source: Each | readonly unknown[],
  slot: Slot,
  block: number,
  writer: Writer,
): boolean {
  const each = source instanceof Each;
  if (each && source.deps && list.deps && isSame(list.deps, source.deps)) return true;
  const items = each ? source.items : source;
  const key = (each ? source.key : keyOf) as (item: unknown, index: number) => unknown;
  const make = (each ? source.template : itself) as (item: unknown, index: number) => unknown;
  if (list.rows.length === 0) return items.length === 0;
  if (items.length > 0 && (each || isKeyed(items)) !== (list.keys !== undefined)) return false;
  list.deps = each ? source.deps?.slice() : undefined;
  const { keys, rows, ids } = list;
  const before = rows.length;
  const after = items.length;
  const shorter = before < after ? before : after;
  let pending: Pending | undefined;
  let start = 0;
  for (; start < shorter; start++) {
    const item = items[start];
    if (keys !== undefined && key(item, start) !== keys[start]) break;
    const template = templateOf(make(item, start), slot);
    const plan = list.planAt(start);
    if (template.statics !== plan.statics) {
      pending = { index: start, template };
      break;
    }
    diffValues(plan, ids[start] as number, rows[start] as unknown[], template.values, writer);
  }
  if (start === before && start === after) return true;
  let oldEnd = before;
  let newEnd = after;
  while (keys !== undefined && oldEnd > start && newEnd > start) {
    const item = items[newEnd - 1];
    if (pending?.index === newEnd - 1 || key(item, newEnd - 1) !== keys[oldEnd - 1]) break;
    const template = templateOf(make(item, newEnd - 1), slot);
    const plan = list.planAt(oldEnd - 1);
    oldEnd--;
    newEnd--;
    if (template.statics !== plan.statics) {
      new Middle(list, slot, block, writer, items, key, make, start, oldEnd + 1, newEnd + 1)
        .know(pending).know({ index: newEnd, template }).run();
      return true;
    }
    diffValues(plan, ids[oldEnd] as number, rows[oldEnd] as unknown[], template.values, writer);
  }
  new Middle(list, slot, block, writer, items, key, make, start, oldEnd, newEnd).know(pending)
    .run();
  return true;
}

const itself = (item: unknown): unknown => item;

const templateOf = (value: unknown, slot: Slot): Template =>
  value instanceof Template ? value : rowTemplate(value, slot);

/** A template that was rendered already; nothing is rendered twice. */
interface Pending {
  index: number;
  template: Template;
}

/** What lies between the equal ends of a list: rows from `start` to `oldEnd` become those to `newEnd`. */
class Middle {
  readonly #list: List;
  readonly #slot: Slot;
  readonly #block: number;
  readonly #writer: Writer;
  readonly #items: readonly unknown[];
  readonly #key: (item: unknown, index: number) => unknown;
  readonly #make: (item: unknown, index: number) => unknown;
  readonly #start: number;
  readonly #oldEnd: number;
  readonly #newEnd: number;
  readonly #known: Pending[] = [];
  /** Old index of each new row, or FRESH. */
  #source: number[] = [];
  /** Only a few rows changed places: those that did are the moved ones. */
  #sparse = false;
  /** Template of each fresh row. */
  readonly #plans = new Map<number, Plan>();

  constructor(
    list: List,
    slot: Slot,
    block: number,
    writer: Writer,
    items: readonly unknown[],
    key: (item: unknown, index: number) => unknown,
    make: (item: unknown, index: number) => unknown,
    start: number,
    oldEnd: number,
    newEnd: number,
  ) {
    this.#list = list;
    this.#slot = slot;
    this.#block = block;
    this.#writer = writer;
    this.#items = items;
    this.#key = key;
    this.#make = make;
    this.#start = start;
    this.#oldEnd = oldEnd;
    this.#newEnd = newEnd;
  }

  know(pending: Pending | undefined): this {
    if (pending) this.#known.push(pending);
    return this;
  }

  run(): void {
    const list = this.#list;
    const newKeys = this.#match();
    const rows = this.#render();
    const gone = this.#gone();
    const survivors = this.#start + (list.rows.length - this.#oldEnd) +
      (this.#oldEnd - this.#start - gone.length);
    const goneIds = gone.map((index) => list.ids[index] as number);
    const oldIds = this.#source.map((index) => index < 0 ? 0 : list.ids[index] as number);
    this.#replace(list, newKeys, rows, oldIds);
    const writer = this.#writer;
    if (list.keys && writer.scope.development) warnDuplicates(list.keys, writer.scope);
    if (survivors === 0) {
      writer.op(this.#block, this.#slot.anchor, writer.content(list, this.#slot));
      return;
    }
    for (const id of goneIds) writer.bare(id, OP.remove);
    this.#writeEdits();
  }

  /** Finds the old row of each new one, by key or by place; returns the keys. */
  #match(): unknown[] | undefined {
    const start = this.#start;
    const count = this.#newEnd - start;
    const keys = this.#list.keys;
    const newKeys: unknown[] = new Array(keys ? count : 0);
    if (keys) {
      for (let i = 0; i < count; i++) newKeys[i] = this.#key(this.#items[start + i], start + i);
    }
    if (this.#oldEnd === start || count === 0) this.#source = new Array(count).fill(FRESH);
    else if (!keys || !(this.#matchSparse(keys, newKeys) || this.#matchAll(keys, newKeys))) {
      this.#sparse = true;
      this.#source = Array.from(
        { length: count },
        (_, i) => start + i < this.#oldEnd ? start + i : FRESH,
      );
    }
    return keys && newKeys;
  }

  /** A few rows that changed places need no map of all. */
  #matchSparse(keys: readonly unknown[], newKeys: readonly unknown[]): boolean {
    const { start, count } = { start: this.#start, count: newKeys.length };
    if (count !== this.#oldEnd - start) return false;
    const limit = (count >> 3) + 2;
    const differing: number[] = [];
    for (let i = 0; i < count; i++) {
      if (newKeys[i] === keys[start + i]) continue;
      if (differing.length === limit) return false;
      differing.push(i);
    }
    const places = new Map<unknown, number>();
    for (const i of differing) places.set(keys[start + i], start + i);
    if (places.size < differing.length) return false;
    const source: number[] = new Array(count);
    for (let i = 0; i < count; i++) source[i] = start + i;
    for (const i of differing) {
      source[i] = places.get(newKeys[i]) ?? FRESH;
      places.delete(newKeys[i]);
    }
    this.#source = source;
    this.#sparse = true;
    return true;
  }

  /** By a map of all keys; false when a key stands twice. */
  #matchAll(keys: readonly unknown[], newKeys: readonly unknown[]): boolean {
    const places = new Map<unknown, number>();
    for (let i = this.#start; i < this.#oldEnd; i++) places.set(keys[i], i);
    const unique = places.size === this.#oldEnd - this.#start &&
      new Set(newKeys).size === newKeys.length;
    if (!unique) return false;
    this.#source = newKeys.map((key) => places.get(key) ?? FRESH);
    return true;
  }

  /** Renders every row: old ones are compared in place, fresh ones are grown. */
  #render(): unknown[][] {
    const { rows, ids } = this.#list;
    const writer = this.#writer;
    const result: unknown[][] = new Array(this.#source.length);
    let plan: Plan | undefined;
    for (let i = 0; i < result.length; i++) {
      const index = this.#start + i;
      const template = this.#known.find((known) => known.index === index)?.template ??
        templateOf(this.#make(this.#items[index], index), this.#slot);
      const from = this.#source[i] as number;
      if (from !== FRESH) {
        const old = this.#list.planAt(from);
        if (old.statics === template.statics) {
          const row = rows[from] as unknown[];
          diffValues(old, ids[from] as number, row, template.values, writer);
          result[i] = row;
          continue;
        }
        this.#source[i] = FRESH;
      }
      if (plan?.statics !== template.statics) {
        plan = planOf(template.statics);
        checkRoots(plan, this.#slot);
      }
      this.#plans.set(i, plan as Plan);
      result[i] = settleValues(plan as Plan, template.values, writer.scope);
    }
    return result;
  }

  /** Old rows that no new one continues. */
  #gone(): number[] {
    const used = new Uint8Array(this.#oldEnd - this.#start);
    for (const from of this.#source) if (from !== FRESH) used[from - this.#start] = 1;
    const gone: number[] = [];
    for (let i = 0; i < used.length; i++) if (used[i] === 0) gone.push(this.#start + i);
    return gone;
  }

  /** Puts the new middle into the list's arrays. */
  #replace(list: List, keys: unknown[] | undefined, rows: unknown[][], ids: number[]): void {
    const plans = this.#newPlans(list);
    const put = <Item>(into: Item[], middle: Item[]): Item[] =>
      middle.length === 0
        ? (into.splice(this.#start, this.#oldEnd - this.#start), into)
        : into.slice(0, this.#start).concat(middle, into.slice(this.#oldEnd));
    if (list.keys && keys) list.keys = put(list.keys, keys);
    list.rows = put(list.rows, rows);
    list.ids = put(list.ids, ids);
    if (plans === undefined) return;
    list.plans = put(list.plans ?? [], plans);
  }

  /** Plans of the middle where the list's rows differ in theirs; else undefined. */
  #newPlans(list: List): Plan[] | undefined {
    const uniform = !list.plans && [...this.#plans.values()].every((plan) => plan === list.plan);
    if (uniform) return undefined;
    // Taken before the rows are replaced, while old indexes still hold.
    const plans = this.#source.map((from, i) =>
      from === FRESH ? this.#plans.get(i) as Plan : list.planAt(from)
    );
    if (!list.plans) list.plans = new Array(list.rows.length).fill(list.plan);
    return plans;
  }

  /** Runs of rows that moved or came, each put before the stable row that follows it. */
  #writeEdits(): void {
    const source = this.#source;
    const stable = this.#sparse
      ? source.map((from, i) => from === this.#start + i)
      : stableOf(source);
    const edits: ContentArray = [CONTENT.edits];
    for (let i = 0; i < source.length; i++) {
      if (stable[i]) continue;
      let end = i + 1;
      while (end < source.length && !stable[end]) end++;
      const ref = this.#list.ids[this.#start + end] ?? 0;
      edits.push(ref, this.#run(i, end, ref));
      i = end;
    }
    if (edits.length > 1) this.#writer.op(this.#block, this.#slot.anchor, edits);
  }

  /** The items of one run: fresh rows of one template share its number. */
  #run(from: number, end: number, ref: number): Content {
    const list = this.#list;
    const run: ContentArray = [];
    let last = ref;
    for (let i = from; i < end; i++) {
      const index = this.#start + i;
      if (this.#source[i] !== FRESH) {
        const id = list.ids[index] as number;
        run.push(id - last);
        last = id;
        continue;
      }
      let until = i + 1;
      const plan = list.planAt(index);
      while (
        until < end && this.#source[until] === FRESH && list.planAt(this.#start + until) === plan
      ) {
        until++;
      }
      if (until - i === 1 || plan.slots.length === 0) {
        run.push(this.#writer.row(list, index, this.#slot));
        until = i + 1;
      } else {
        const rows: ContentArray = [CONTENT.rows];
        this.#writer.rows(list, index, this.#start + until, this.#slot, rows);
        run.push(rows);
      }
      i = until - 1;
    }
    return run;
  }
}

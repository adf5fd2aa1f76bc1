/** The values of a list's rows, side by side: an array a row would cost as much again. */

import type { Plan } from "../template/mod.ts";

/** A row that is none of the old ones, where rows are put together anew. */
export const FRESH = -1;

/** Rows by place. One flat array holds their values, as long as all have one plan. */
export class Rows {
  #length = 0;
  #plan: Plan | undefined = undefined;
  /** How many values a row has. */
  #size = 0;
  /** The plan of each row, once they differ: then each row has an array of its own. */
  #plans: Plan[] | undefined = undefined;
  #values: unknown[] = [];
  /** For how many rows there is to be room; more of them make their own. */
  #room = 0;

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  /** The plan of all rows; undefined where they differ, or where there is none. */
  get plan(): Plan | undefined {
    return this.#plans ? undefined : this.#plan;
  }

  /** The plan of a row. */
  planAt(index: number): Plan {
    return (this.#plans ? this.#plans[index] : this.#plan) as Plan;
  }

  /** The array that holds a row's values; they begin at {@link start}. */
  holder(index: number): unknown[] {
    return this.#plans ? this.#values[index] as unknown[] : this.#values;
  }

  /** Where in its {@link holder} a row begins. */
  start(index: number): number {
    return this.#plans ? 0 : index * this.#size;
  }

  /** A copy of a row's values. */
  copy(index: number): unknown[] {
    const start = this.start(index);
    return this.holder(index).slice(start, start + this.planAt(index).slotOf.length);
  }

  /** Makes room for so many rows in all: what grows by itself copies more, and keeps more. */
  reserve(length: number): void {
    this.#room = length;
    if (this.#length > 0 && !this.#plans) this.#values.length = length * this.#size;
  }

  /** Adds a row whose values are to be put in; returns its place. */
  add(plan: Plan): number {
    this.#admit(plan);
    const index = this.#length++;
    if (this.#plans) {
      this.#plans[index] = plan;
      this.#values[index] = new Array(plan.slotOf.length);
    }
    return index;
  }

  /** Puts another row in the place of one; the values are its own from now on. */
  replace(index: number, plan: Plan, values: unknown[]): void {
    this.#admit(plan);
    if (this.#plans) {
      this.#plans[index] = plan;
      this.#values[index] = values;
    } else this.#fill(index, values);
  }

  /** The rows with these old indexes, in this order, and for each FRESH one the next of `fresh`. */
  pick(source: readonly number[], fresh: Rows): Rows {
    if (fresh.#length === source.length) return fresh;
    const picked = new Rows();
    picked.reserve(source.length);
    let next = 0;
    for (const from of source) {
      const rows = from === FRESH ? fresh : this;
      const index = from === FRESH ? next++ : from;
      picked.#admit(rows.planAt(index));
      picked.#take(rows, index);
    }
    return picked;
  }

  /** Puts these rows in the place of those from `start` to `end`. */
  splice(start: number, end: number, middle: Rows): void {
    if (end - start === this.#length) return this.#become(middle);
    if (middle.#length > 0 && middle.plan !== this.plan) {
      middle.#mix();
      this.#mix();
    }
    if (this.#plans) this.#plans = spliced(this.#plans, start, end, middle.#plans ?? []);
    const size = this.#plans ? 1 : this.#size;
    this.#values = spliced(this.#values, start * size, end * size, middle.#values);
    this.#length += middle.#length - (end - start);
  }

  /** Makes sure that a row of this plan can be put in. */
  #admit(plan: Plan): void {
    if (plan === this.#plan || this.#plans) return;
    if (this.#length > 0) return this.#mix();
    this.#plan = plan;
    this.#size = plan.slotOf.length;
    this.#values = new Array(this.#room * this.#size);
  }

  #become(other: Rows): void {
    this.#length = other.#length;
    this.#plan = other.#plan;
    this.#size = other.#size;
    this.#plans = other.#plans;
    this.#values = other.#values;
  }

  #fill(index: number, values: readonly unknown[]): void {
    const size = this.#size;
    const start = index * size;
    for (let i = 0; i < size; i++) this.#values[start + i] = values[i];
  }

  /** Adds the row of another one as it is. */
  #take(rows: Rows, index: number): void {
    const to = this.#length++;
    if (this.#plans) {
      this.#plans[to] = rows.planAt(index);
      this.#values[to] = rows.#plans ? rows.#values[index] : rows.copy(index);
      return;
    }
    const values = rows.holder(index);
    const from = rows.start(index);
    const size = this.#size;
    for (let i = 0; i < size; i++) this.#values[to * size + i] = values[from + i];
  }

  /** From now on every row has an array, and a plan, of its own. */
  #mix(): void {
    if (this.#plans) return;
    this.#values = Array.from({ length: this.#length }, (_, i) => this.copy(i));
    this.#plans = new Array(this.#length).fill(this.#plan);
  }
}

/** An array with these items in the place of those from `start` to `end`; the same one where it can. */
export function spliced<Item>(
  into: Item[],
  start: number,
  end: number,
  middle: readonly Item[],
): Item[] {
  if (middle.length === 0) into.splice(start, end - start);
  else if (middle.length !== end - start) {
    return into.slice(0, start).concat(middle, into.slice(end));
  } else for (let i = 0; i < middle.length; i++) into[start + i] = middle[i] as Item;
  return into;
}

/** What a list is to show: keys and rows, asked for one by one while they are compared. */

import { Each, type Namespace, type Plan, planOf, Template } from "../template/mod.ts";

/** A row that is no template stands in one of its own. */
export const ROW: readonly string[] = ["", ""];

/** The items of `each` or of an array. */
export class Source {
  readonly length: number;
  readonly deps: readonly unknown[] | undefined;
  readonly items: readonly unknown[];
  /** Undefined when the items are the rows. */
  readonly each: Each | undefined;
  /** Of where the rows stand. */
  readonly #namespace: Namespace;
  /** Of the last row whose key was asked for: the next one's is mostly the same. */
  #plan: Plan | undefined = undefined;
  /** Rows that were rendered and not used: nothing is rendered twice. */
  #kept: Map<number, unknown> | undefined = undefined;

  constructor(given: Each | readonly unknown[], namespace: Namespace) {
    this.#namespace = namespace;
    this.each = given instanceof Each ? given : undefined;
    this.items = given instanceof Each ? given.items : given;
    this.length = this.items.length;
    this.deps = this.each?.deps;
  }

  /** Whether rows have keys: in an array the first item tells, later ones without go by place. */
  get keyed(): boolean {
    return this.each !== undefined ||
      (this.length > 0 && this.key(0) !== undefined);
  }

  /** The key of an item: in an array its template's, or undefined. */
  key(index: number): unknown {
    const item = this.items[index];
    if (this.each !== undefined) return this.each.key(item as never, index);
    if (!(item instanceof Template)) return undefined;
    if (item.key !== undefined) return item.key;
    if (this.#plan?.statics !== item.statics) {
      this.#plan = planOf(item.statics, this.#namespace);
    }
    const hole = (this.#plan as Plan).keyHole;
    return hole < 0 ? undefined : item.values[hole];
  }

  /** What an item renders, or rendered when it was kept. */
  take(index: number): unknown {
    return this.#kept?.has(index) ? this.#kept.get(index) : this.row(index);
  }

  /** What an item renders. */
  row(index: number): unknown {
    const item = this.items[index];
    return this.each === undefined ? item : this.each.template(item as never, index);
  }

  /** Keeps a row for the next time it is asked for. */
  keep(index: number, row: unknown): void {
    this.#kept ??= new Map();
    this.#kept.set(index, row);
  }
}

/** The template of a row, whatever it is. */
export function rowTemplate(row: unknown): Template {
  return row instanceof Template ? row : new Template(ROW, [row]);
}

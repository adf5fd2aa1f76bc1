/** List that only grows at its end: what is full is shared by all later lists, and never shown anew. */

import { type Child, each, memo } from "@djust/live";

/** How many items are shown, or skipped, together. */
const GROUP = 64;

/** One group of items. It is never changed: a longer one is another group. */
interface Group<Item> {
  readonly number: number;
  readonly items: readonly Item[];
}

/** A list that grows. It is never changed, either. */
export class Growing<Item> {
  readonly #groups: readonly Group<Item>[];

  private constructor(groups: readonly Group<Item>[]) {
    this.#groups = groups;
  }

  /** A list of nothing. */
  static empty<Item>(): Growing<Item> {
    return new Growing<Item>([]);
  }

  get length(): number {
    const last = this.#groups.at(-1);
    return last ? last.number * GROUP + last.items.length : 0;
  }

  get last(): Item | undefined {
    return this.#groups.at(-1)?.items.at(-1);
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const { items } of this.#groups) yield* items;
  }

  /** This list, and one item more. */
  with(item: Item): Growing<Item> {
    const last = this.#groups.at(-1);
    if (!last || last.items.length === GROUP) {
      return new Growing([...this.#groups, { number: this.#groups.length, items: [item] }]);
    }
    const grown = { number: last.number, items: [...last.items, item] };
    return new Growing([...this.#groups.slice(0, -1), grown]);
  }

  /** Shows the items. A group whose items are the same is skipped as a whole. */
  show(one: (item: Item, index: number) => Child): Child {
    return this.groups((items, first) =>
      each(
        items,
        (_, index) => index,
        (item, index) => memo([item], () => one(item, first + index)),
      )
    );
  }

  /** Shows whole groups. */
  groups(some: (items: readonly Item[], first: number) => Child): Child {
    const shown = (group: Group<Item>): Child =>
      memo([group.items], () => some(group.items, group.number * GROUP));
    return each(this.#groups, (group) => group.number, shown);
  }
}

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
    return this.groups((items, first) => itemsOf(items, first, one));
  }

  /** The same for a list that may become very long: what is skipped as a whole are groups of groups. */
  showMany(one: (item: Item, index: number) => Child): Child {
    const groups = this.#groups;
    const starts = Array.from({ length: Math.ceil(groups.length / GROUP) }, (_, i) => i * GROUP);
    const some = (items: readonly Item[], first: number): Child => itemsOf(items, first, one);
    return each(starts, (start) => start, (start) => {
      const end = Math.min(start + GROUP, groups.length);
      // Only the last group changes, until there are more behind it.
      return memo([groups[start], groups[end - 1]], () => groupsOf(groups.slice(start, end), some));
    });
  }

  /** Shows whole groups. */
  groups(some: (items: readonly Item[], first: number) => Child): Child {
    return groupsOf(this.#groups, some);
  }
}

function groupsOf<Item>(
  groups: readonly Group<Item>[],
  some: (items: readonly Item[], first: number) => Child,
): Child {
  return each(
    groups,
    ({ number }) => number,
    ({ number, items }) => memo([items], () => some(items, number * GROUP)),
  );
}

function itemsOf<Item>(
  items: readonly Item[],
  first: number,
  one: (item: Item, index: number) => Child,
): Child {
  return each(
    items,
    (_, index) => index,
    (item, index) => memo([item], () => one(item, first + index)),
  );
}

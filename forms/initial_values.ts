/** Initial values of a form: what its fields began with, also those of items that were added. */

import { forgetWithin, type Path, pathText } from "./paths.ts";
import { copyOf, type Group, isGroup } from "./value_tree.ts";

/** What a form began with. */
export class InitialValues {
  readonly #added = new Map<string, unknown>();
  #values: Group;

  /** These values; it takes a copy. */
  constructor(values: Group) {
    this.#values = copyOf(values) as Group;
  }

  /** All of them. */
  get values(): Group {
    return this.#values;
  }

  /** The items that were added, as a snapshot keeps them. */
  get added(): readonly (readonly [item: string, initial: unknown])[] {
    return [...this.#added];
  }

  /** Begins anew, with these values where they are others. */
  reset(values: Group | undefined): void {
    if (values) this.#values = copyOf(values) as Group;
    this.#added.clear();
  }

  /** An item was added, and began with this. */
  add(item: Path, initial: unknown): void {
    this.#added.set(pathText(item), copyOf(initial));
  }

  /** An item is gone. */
  forget(item: Path): void {
    forgetWithin(this.#added, item);
  }

  /** Takes back what a snapshot has kept. */
  restore(added: InitialValues["added"]): void {
    for (const [item, initial] of added) this.#added.set(item, initial);
  }

  /** What a field began with; an item that nobody has added began as the first one. */
  at(path: Path): unknown {
    let value: unknown = this.#values;
    for (const [i, key] of path.entries()) {
      const item = pathText(path.slice(0, i + 1));
      if (this.#added.has(item)) value = this.#added.get(item);
      else if (Array.isArray(value)) value = value[Number(key)] ?? value[0];
      else value = isGroup(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }
    return value;
  }
}

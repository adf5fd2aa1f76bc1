/** Values of a form as a tree: groups, lists whose items keep a key each, and what stands in controls. */

import { isKey, type Path, pathText } from "./paths.ts";

/** A group of values by their keys. */
export type Group = { [key: string]: unknown };

/**
 * What a snapshot keeps of it.
 *
 * @internal
 */
export interface TreeData {
  readonly values: Group;
  readonly keys: readonly (readonly [list: string, keys: readonly string[], next: number])[];
}

/** The keys of one list's items, in their order. */
interface Keys {
  keys: string[];
  /** The key of the next item: none is ever given twice. */
  next: number;
}

/** Values, as they stand in the controls of a page. */
export class ValueTree {
  #values: Group;
  #lists = new Map<string, Keys>();

  /** A tree of these values; it takes a copy. */
  constructor(values: Group) {
    this.#values = copyOf(values) as Group;
  }

  /** All values. They are the tree's own. */
  get values(): Group {
    return this.#values;
  }

  /** Holds these values from now on; items of lists get their first keys. */
  replace(values: Group): void {
    this.#values = copyOf(values) as Group;
    this.#lists.clear();
  }

  /** The value at a path; undefined where there is none. */
  get(path: Path): unknown {
    let value: unknown = this.#values;
    for (let i = 0; i < path.length; i++) {
      const key = path[i] ?? "";
      if (Array.isArray(value)) value = value[this.keysOf(path.slice(0, i)).indexOf(key)];
      else value = isGroup(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }
    return value;
  }

  /** Puts a value at a path, and groups around it. An item that is not there is not made. */
  set(path: Path, value: unknown): void {
    const key = path.at(-1);
    if (key === undefined || !path.every(isKey)) return;
    const around = path.slice(0, -1);
    const holder = this.get(around);
    if (Array.isArray(holder)) {
      const index = this.keysOf(around).indexOf(key);
      if (index >= 0) holder[index] = value;
    } else if (isGroup(holder)) {
      if (value === undefined) delete holder[key];
      else holder[key] = value;
    } else if (holder === undefined && value !== undefined) {
      const isLost = around.length > 1 && Array.isArray(this.get(around.slice(0, -1)));
      if (!isLost) this.set(around, { [key]: value });
    }
  }

  /** The keys of a list's items; none where there is no list. */
  keysOf(list: Path): readonly string[] {
    const items = this.get(list);
    if (!Array.isArray(items)) return [];
    return this.#keysOf(list, items.length).keys;
  }

  /** Adds an item to a list, at the end or at this place; returns its key. */
  add(list: Path, item: unknown, at?: number): string {
    const found = this.get(list);
    const items: unknown[] = Array.isArray(found) ? found : [];
    if (items !== found) this.set(list, items);
    const own = this.#keysOf(list, items.length);
    const index = Math.min(Math.max(0, at ?? items.length), items.length);
    const key = String(own.next++);
    items.splice(index, 0, copyOf(item));
    own.keys.splice(index, 0, key);
    return key;
  }

  /** Adds an item under a key that another page of this form gave it; false where it was taken out. */
  revive(list: Path, key: string): boolean {
    const own = this.#keysOf(list, this.keysOf(list).length);
    if (!/^\d{1,9}$/.test(key) || Number(key) < own.next) return false;
    own.next = Number(key);
    this.add(list, undefined);
    return true;
  }

  /** Takes an item out of a list; false where it is there no more. */
  remove(item: Path): boolean {
    const list = item.slice(0, -1);
    const items = this.get(list);
    const index = this.keysOf(list).indexOf(item.at(-1) ?? "");
    if (!Array.isArray(items) || index < 0) return false;
    items.splice(index, 1);
    this.#keysOf(list, items.length + 1).keys.splice(index, 1);
    const within = pathText(item) + ".";
    for (const text of this.#lists.keys()) if (text.startsWith(within)) this.#lists.delete(text);
    return true;
  }

  /** Moves an item to another place of its list; false where it is there no more. */
  move(item: Path, to: number): boolean {
    const list = item.slice(0, -1);
    const items = this.get(list);
    const keys = [...this.keysOf(list)];
    const from = keys.indexOf(item.at(-1) ?? "");
    if (!Array.isArray(items) || from < 0 || !Number.isInteger(to)) return false;
    const place = Math.min(Math.max(0, to), items.length - 1);
    items.splice(place, 0, ...items.splice(from, 1));
    keys.splice(place, 0, ...keys.splice(from, 1));
    this.#keysOf(list, keys.length).keys = keys;
    return true;
  }

  /** Puts a list's items in the order of these keys; those that are not named are taken out. */
  arrange(list: Path, order: readonly string[]): void {
    for (const key of this.keysOf(list)) {
      if (!order.includes(key)) this.remove([...list, key]);
    }
    order.forEach((key, place) => this.move([...list, key], place));
  }

  /** The path of fields for one of indexes, as schemas tell it. */
  pathOf(indexes: readonly PropertyKey[]): string[] {
    const path: string[] = [];
    for (const key of indexes) {
      const isList = Array.isArray(this.get(path));
      path.push(isList ? this.keysOf(path)[Number(key)] ?? String(key) : String(key));
    }
    return path;
  }

  /** The other way round: the path by the places of items, as errors are told by. */
  placeOf(path: Path): string[] {
    return path.map((key, i) => {
      const around = path.slice(0, i);
      const place = Array.isArray(this.get(around)) ? this.keysOf(around).indexOf(key) : -1;
      return place < 0 ? key : String(place);
    });
  }

  /** What a snapshot keeps, without what stands at paths that are left out. */
  snapshot(isLeftOut: (path: Path) => boolean): TreeData {
    const values = copyOf(this.#values, (indexes) => isLeftOut(this.pathOf(indexes))) as Group;
    const keys = [...this.#lists].map(([list, own]) => [list, own.keys, own.next] as const);
    return { values, keys };
  }

  /** Takes that back. */
  restore({ values, keys }: TreeData): void {
    this.replace(values);
    for (const [list, own, next] of keys) this.#lists.set(list, { keys: [...own], next });
  }

  /** Those of a list that has so many items; values that were put there as a whole get keys of their own. */
  #keysOf(list: Path, length: number): Keys {
    const text = pathText(list);
    let own = this.#lists.get(text);
    if (!own) this.#lists.set(text, own = { keys: [], next: 0 });
    while (own.keys.length < length) own.keys.push(String(own.next++));
    own.keys.length = length;
    return own;
  }
}

/** Whether a value is a group of others. */
export function isGroup(value: unknown): value is Group {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A copy of groups and lists; what is left out is empty, what else there is stays the same. */
export function copyOf(
  value: unknown,
  isLeftOut: (path: readonly PropertyKey[]) => boolean = () => false,
  path: readonly PropertyKey[] = [],
): unknown {
  if (Array.isArray(value)) return value.map((item, i) => copyOf(item, isLeftOut, [...path, i]));
  if (!isGroup(value)) return value;
  const copy: Group = {};
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    if (isKey(key)) copy[key] = isLeftOut(at) ? "" : copyOf(inner, isLeftOut, at);
  }
  return copy;
}

/** Reading of controls: what a page tells of them, into the values of a form, by what it began with. */

import { FORM_LIMITS } from "./limits.ts";
import { isKey, type Path, pathText } from "./paths.ts";
import { type Group, isGroup, type ValueTree } from "./value_tree.ts";

/** What decides how a control is read. */
export interface ReadingFacts {
  /** The value that the form began with there. */
  initial(path: Path): unknown;
  /** The `type` of the control that was painted there; its tag where it is no input. */
  control(path: Path): string | undefined;
}

/** Controls that are empty where nothing is chosen or written: no text. */
const ABSENT = /^(?:number|range|date|datetime-local|month|week|time)$/;

/** How much a page tells: a part, or all there is, with the order of items by their lists. */
export type Extent = "part" | Readonly<Record<string, unknown>>;

/**
 * Takes what a page tells into the tree. Where that is all, lists have the items that are told and no
 * others: so it is where this form has heard nothing yet, and where no script tells it.
 */
export function readInto(
  tree: ValueTree,
  told: Group,
  facts: ReadingFacts,
  extent: Extent,
  path: Path = [],
): void {
  for (const [key, given] of Object.entries(told)) {
    if (!isKey(key)) continue;
    const at = [...path, key];
    const initial = facts.initial(at);
    if (!isGroup(given)) {
      tree.set(at, heldBy(given, initial, facts.control(at)));
    } else if (Array.isArray(initial) || Array.isArray(tree.get(at))) {
      readList(tree, given, facts, extent, at);
    } else readInto(tree, given, facts, extent, at);
  }
}

/** Empties what a browser does not send of controls that are there: boxes and lists where nothing is chosen. */
export function emptyUntold(
  tree: ValueTree,
  told: Group,
  facts: ReadingFacts,
  painted: readonly Path[],
): void {
  for (const path of painted) {
    let given: unknown = told;
    for (const key of path) given = isGroup(given) ? given[key] : undefined;
    if (given !== undefined) continue;
    const kind = facts.control(path);
    if (kind !== "checkbox" && kind !== "select-multiple") continue;
    tree.set(path, heldBy(false, facts.initial(path), kind));
  }
}

/** An item that was taken out while the page told of it stays out. */
function readList(
  tree: ValueTree,
  told: Group,
  facts: ReadingFacts,
  extent: Extent,
  list: Path,
): void {
  if (!Array.isArray(tree.get(list))) tree.set(list, []);
  const keys = Object.keys(told).filter(isKey);
  if (extent !== "part") {
    for (const key of keys) if (!tree.keysOf(list).includes(key)) tree.revive(list, key);
    const text = pathText(list);
    const given = Object.hasOwn(extent, text) ? extent[text] : undefined;
    const order: unknown[] = Array.isArray(given) ? given.slice(0, FORM_LIMITS.fields) : [];
    const place = (key: string): number => order.indexOf(key) + 1 || Infinity;
    // Those of which nothing is said stay as they are, behind the others.
    const known = tree.keysOf(list).filter((key) => keys.includes(key));
    tree.arrange(
      list,
      known.map((key) => [place(key), key] as const)
        .sort(([a], [b]) => a === b ? 0 : a - b).map(([, key]) => key),
    );
  }
  for (const key of keys) {
    if (!tree.keysOf(list).includes(key)) continue;
    const at = [...list, key];
    const given = told[key];
    if (!isGroup(given)) tree.set(at, heldBy(given, facts.initial(at), facts.control(at)));
    else {
      if (!isGroup(tree.get(at))) tree.set(at, {});
      readInto(tree, given, facts, extent, at);
    }
  }
}

/** What a control holds, as it stands there: texts stay texts. */
export function heldBy(given: unknown, initial: unknown, control: string | undefined): unknown {
  if (Array.isArray(initial) || control === "select-multiple") return listOf(given);
  const last = Array.isArray(given) ? given.at(-1) : given;
  const one = isScalar(last) ? last : undefined;
  if (typeof initial === "boolean" || (control === "checkbox" && initial === undefined)) {
    return one === true || (typeof one === "string" && !/^(?:false|0|)$/.test(one));
  }
  return one === null || one === false ? undefined : one;
}

/** What a control may hold: nothing nests in one, whatever a page tells. */
const isScalar = (value: unknown): boolean => /^(?:string|number|boolean)$/.test(typeof value);

function listOf(given: unknown): unknown[] {
  const items = Array.isArray(given) ? given : [given];
  return items.filter((item) => isScalar(item) && item !== "" && item !== false);
}

/** What a schema is given: texts as the type that the form began with, and nothing for empty controls. */
export function typedValues(
  value: unknown,
  facts: ReadingFacts,
  keysOf: (list: Path) => readonly string[],
  path: Path = [],
): unknown {
  if (Array.isArray(value)) {
    const keys = keysOf(path);
    return value.map((item, i) => typedValues(item, facts, keysOf, [...path, keys[i] ?? ""]));
  }
  if (isGroup(value)) {
    const typed: Group = {};
    for (const [key, inner] of Object.entries(value)) {
      const own = typedValues(inner, facts, keysOf, [...path, key]);
      if (own !== undefined) typed[key] = own;
    }
    return typed;
  }
  return typedValue(value, facts.initial(path), facts.control(path));
}

/** One of them. What does not parse stays the text that it is: the schema says what is wrong with it. */
export function typedValue(value: unknown, initial: unknown, control: string | undefined): unknown {
  if (typeof value !== "string") return value;
  const isAbsent = value === "" && control !== undefined && ABSENT.test(control);
  if (isAbsent) return undefined;
  const isNumber = typeof initial === "number" ||
    (initial === undefined && (control === "number" || control === "range"));
  if (isNumber) {
    const number = value.trim() === "" ? NaN : Number(value);
    return Number.isFinite(number) ? number : value === "" ? undefined : value;
  }
  if (initial instanceof Date) {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? value === "" ? undefined : value : date;
  }
  return value;
}

/** Whether a control shows the same for both: nothing is as good as an empty text. */
export function isHeldAlike(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    const [first, second] = [listed(a), listed(b)];
    return first.length === second.length && first.every((item, i) => isHeldAlike(item, second[i]));
  }
  if (!isGroup(a) && !isGroup(b)) return shown(a) === shown(b);
  const [first, second] = [grouped(a), grouped(b)];
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...keys].every((key) => isHeldAlike(first[key], second[key]));
}

const listed = (value: unknown): unknown[] => Array.isArray(value) ? value : [];
const grouped = (value: unknown): Group => isGroup(value) ? value : {};
const shown = (value: unknown): string =>
  value === false
    ? ""
    : value instanceof Date
    ? String(value.getTime())
    : controlText(value, undefined);

/** A value as the text of its control. */
export function controlText(value: unknown, control: string | undefined): string {
  if (value === undefined || value === null) return "";
  // A page may tell a group where a text belongs, with members of any name.
  if (!(value instanceof Date)) return typeof value === "object" ? "" : String(value);
  if (Number.isNaN(value.getTime())) return "";
  const text = value.toISOString();
  return control === "datetime-local" ? text.slice(0, 16) : text.slice(0, 10);
}

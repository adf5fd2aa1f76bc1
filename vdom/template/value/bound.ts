/** Bound slot: one hole that gives a map of attributes of its element, as `dj-field=${name}` does. */

import { isSafeAttribute, isUrlAttribute, safeUrl } from "../../../protocol/mod.ts";

/**
 * The element that a value is bound to, as its template says it.
 *
 * @category Extensions
 */
export interface BoundElement {
  /** The tag, as `input`. */
  readonly tag: string;
  /** The attribute that holds the value, as `dj-field`. */
  readonly attribute: string;
  /** The other attributes that are written there; undefined where a hole says what one holds. */
  readonly attributes: ReadonlyMap<string, string | undefined>;
  /** Whether nothing is written between its tags. */
  readonly isEmpty: boolean;
}

/**
 * Attributes by their names; nothing of one is there for false, null and undefined. Under `""` stands
 * the element's text, which only an empty element may be given. What the template writes itself wins.
 *
 * @category Extensions
 */
export type BoundAttributes = {
  readonly [name: string]: string | number | boolean | null | undefined;
};

/**
 * The name of the method by which a value says the attributes of an element: `dj-form`, `dj-field`,
 * `dj-label` and `dj-error` ask for it, and whatever else takes such values.
 *
 * @category Extensions
 */
export const BOUND: unique symbol = Symbol.for("djust.bound");

/** The name of the method by which such a value says what is painted into its element. */
export const PAINTED: unique symbol = Symbol.for("djust.painted");

/**
 * A value that gives attributes to the element in whose attribute it stands.
 *
 * @category Extensions
 */
export interface Bindable {
  /** The attributes as they are now. It is asked at each render. */
  [BOUND](element: BoundElement): BoundAttributes;
  /**
   * HTML that is painted into the element, before what its template has in it. No patch brings it.
   *
   * @internal
   */
  [PAINTED]?(element: BoundElement): string;
}

/** Settled attributes as they go over the wire: names and values in turn. */
export interface Bound extends Array<string | number> {
  /** HTML that is painted behind the tag. */
  inner?: string;
}

/** Whether a value gives attributes. */
export function isBindable(value: unknown): value is Bindable {
  return typeof value === "object" && value !== null &&
    typeof (value as Partial<Bindable>)[BOUND] === "function";
}

/** What an attribute that is there has for a value; undefined for one that is not. */
function present(value: BoundAttributes[string]): string | number | undefined {
  if (value === true) return "";
  return value === false || value === null ? undefined : value;
}

/** The attributes that a value gives to this element. */
export function boundOf(value: Bindable, element: BoundElement): Bound {
  const bound = attributesOf(value[BOUND](element), element);
  const inner = value[PAINTED]?.(element);
  if (inner) bound.inner = inner;
  return bound;
}

/** Settles what is given to an element: without what the template writes. */
export function attributesOf(attributes: BoundAttributes, element: BoundElement): Bound {
  const bound: Bound = [];
  for (const [name, given] of Object.entries(attributes)) {
    const text = present(given);
    if (text === undefined || element.attributes.has(name) || !isSafeAttribute(name)) continue;
    const isUrl = isUrlAttribute(name, element.tag);
    bound.push(name, isUrl ? safeUrl(String(text), name, element.tag) : text);
  }
  return bound;
}

/** What changed between two: names and values, null for what is gone; undefined for nothing. */
export function boundChanges(last: Bound, next: Bound): (string | number | null)[] | undefined {
  if (last.length === next.length && next.every((part, i) => part === last[i])) return undefined;
  const changes: (string | number | null)[] = [];
  const before = new Map<string | number, string | number>();
  for (let i = 0; i < last.length; i += 2) before.set(last[i] ?? "", last[i + 1] ?? "");
  for (let i = 0; i < next.length; i += 2) {
    const name = next[i] ?? "";
    const value = next[i + 1] ?? "";
    if (before.get(name) !== value) changes.push(name, value);
    before.delete(name);
  }
  // A text that is gone is an empty one.
  for (const name of before.keys()) changes.push(name, name === "" ? "" : null);
  return changes.length > 0 ? changes : undefined;
}

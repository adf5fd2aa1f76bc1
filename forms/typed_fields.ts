/** Fields of a form as types, worked out from what its schema takes. */

import type { StandardSchema } from "../server/view/mod.ts";
import type { Operation } from "./operation.ts";
import type { Bindable, BOUND, BoundAttributes, BoundElement } from "../vdom/mod.ts";

/**
 * What goes into a schema. Where it does not say, as what `z.coerce` takes, it is a text.
 *
 * @category Forms
 */
export type InputOf<Schema extends StandardSchema> = NonNullable<
  Schema["~standard"]["types"]
> extends { readonly input: infer Input } ? Input
  : Record<string, unknown>;

/** @internal */
type IsUnknown<T> = unknown extends T ? true : false;
/** @internal */
type Whole = Date | File | Blob | readonly File[];
/**
 * What a control may hold before its visitor has chosen: no box is checked where `true` is wanted,
 * and nothing is chosen of an enum.
 *
 * @internal
 */
type Unchosen<T> = T extends boolean ? boolean : T extends string ? T | "" : T;

/**
 * What a form begins with: nothing has to be there but what says how controls are read, a boolean for
 * a checkbox and a list for several of a name.
 *
 * @category Forms
 */
export type Initial<T> = IsUnknown<T> extends true ? unknown
  : T extends Whole ? T
  : T extends readonly (infer Item)[] ? readonly Initial<Item>[]
  : T extends object ? { readonly [Name in keyof T]?: Initial<T[Name]> | undefined }
  : Unchosen<T>;

/**
 * The values of a form: of the types that its schema takes, and the raw text where that does not
 * parse. What is not there yet is undefined.
 *
 * @category Forms
 */
export type Values<T> = IsUnknown<T> extends true ? string | undefined
  : T extends Whole ? T
  : T extends readonly (infer Item)[] ? Values<Item>[]
  : T extends object ? { [Name in keyof T]: Values<T[Name]> }
  : Unchosen<T>;

/**
 * A field, whatever it holds: what it shows, and what is wrong with it.
 *
 * @category Forms
 */
export interface Field<Value = unknown> extends Bindable {
  /** Its name in the page: `tags[0][label]`. */
  readonly name: string;
  /** The id of its control. */
  readonly id: string;
  /** What it holds, as its schema is given it. */
  readonly value: Value;
  /** What is wrong with it, once it was used. */
  readonly errors: readonly string[];
  /** Whether its control was left, or its form submitted. */
  readonly used: boolean;
  /** Whether it holds something else than at the beginning. */
  readonly dirty: boolean;
  /** Whether something about it is still being looked up. */
  readonly pending: boolean;
  /** The same field for one of several controls: a radio, a checkbox, an option with this value. */
  option(value: string | number): Bindable;
  /** The attributes of its control, label or error. */
  [BOUND](element: BoundElement): BoundAttributes;
}

/**
 * Fields in a group.
 *
 * @category Forms
 */
export interface GroupField<T> extends Field<Values<T>> {
  /** Those in it, by their names. */
  readonly fields: Fields<T>;
}

/**
 * One of a list.
 *
 * @category Forms
 */
export interface Item<T> {
  /** It keeps it wherever it moves: the key for `each`. */
  readonly key: string;
  /** The item as a field of its own. */
  readonly field: FieldOf<T>;
  /** The fields in it, by their names. */
  readonly fields: Fields<T>;
  /** Takes it out: the value of a `dj-click`. */
  remove(): Operation;
  /** Puts it in another place: the value of a `dj-click`. */
  move(to: number): Operation;
}

/**
 * A list of fields or of groups.
 *
 * @category Forms
 */
export interface ListField<T> extends Field<Values<T>[]> {
  /** What is in it now. */
  readonly items: readonly Item<T>[];
  /** Adds one, at the end or at a place: the value of a `dj-click`. */
  add(item?: Initial<T>, at?: number): Operation;
}

/**
 * The field of a value of this type.
 *
 * @category Forms
 */
export type FieldOf<T> = IsUnknown<T> extends true ? Field<string | undefined>
  : [NonNullable<T>] extends [Whole] ? Field<T>
  : [NonNullable<T>] extends [readonly (infer Item)[]] ? ListField<Item>
  : [NonNullable<T>] extends [object] ? GroupField<NonNullable<T>>
  : Field<Values<T>>;

/**
 * Fields by their names.
 *
 * @category Forms
 */
export type Fields<T> = T extends object
  ? { readonly [Name in keyof T & string]-?: FieldOf<T[Name]> }
  : { readonly [name: string]: never };

/**
 * Paths in a group or a list, down to so many names; what is deeper, and what nobody knows, is any text.
 *
 * @internal
 */
type PathIn<T, Left extends readonly unknown[]> = IsUnknown<T> extends true ? string
  : Left extends readonly [unknown, ...infer Rest] ? PathOf<NonNullable<T>, Rest>
  : string;
/** @internal */
type PathOf<T, Left extends readonly unknown[]> = T extends Whole ? never
  : T extends readonly (infer Item)[] ? `${number}` | `${number}.${PathIn<Item, Left>}`
  : T extends object
    ? { [Name in keyof T & string]-?: Name | `${Name}.${PathIn<T[Name], Left>}` }[keyof T & string]
  : never;

/**
 * The name of a field: `"name"`, `"tags.0.label"`, or `""` for the whole form. Of a union it may be
 * one that not all members have.
 *
 * @category Forms
 */
export type FieldName<T> = "" | PathIn<T, [1, 2, 3, 4, 5]>;

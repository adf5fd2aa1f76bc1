/** Types of a wizard's steps: what goes into all of their schemas together, and what comes out. */

import type { OutputOf, StandardSchema } from "../server/view/mod.ts";
import type { Initial, InputOf } from "./typed_fields.ts";
import type { FormOptions } from "./words.ts";

/** @internal */
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends
  (all: infer Whole) => void ? Whole : never;

/**
 * What goes into the schemas of all steps together.
 *
 * @category Forms
 */
export type StepsInput<Schemas extends Readonly<Record<string, StandardSchema>>> = All<
  InputOf<Schemas[keyof Schemas]>
>;

/**
 * What comes out of the schemas of all steps together.
 *
 * @category Forms
 */
export type StepsOutput<Schemas extends Readonly<Record<string, StandardSchema>>> = All<
  { [Name in keyof Schemas]: OutputOf<Schemas[Name]> }[keyof Schemas]
>;

/**
 * Options of a wizard.
 *
 * @category Forms
 */
export interface WizardOptions<Schemas extends Readonly<Record<string, StandardSchema>>>
  extends FormOptions {
  /** A schema for each step, by its name, in their order. Each is given the values of all steps. */
  readonly steps: Schemas;
  /** What the fields of all steps begin with. */
  readonly initial?: Initial<StepsInput<Schemas>>;
}

/** Words of a form that are its own; those of schemas come from the schemas. */

import type { StandardIssue } from "../server/view/mod.ts";
import { type Excess, FORM_LIMITS } from "./limits.ts";

/**
 * What a form says by itself, in the visitor's language.
 *
 * @category Forms
 */
export interface FormWords {
  /** More came than a form takes; nothing of it is lost in the page. */
  readonly tooMuch: (what: "fields" | "bytes" | "depth") => string;
  /** Over the list of errors. */
  readonly summary: (count: number) => string;
  /** Where a wizard is. */
  readonly progress: (step: number, count: number, name: string) => string;
}

/**
 * Options of a form.
 *
 * @category Forms
 */
export interface FormOptions {
  /** The id of its element, and the beginning of all ids in it; the name of its field by default. */
  readonly id?: string;
  /** The message of an issue, for schemas that cannot translate themselves. */
  readonly translate?: (issue: StandardIssue) => string;
  /** Words of its own in another language. */
  readonly words?: Partial<FormWords>;
}

const LIMITS: Readonly<Record<Excess, string>> = {
  fields: `It has more than ${FORM_LIMITS.fields} fields`,
  bytes: `It holds more than ${FORM_LIMITS.bytes / 1_024} KB`,
  depth: `Its fields nest more than ${FORM_LIMITS.depth} deep`,
};

/** The words of those who give none. */
export const WORDS: FormWords = {
  tooMuch: (what) => `${LIMITS[what]}, and was not taken: please shorten it.`,
  summary: (count) => count === 1 ? "There is a problem" : `There are ${count} problems`,
  progress: (step, count, name) => `Step ${step} of ${count}: ${name}`,
};

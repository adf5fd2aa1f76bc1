/** Validation by any schema library that speaks Standard Schema. */

import { isThenable } from "../platform/mod.ts";

/**
 * A schema of zod, valibot, arktype…: the part of Standard Schema (version 1) that is used here.
 *
 * @category Views
 */
export interface StandardSchema<Output = unknown> {
  /** What such a library adds to its schemas. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/**
 * What validation came to.
 *
 * @category Views
 */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/**
 * What comes out of a schema: the value of a validation that went well. It is read off `validate`, so
 * that a schema written by hand, which declares no types, has it too.
 *
 * @category Views
 */
export type OutputOf<Schema extends StandardSchema<unknown>> =
  Awaited<ReturnType<Schema["~standard"]["validate"]>> extends infer Result
    // A failure's value is nothing: it is left out, one member of the union after the other.
    ? Result extends { readonly issues: readonly unknown[] } ? never
    : Result extends { readonly value: infer Value } ? Value
    : never
    : never;

/**
 * One thing that is wrong.
 *
 * @category Views
 */
export interface StandardIssue {
  /** What to tell the user. */
  readonly message: string;
  /** Where it is: keys from the outside in. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * Messages by field, the path joined by dots; `""` for the whole.
 *
 * @category Views
 */
export type FieldErrors = { [field: string]: string[] };

/** Validated and converted params, or what is wrong with them. */
export type Checked =
  | { type: "valid"; value: unknown }
  | { type: "invalid"; fields: FieldErrors; issues: readonly StandardIssue[] };

/** Messages told to a page for one event at most. */
const MOST_ISSUES = 100;

/** Validates; sync where the schema is. */
export function check(schema: StandardSchema, value: unknown): Checked | Promise<Checked> {
  const result = schema["~standard"].validate(value);
  return isThenable(result) ? Promise.resolve(result).then(checked) : checked(result);
}

function checked(result: StandardResult<unknown>): Checked {
  if (!result.issues) return { type: "valid", value: result.value };
  const fields: FieldErrors = Object.create(null);
  for (const issue of result.issues.slice(0, MOST_ISSUES)) {
    (fields[fieldOf(issue)] ??= []).push(String(issue.message));
  }
  return { type: "invalid", fields, issues: result.issues };
}

function fieldOf(issue: StandardIssue): string {
  return (issue.path ?? [])
    .map((part) => String(typeof part === "object" ? part.key : part))
    .join(".");
}

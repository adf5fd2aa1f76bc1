/**
 * What params have to be: schemas of any library, what is wrong with params, and how to send them right.
 *
 * @module
 */

export { errorsOf, noteErrors } from "./handler_errors.ts";
export { misfitsOf, type Refused } from "./misfit.ts";
export {
  check,
  type Checked,
  type FieldErrors,
  type OutputOf,
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
} from "./schema.ts";

/**
 * Forms: values, errors and operations of a form, kept by its view and typed by its schema.
 *
 * @module
 */

export { Form, form } from "./form.ts";
export { FormBase } from "./form_base.ts";
export type { Operation } from "./operation.ts";
export type { SummaryOptions } from "./summary.ts";
export type {
  Field,
  FieldName,
  FieldOf,
  Fields,
  GroupField,
  Initial,
  InputOf,
  Item,
  ListField,
  Values,
} from "./typed_fields.ts";
export type { FieldCheck } from "./validation.ts";
export type { StepsInput, StepsOutput, WizardOptions } from "./step_types.ts";
export { Wizard, wizard } from "./wizard.ts";
export type { FormOptions, FormWords } from "./words.ts";

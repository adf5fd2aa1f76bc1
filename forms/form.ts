/** Form object: the values of a form, typed by a schema, and all that its controls need to be told. */

import type { FieldEvent, FieldObject, OutputOf, StandardSchema } from "../server/view/mod.ts";
import { hear } from "./events.ts";
import { checkFormOptions, checkSchema, FormBase, unknownOperation } from "./form_base.ts";
import { FormCore } from "./form_core.ts";
import type { FormData } from "./form_data.ts";
import type { FieldName, Initial, InputOf } from "./typed_fields.ts";
import type { Group } from "./value_tree.ts";
import type { FormOptions } from "./words.ts";

/**
 * A form that belongs to a view: made by {@linkcode form}.
 *
 * @category Forms
 */
export class Form<Schema extends StandardSchema> extends FormBase<InputOf<Schema>>
  implements FieldObject {
  /** A form whose values this schema judges. */
  constructor(schema: Schema, initial: Group, options: FormOptions) {
    super(new FormCore("form", schema, initial, options));
  }

  /**
   * Validates what was submitted: what comes out of the schema, or undefined. Then the errors are
   * shown, and the page puts the focus on the first.
   */
  async submit(): Promise<OutputOf<Schema> | undefined> {
    const core = this.core;
    core.submitted = true;
    core.forgive();
    const checked = await core.validation.settle();
    await core.validation.lookAll();
    if (checked?.type === "valid" && core.isValid) return checked.value as OutputOf<Schema>;
    core.refuse();
    return undefined;
  }

  /** Says what else is wrong with a field; it stands until that holds something else. */
  fail(name: FieldName<InputOf<Schema>>, message: string): void {
    this.core.fail(name, message);
    this.core.refuse();
  }

  /** All is as at the beginning, or begins with other values. */
  reset(initial?: Initial<InputOf<Schema>>): void {
    this.core.reset(initial as Group | undefined);
  }

  /** See {@linkcode FieldObject}. */
  event(event: FieldEvent): void {
    const heard = hear(this.core, event);
    if (heard.type === "other") throw unknownOperation(this.core, heard.operation);
  }

  /** See {@linkcode FieldObject}. */
  snapshot(): FormData {
    return this.core.snapshot();
  }

  /** See {@linkcode FieldObject}: which items there are, and what was used. */
  carried(): FormData {
    return this.snapshot();
  }

  /** See {@linkcode FieldObject}. */
  restore(data: FormData): void {
    this.core.restore(data);
  }
}

/**
 * A form for a public field of a view: values, errors and live validation by any Standard Schema.
 *
 * @example
 * ```ts
 * import { event, form, html, LiveView } from "@djust/live";
 * import { z } from "zod";
 *
 * const Account = z.object({ name: z.string().trim().min(2), news: z.boolean() });
 *
 * class SignUp extends LiveView {
 *   form = form(Account, { name: "", news: false });
 *   @event
 *   async save() {
 *     const account = await this.form.submit();
 *     if (!account) return;
 *     this.putFlash("info", `Welcome, ${account.name}`);
 *     this.form.reset();
 *   }
 *   render() {
 *     const { name, news } = this.form.fields;
 *     return html`<form dj-form=${this.form} dj-submit=${this.save}>
 *       <label dj-label=${name}>Name</label> <input dj-field=${name}> <p dj-error=${name}></p>
 *       <label><input type="checkbox" dj-field=${news}> News</label>
 *       <button>Save</button>
 *     </form>`;
 *   }
 * }
 * ```
 *
 * @category Forms
 */
export function form<Schema extends StandardSchema>(
  schema: Schema,
  initial: Initial<InputOf<Schema>> = {} as Initial<InputOf<Schema>>,
  options: FormOptions = {},
): Form<Schema> {
  checkSchema("form", schema);
  checkFormOptions("form", options);
  return new Form(schema, initial as Group, options);
}

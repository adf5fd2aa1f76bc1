/** Base of form objects: what forms and wizards have alike. */

import {
  type FieldErrors,
  type FieldHost,
  type StandardSchema,
  UnknownOperation,
} from "../server/view/mod.ts";
import {
  type Bindable,
  BOUND,
  type BoundAttributes,
  type BoundElement,
  type Child,
} from "../vdom/mod.ts";
import { errorAttributes } from "./binding.ts";
import { fieldsAt } from "./field_node.ts";
import type { FormCore } from "./form_core.ts";
import { summaryOf, type SummaryOptions } from "./summary.ts";
import type { Field, FieldName, Fields, Values } from "./typed_fields.ts";
import type { FieldCheck } from "./validation.ts";
import type { FormOptions } from "./words.ts";

/**
 * What forms and wizards have alike: values, fields and what is wrong with them.
 *
 * @category Forms
 */
export abstract class FormBase<Input> implements Bindable {
  /**
   * What keeps it.
   *
   * @internal
   */
  protected readonly core: FormCore;

  /** Forms make one for themselves. */
  protected constructor(core: FormCore) {
    this.core = core;
  }

  /** All values, as the schema is given them: of its types where they parse, else the raw text. */
  get values(): Values<Input> {
    return this.core.values as Values<Input>;
  }

  /** The fields by their names. */
  get fields(): Fields<Input> {
    return fieldsAt(this.core.owner, []) as Fields<Input>;
  }

  /** Messages by field, `tags.0.label` say, of those that were used; `""` for the whole. */
  get errors(): FieldErrors {
    return this.core.errors;
  }

  /** Whether nothing is wrong, as far as is known: fields that were not used count, too. */
  get valid(): boolean {
    return this.core.isValid;
  }

  /** Whether it holds something else than at the beginning. */
  get dirty(): boolean {
    return this.core.isDirty;
  }

  /** Whether it is still being validated. */
  get pending(): boolean {
    return this.core.validation.isPending;
  }

  /** Whether it was submitted since the beginning, or since its last reset. */
  get submitted(): boolean {
    return this.core.submitted;
  }

  /** A field by its path: `tags.0.label`. For what types do not know, as the fields of a union. */
  field(path: FieldName<Input>): Field {
    return this.core.fieldAt(path);
  }

  /**
   * Looks a field up beyond what the schema can: when its control was left or changed, and before a
   * submit. Of several answers the last value's counts.
   */
  check<Name extends keyof Input & string>(
    name: Name,
    run: FieldCheck<Values<Input[Name]>>,
  ): this {
    this.core.fieldAt(name);
    this.core.validation.add(name, run as FieldCheck<unknown>);
    return this;
  }

  /** A list of what is wrong, each a link to its field; nothing before a submit. */
  summary(options: SummaryOptions = {}): Child {
    return summaryOf(this.core, options);
  }

  /** The attributes of the form's element, in `dj-form`; of its own errors, in `dj-error`. */
  [BOUND](element: BoundElement): BoundAttributes {
    return formAttributes(this.core, element);
  }

  /** See {@linkcode FieldObject}. */
  bind(host: FieldHost, name: string): void {
    this.core.bind(host, name);
  }

  /** See {@linkcode FieldObject}. */
  ended(): void {
    this.core.validation.forget();
  }
}

/** Throws for what is no schema. */
export function checkSchema(kind: string, schema: StandardSchema): void {
  if (typeof schema?.["~standard"]?.validate === "function") return;
  throw new TypeError(
    `Cannot make a ${kind}: its schema is no Standard Schema; give one of zod, valibot, arktype or the like`,
  );
}

/** Throws for what is no option. */
export function checkFormOptions(kind: string, options: FormOptions): void {
  const known = ["id", "translate", "words"];
  const other = Object.keys(options).find((name) => !known.includes(name));
  if (other === undefined) return;
  const names = known.map((name) => `"${name}"`).join(", ");
  throw new TypeError(`Cannot make a ${kind}: "${other}" is no option; known are ${names}`);
}

/** What a form gives its element, and whoever shows its own errors. */
function formAttributes(core: FormCore, element: BoundElement): BoundAttributes {
  const { field, id } = core;
  if (element.attribute === "dj-error") return errorAttributes(id, core.errorsAt([]), element);
  if (element.attribute !== "dj-form" || element.tag !== "form") {
    throw new TypeError(
      `Cannot bind "${field}" in ${element.attribute} of <${element.tag}>: write dj-form of a <form>, ` +
        `or dj-error; its fields are ${field}.fields`,
    );
  }
  core.painting();
  return {
    id,
    "dj-form": field,
    "dj-input": `${field}.input`,
    "dj-focusout": `${field}.blur`,
    "dj-value-djust-object": field,
    "aria-busy": core.validation.isPending && "true",
  };
}

/** What is thrown for an operation that nobody has written. */
export function unknownOperation({ field }: FormCore, name: string): Error {
  return new UnknownOperation(
    `Cannot do "${name.slice(0, 60)}" to "${field}": it has no such operation; write what add(), ` +
      `remove() or move() give`,
  );
}

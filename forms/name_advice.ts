/** Advice about names of fields, in development: those that the schema of a form does not have. */

import { advise, type LiveView } from "../server/view/mod.ts";
import { type Path, pathText } from "./paths.ts";
import { strangeName } from "./schema_names.ts";

/** What the author of a form should know of the names in it. */
export class NameAdvice {
  readonly #schema: unknown;
  #bound: { readonly view: LiveView; readonly field: string } | undefined;
  /** Asked for before a view had the form. */
  #early: Path[] = [];

  /** About a form with this schema. */
  constructor(schema: unknown) {
    this.#schema = schema;
  }

  /** The form is in a field of a view, who can be told. */
  bind(view: LiveView, field: string): void {
    this.#bound = { view, field };
    for (const path of this.#early.splice(0)) this.asked(path);
  }

  /** Somebody means a field. */
  asked(path: Path): void {
    if (!this.#bound) return void this.#early.push(path);
    const strange = strangeName(this.#schema, path);
    if (!strange) return;
    const { meant, known } = strange;
    const { view, field } = this.#bound;
    const mend = meant === undefined
      ? `; known are ${known.map((one) => `"${one}"`).join(", ")}`
      : `: did you mean "${meant}"?`;
    advise(
      view,
      `"${pathText(path)}" is no field of the schema of "${field}"${mend}`,
      "form-field",
    );
  }
}

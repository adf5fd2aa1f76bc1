/** Steps of a wizard: the schema of each, and one for those that are asked now. */

import type { StandardIssue, StandardResult, StandardSchema } from "../server/view/mod.ts";
import { type Group, isGroup } from "./value_tree.ts";

/** Schemas by the names of their steps. */
export type StepSchemas = Readonly<Record<string, StandardSchema>>;

/** Where a wizard is. */
export class Steps {
  readonly #schemas: StepSchemas;
  readonly names: readonly string[];
  index = 0;
  /** Whether all steps are asked, and not only the one that is shown. */
  isWhole = false;

  /** Steps in this order. Throws where there is none. */
  constructor(schemas: StepSchemas) {
    this.#schemas = schemas;
    this.names = Object.keys(schemas);
    if (this.names.length === 0) {
      throw new TypeError(`Cannot make a wizard without steps; write wizard({ steps: { … } })`);
    }
  }

  /** The name of the step that is shown. */
  get name(): string {
    return this.names[this.index] ?? "";
  }

  /** Whether there is none behind it. */
  get isLast(): boolean {
    return this.index === this.names.length - 1;
  }

  /** The schema of what is asked now. */
  get schema(): StandardSchema & { readonly steps: readonly StandardSchema[] } {
    return {
      steps: Object.values(this.#schemas),
      "~standard": {
        version: 1,
        vendor: "djust",
        validate: (value) => this.#validate(value, this.isWhole ? this.names : [this.name]),
      },
    };
  }

  /** The first step at which something was wrong, of those that were asked last. */
  wrongAt: number | undefined;

  #validate(
    value: unknown,
    names: readonly string[],
  ): StandardResult<unknown> | Promise<StandardResult<unknown>> {
    this.wrongAt = undefined;
    const results = names.map((name) => this.#schemas[name]?.["~standard"].validate(value));
    const merge = (all: readonly (StandardResult<unknown> | undefined)[]) =>
      this.#merged(all, names);
    return results.some((result) => result instanceof Promise)
      ? Promise.all(results).then(merge)
      : merge(
        results as StandardResult<unknown>[],
      );
  }

  #merged(
    results: readonly (StandardResult<unknown> | undefined)[],
    names: readonly string[],
  ): StandardResult<unknown> {
    const value: Group = {};
    const issues: StandardIssue[] = [];
    results.forEach((result, i) => {
      if (result?.issues) {
        if (issues.length === 0) this.wrongAt = this.names.indexOf(names[i] ?? "");
        issues.push(...result.issues);
      } else if (isGroup(result?.value)) Object.assign(value, result.value);
    });
    return issues.length > 0 ? { issues } : { value };
  }
}

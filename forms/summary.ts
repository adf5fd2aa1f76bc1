/** Summary of a form's errors: a list of links to its fields. */

import { type Child, each, html } from "../vdom/mod.ts";
import type { FormCore } from "./form_core.ts";

/**
 * Options of a summary.
 *
 * @category Forms
 */
export interface SummaryOptions {
  /** The heading; words of the form by default. */
  readonly heading?: string;
  /** What stands before the message of a field, by its name: `{ name: "Name" }`. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The list; nothing while the form was not submitted, or nothing is wrong. */
export function summaryOf(core: FormCore, { heading, labels = {} }: SummaryOptions): Child {
  const errors = core.shownErrors;
  if (!core.submitted || errors.length === 0) return null;
  const title = heading ?? core.words.summary(errors.length);
  return html`
    <div class="form-errors" role="alert" tabindex="-1" data-dj-errors>
      <p>${title}</p>
      <ul>${each(errors, ({ id, message }) => `${id} ${message}`, ({ id, field, message }) => {
        const label = labels[field];
        const text = label === undefined ? message : `${label}: ${message}`;
        return field === "" ? html`<li>${text}</li>` : html`<li><a href="#${id}">${text}</a></li>`;
      })}</ul>
    </div>
  `;
}

/** The run of a form that came without the page's script: in the view that it is of, once. */

import type { FailureCode, Json, NamedEvent } from "../../protocol/mod.ts";
import type { Instance, Posted } from "../instance/mod.ts";
import {
  aboutText,
  type Field,
  type FormRefusal,
  type OwnField,
  PageForms,
  submitterIn,
} from "../posts/mod.ts";

/** A form that was sent without the page's script. */
export interface SentForm {
  readonly event: NamedEvent;
  /** What it is. */
  readonly own: OwnField;
  /** What it brings back, as far as it was signed for it. */
  readonly state: Json | undefined;
  readonly fields: readonly Field[];
}

/** Failures that are no matter of what was written. */
const REFUSED: Readonly<Partial<Record<FailureCode, FormRefusal>>> = {
  undeclared: "handler",
  denied: "denied",
  busy: "broken",
};

/** What becomes of the page: it is shown, or something stands in its place. */
export type FormEnd =
  | { readonly type: "shown"; readonly outcome: "refused" | "taken" }
  | { readonly type: "unsent"; readonly why: FormRefusal }
  | Exclude<Posted, { type: "painted" }>;

/** The run of one form. */
export class FormRun {
  readonly form: SentForm;
  readonly #secret: () => string;
  #posted: Posted | undefined;

  /** Not run yet. `secret` makes a text that nobody can write on a page. */
  constructor(form: SentForm, secret: () => string) {
    this.form = form;
    this.#secret = secret;
  }

  /** The text of what the form is. */
  get about(): string {
    return aboutText(this.form.own);
  }

  /** Runs it in the view at this place, if it is of that. */
  async at(place: string, instance: Instance): Promise<void> {
    const { event, own: { view, data: { djustObject: field } }, fields, state } = this.form;
    if (place !== view || this.#posted) return;
    const marks = new PageForms(this.#secret);
    const { html, forms } = marks.taken(instance.painted().filled(new Map(), marks.of(view)));
    const s = submitterIn(html, forms, { about: this.about, fields });
    this.#posted = await instance.post(
      s === undefined ? event : { ...event, facts: { s } },
      typeof field === "string" && state !== undefined ? { field, state } : undefined,
    );
  }

  /** What came of it; one that found no view of its own is refused. */
  get end(): FormEnd {
    const posted = this.#posted;
    if (!posted) return { type: "unsent", why: "handler" };
    if (posted.type !== "painted") return posted;
    const { outcome } = posted;
    if (outcome.type !== "failed") return { type: "shown", outcome: "taken" };
    const why = REFUSED[outcome.code];
    return why ? { type: "unsent", why } : { type: "shown", outcome: "refused" };
  }
}

/** The run of a form that came without the page's script: in the view that it is of, once. */

import type { FailureCode, NamedEvent } from "../../protocol/mod.ts";
import type { Instance, Posted } from "../instance/mod.ts";
import { type Field, type FormRefusal, PageForms, submitterIn } from "../posts/mod.ts";

/** A form that was sent without the page's script. */
export interface SentForm {
  readonly event: NamedEvent;
  /** The place of its view in the page; "" for the page's own. */
  readonly view: string;
  readonly fields: readonly Field[];
  /** What the objects of its view held on the page, by name. */
  readonly states: Readonly<Record<string, unknown>>;
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
  #posted: Posted | undefined;
  /** What the objects of its view hold after it. */
  states: Readonly<Record<string, unknown>> = {};

  /** Not run yet. */
  constructor(form: SentForm) {
    this.form = form;
  }

  /** Runs it in the view at this place, if it is of that. */
  async at(place: string, instance: Instance): Promise<void> {
    const { event, view, fields, states } = this.form;
    if (place !== view || this.#posted) return;
    const marks = new PageForms(() => "own");
    const { html, forms } = marks.taken(instance.painted().filled(new Map(), marks.of(view)));
    const s = submitterIn(html, forms, { handler: event.name, fields, view });
    const sent = s === undefined ? event : { ...event, facts: { s } };
    this.#posted = await instance.post(sent, states);
    this.states = instance.objectStates();
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

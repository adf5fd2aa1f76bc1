/** Forms of a painted view that can be sent without its script: where they begin, and who takes them. */

import type { Reporter } from "./reporter.ts";

/** A form that was painted, and can be sent without the page's script. */
export interface PaintedForm {
  /** Where its first child stands in the content. */
  readonly at: number;
  /** The name of its handler; undefined where that is a closure. */
  readonly handler: string | undefined;
}

/** Finds the forms of one view's paints. */
export class PaintedForms {
  readonly #make: () => string;
  readonly #view: string;
  readonly #reporter: Reporter;
  /** Made at the first form: nobody can write it on a page. */
  #secret = "";
  #handlers: (string | undefined)[] = [];

  /** Forms of this view, marked by what `make` gives. */
  constructor(make: () => string, view: string, reporter: Reporter) {
    this.#make = make;
    this.#view = view;
    this.#reporter = reporter;
  }

  /** What is painted at the beginning of a form, until it is taken out. */
  readonly mark = (handler: string | undefined): string => {
    this.#secret ||= `[djust-form-${this.#make()}-`;
    if (handler === undefined) {
      this.#reporter.warn(
        `A <form> of "${this.#view}" is sent to a closure, which nobody can call before the page's ` +
          `script runs; write dj-submit=\${this.save} and what it needs into hidden inputs, or ` +
          `static post = false`,
        "form-closure",
      );
    }
    return `${this.#secret}${this.#handlers.push(handler) - 1}]`;
  };

  /** The content without marks, and where they stood. */
  taken(marked: string): { content: string; forms: readonly PaintedForm[] } {
    const handlers = this.#handlers;
    if (handlers.length === 0) return { content: marked, forms: [] };
    this.#handlers = [];
    const [first = "", ...rest] = marked.split(this.#secret);
    const forms: PaintedForm[] = [];
    let content = first;
    for (const part of rest) {
      const end = part.indexOf("]");
      forms.push({ at: content.length, handler: handlers[Number(part.slice(0, end))] });
      content += part.slice(end + 1);
    }
    return { content, forms };
  }
}

/** Forms of a painted view that can be sent without its script: where they begin, and who takes them. */

import type { Reporter } from "./reporter.ts";

/** Text that is painted at the beginning of a form: told its handler's name, or undefined for a closure. */
export type FormText = (handler: string | undefined) => string;

/** The forms of one view's paints, found by marks that are taken out again. */
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

  /** Ends a paint: what puts texts in the places of its marks; undefined where there are none. */
  taken(): ((marked: string, text: FormText) => string) | undefined {
    const handlers = this.#handlers;
    if (handlers.length === 0) return undefined;
    this.#handlers = [];
    const secret = this.#secret;
    return (marked, text) => {
      const [first = "", ...rest] = marked.split(secret);
      return first + rest.map((part) => {
        const end = part.indexOf("]");
        return text(handlers[Number(part.slice(0, end))]) + part.slice(end + 1);
      }).join("");
    };
  }
}

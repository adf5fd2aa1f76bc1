/** Forms of a page that is painted, those of views in it too: where they begin, and whose they are. */

import type { ShownForm } from "./shown.ts";

/** The forms of one page. */
export class PageForms {
  readonly #secret: () => string;
  #mark = "";
  readonly #forms: Omit<ShownForm, "at">[] = [];

  /** `secret` makes a text that nobody can write on a page. */
  constructor(secret: () => string) {
    this.#secret = secret;
  }

  /** What is painted into the forms of a view, by its place in the page; told their handlers. */
  of(view: string): (handler: string | undefined) => string {
    return (handler) => {
      this.#mark ||= `[djust-form-${this.#secret()}-`;
      return `${this.#mark}${this.#forms.push({ handler, view }) - 1}]`;
    };
  }

  /** The HTML without that, and where it stood. */
  taken(marked: string): { html: string; forms: readonly ShownForm[] } {
    if (this.#mark === "") return { html: marked, forms: [] };
    const forms: ShownForm[] = [];
    const [first = "", ...rest] = marked.split(this.#mark);
    let html = first;
    for (const part of rest) {
      const end = part.indexOf("]");
      const form = this.#forms[Number(part.slice(0, end))];
      if (form) forms.push({ ...form, at: html.length });
      html += part.slice(end + 1);
    }
    return { html, forms };
  }
}

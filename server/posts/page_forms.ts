/** Forms of a page that is painted, those of views in it too: where they begin, and whose they are. */

import { formData } from "./form_data.ts";
import type { ShownForm } from "./shown.ts";

/** The forms of one page. */
export class PageForms {
  readonly #secret: () => string;
  #mark = "";
  readonly #forms: Pick<ShownForm, "view" | "handler">[] = [];

  /** `secret` makes a text that nobody can write on a page. */
  constructor(secret: () => string) {
    this.#secret = secret;
  }

  /** What is painted into the forms of a view, by its place in the page; told their handlers. */
  of(view: string): (handler: string | undefined) => string {
    return (handler = "") => {
      this.#mark ||= `[djust-form-${this.#secret()}-`;
      return `${this.#mark}${this.#forms.push({ handler, view }) - 1}]`;
    };
  }

  /** The HTML without that, and where it stood. */
  taken(marked: string): { html: string; forms: readonly ShownForm[] } {
    if (this.#mark === "") return { html: marked, forms: [] };
    const found: Pick<ShownForm, "at" | "view" | "handler">[] = [];
    const [first = "", ...rest] = marked.split(this.#mark);
    let html = first;
    for (const part of rest) {
      const end = part.indexOf("]");
      const form = this.#forms[Number(part.slice(0, end))];
      if (form) found.push({ ...form, at: html.length });
      html += part.slice(end + 1);
    }
    const forms = found.map((form) => ({ ...form, data: formData(html, form.at) }));
    return { html, forms };
  }
}

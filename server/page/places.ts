/** The places in a layout where HTML goes that is already painted. */

/** What is put in verbatim. */
export type Place = "content" | "scripts" | "flash";

/** Texts that a layout is given in place of painted HTML, and that are found again in its document. */
export class Places {
  readonly #secret: string;

  /** `secret` makes the texts such that nobody can write them on a page. */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The text that stands for a place. */
  mark(place: Place): string {
    return `[djust-${place}-${this.#secret}]`;
  }

  /** How often a document has the place. */
  count(document: string, place: Place): number {
    return document.split(this.mark(place)).length - 1;
  }

  /** The document with the painted HTML where its text was. */
  fill(document: string, place: Place, html: string): string {
    const mark = this.mark(place);
    const at = document.indexOf(mark);
    return at < 0 ? document : document.slice(0, at) + html + document.slice(at + mark.length);
  }
}

/** Marks of regions in a paint whose page may still be given another content of them. */

import type { RegionMarks } from "../../vdom/mod.ts";

/** The marks of one view's paints: `<?start name="…">` and `<?end>`, which parsers know or let be. */
export class LateMarks implements RegionMarks {
  readonly #secret: string;
  #paint = 0;
  #number = 0;
  readonly close = "<?end>";

  /** `secret` makes names that nobody can write on a page. */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Another paint begins: its regions are not those of the last. */
  begin(): void {
    this.#paint++;
    this.#number = 0;
  }

  /** See {@link RegionMarks}. */
  open(): string {
    return `<?start name="${this.#secret}-${this.#paint}-${this.#number++}">`;
  }

  /** What finds the marks, and in its only group the names. */
  get pattern(): RegExp {
    return new RegExp(`<\\?start name="(${this.#secret}-\\d+-\\d+)">|<\\?end>`, "g");
  }
}

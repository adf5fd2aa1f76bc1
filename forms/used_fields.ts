/** Used fields of a form: which were left, or had something done to them. */

import { FORM_LIMITS } from "./limits.ts";
import { forgetWithin, type Path, pathText } from "./paths.ts";

/** As long as the path of a field may be as a text: pages tell of fields what they like. */
const MOST = 1_024;

/** The fields that were used. */
export class UsedFields {
  readonly #texts = new Set<string>();

  /** Their paths, as a snapshot keeps them. */
  get data(): readonly string[] {
    return [...this.#texts];
  }

  /** Whether a field, or one in it, was used. */
  has(path: Path): boolean {
    const text = pathText(path);
    if (this.#texts.has(text)) return true;
    const within = text + ".";
    return path.length > 0 && [...this.#texts].some((used) => used.startsWith(within));
  }

  /** A field was used. Not more of them than a form may have. */
  add(path: Path): void {
    const text = pathText(path);
    const { fields, depth } = FORM_LIMITS;
    const isKept = path.length <= depth && text.length <= MOST && this.#texts.size < fields;
    if (isKept) this.#texts.add(text);
  }

  /** An item is gone: its key is never given again. */
  forget(item: Path): void {
    forgetWithin(this.#texts, item);
  }

  /** No field was used. */
  clear(): void {
    this.#texts.clear();
  }

  /** Takes back what a snapshot has kept. */
  restore(data: readonly string[]): void {
    for (const text of data) this.#texts.add(text);
  }
}

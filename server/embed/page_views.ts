/** The views of one page by their ids: no two of them have the same. */

import type { EmbeddedView } from "./embedded_view.ts";

/** Who renders views. */
export interface Renders {
  /** The name of its class. */
  readonly name: string;
}

/** The ids of one page, each with who renders that view. */
export class PageViews {
  readonly #most: number;
  readonly #views = new Map<string, { readonly by: Renders; readonly view: EmbeddedView }>();

  /** So many at most, with the page's own. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes an id; throws where another view has it. */
  take(by: Renders, view: EmbeddedView): void {
    const other = this.#views.get(view.id);
    if (other && other.by !== by) throw twoOf(view, by, other);
    if (!other && this.#views.size + 1 >= this.#most) {
      throw new RangeError(
        `Cannot render "${by.name}": its page has more views than limits.views (${this.#most}); ` +
          `raise it, or show parts without handlers of their own by functions`,
      );
    }
    this.#views.set(view.id, { by, view });
  }

  /** Gives ids back. */
  leave(by: Renders, ids: Iterable<string>): void {
    for (const id of ids) {
      if (this.#views.get(id)?.by === by) this.#views.delete(id);
    }
  }
}

/** The error of two views with one id. */
export function twoOf(
  view: EmbeddedView,
  by: Renders,
  other: { readonly by: Renders; readonly view: EmbeddedView },
): Error {
  const named = (one: { readonly by: Renders; readonly view: EmbeddedView }): string =>
    `"${one.view.View.name}" in "${one.by.name}"`;
  return new Error(
    `Cannot render "${by.name}": two views of one page have the id "${view.id}", ${
      named(other)
    } and ` +
      `${named({ by, view })}; give each an id of its own`,
  );
}

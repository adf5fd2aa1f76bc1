/** The content of a view: what its render() returns, where that can be shown. */

import type { Child, Scope } from "../../vdom/mod.ts";
import type { Lifecycle } from "../view/mod.ts";

/** Renders; throws, or warns, where an author meant something else. */
export function contentOf(
  view: Pick<Lifecycle, "render"> & object,
  scope: Pick<Scope, "development" | "warn">,
): Child {
  const content: unknown = view.render();
  if (content instanceof Promise) {
    content.catch(() => {});
    throw new TypeError(
      `Cannot render "${view.constructor.name}": render() returned a promise; ` +
        `load in mount() or with assignAsync()`,
    );
  }
  if (content === undefined && scope.development) {
    scope.warn(
      "render() returned nothing: write return html`…` (null shows an empty page)",
      "empty-render",
    );
  }
  return content as Child;
}

/** `@clientState`: params that handlers of one page share, in whichever views they are. */

import { declareHandler, type Refuse } from "../server/view/mod.ts";
import { areNames, type HandlerDecorator, shown } from "./options.ts";

/**
 * Declares a handler that shares params of its events: every other handler of the page that names the
 * same key is called with `{ [key]: value }`, in other views too.
 *
 * @example
 * ```ts
 * import { clientState, html, LiveView } from "@djust/live";
 *
 * class Filter extends LiveView {
 *   filter = "all";
 *   @clientState("filter")
 *   setFilter({ filter }: { filter: string }) {
 *     this.filter = filter;
 *   }
 *   render() {
 *     return html`<button dj-click=${this.setFilter} data-filter="open">Open</button> ${this.filter}`;
 *   }
 * }
 * ```
 *
 * @category Decorators
 */
export function clientState(key: string, ...keys: string[]): HandlerDecorator;
export function clientState(...keys: unknown[]): void | HandlerDecorator {
  const mend = `write the name of a param: @clientState("filter")`;
  // Bare, it is given what it decorates.
  if (keys.length > 1 && typeof keys[0] !== "string") {
    return declareHandler(
      "@clientState",
      keys[1] as ClassMethodDecoratorContext,
      (refuse) => refuse("it has no key", mend),
    );
  }
  return (_method, context) =>
    declareHandler("@clientState", context, (refuse: Refuse) => {
      if (keys.length === 0) refuse("it has no key", mend);
      if (!areNames(keys)) refuse(`its keys are ${keys.map(shown).join(", ")}`, mend);
      return { manner: { clientState: [...new Set(keys)] } };
    });
}

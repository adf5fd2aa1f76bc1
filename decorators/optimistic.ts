/** `@optimistic`: what a handler will do is shown before its answer. */

import { type Anything, declareHandler, type Refuse } from "../server/view/mod.ts";
import { type HandlerDecorator, shown } from "./options.ts";

/**
 * Declares a handler whose effect a page shows before the answer, by the kind of the element that
 * calls it; the server wins. With a name: by the page's own effect `djust.optimistic.Name`.
 *
 * @example
 * ```ts
 * import { html, LiveView, optimistic } from "@djust/live";
 *
 * class Task extends LiveView {
 *   done = false;
 *   @optimistic
 *   toggle({ value }: { value: boolean }) {
 *     this.done = value;
 *   }
 *   render() {
 *     return html`<input type="checkbox" name="done" checked=${this.done} dj-change=${this.toggle}>`;
 *   }
 * }
 * ```
 *
 * @category Decorators
 */
export function optimistic(method: Anything, context: ClassMethodDecoratorContext): void;
/**
 * The same by the page's own effect of this name.
 *
 * @category Decorators
 */
export function optimistic(effect?: string): HandlerDecorator;
export function optimistic(
  first?: unknown,
  context?: ClassMethodDecoratorContext,
): void | HandlerDecorator {
  const declare = (effect: unknown, context: ClassMethodDecoratorContext): void =>
    declareHandler("@optimistic", context, (refuse: Refuse) => {
      if (typeof effect !== "string") {
        refuse(`its effect is ${shown(effect)}`, `write the name of one: @optimistic("Highlight")`);
      }
      return { manner: { optimistic: effect } };
    });
  if (context) return declare("", context);
  return (_method, context) => declare(first ?? "", context);
}

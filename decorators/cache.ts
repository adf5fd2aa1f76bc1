/** `@cache`: a page keeps what a handler answered, and what it showed then. */

import { MANNER } from "../protocol/mod.ts";
import type { Anything } from "../server/view/mod.ts";
import { checkOptions, decorated, type HandlerDecorator, told } from "./options.ts";

/**
 * How long, and by what, a handler's answers are kept.
 *
 * @category Decorators
 */
export interface CacheOptions {
  /** Milliseconds; 60,000 by default. */
  readonly ttl?: number;
  /** The params that tell one answer from another; all by default. */
  readonly keyParams?: readonly string[];
}

/**
 * Declares a handler whose answers a page keeps. What it returned to `pushEvent` is returned again
 * without a request; where an element calls it, what the page showed last time stands there at once,
 * until the answer is here.
 *
 * @example
 * ```ts
 * import { cache, html, LiveView } from "@djust/live";
 *
 * class Pages extends LiveView {
 *   page = 1;
 *   @cache({ ttl: 30_000, keyParams: ["page"] })
 *   show({ page }: { page: number }) {
 *     this.page = page;
 *   }
 *   render() {
 *     return html`<p>${this.page}</p><button dj-click=${this.show} data-page:int=${2}>2</button>`;
 *   }
 * }
 * ```
 *
 * @category Decorators
 */
export function cache(method: Anything, context: ClassMethodDecoratorContext): void;
/**
 * The same with options.
 *
 * @category Decorators
 */
export function cache(options?: CacheOptions): HandlerDecorator;
export function cache(
  ...given: [first?: unknown, context?: ClassMethodDecoratorContext]
): void | HandlerDecorator {
  return decorated<CacheOptions>("@cache", given, (options, refuse) => {
    checkOptions(options, { ttl: "milliseconds", keyParams: "names" }, refuse);
    if (options.ttl === 0) refuse(`"ttl" is 0`, "take @cache away: nothing would be kept");
    return { cache: told(options, { ttl: MANNER.ttl }) };
  });
}

/** `@debounce` and `@throttle`: how often a page sends the events of a handler. */

import { MANNER } from "../protocol/mod.ts";
import type { Anything } from "../server/view/mod.ts";
import { checkOptions, decorated, type HandlerDecorator, told } from "./options.ts";

/**
 * How long a handler's events wait, in milliseconds.
 *
 * @category Decorators
 */
export interface DebounceOptions {
  /** The silence after which the newest is sent; 300 by default, 0 is no wait. */
  readonly wait?: number;
  /** After so long one is sent although more go on; none by default. */
  readonly maxWait?: number;
}

/**
 * In which steps a handler's events are sent, in milliseconds.
 *
 * @category Decorators
 */
export interface ThrottleOptions {
  /** The time from one to the next; 300 by default, 0 is none. */
  readonly interval?: number;
  /** Whether the first is sent at once; true by default. */
  readonly leading?: boolean;
  /** Whether the newest is sent at the end of the interval; true by default. */
  readonly trailing?: boolean;
}

/**
 * Declares a handler whose events a page sends after a silence, with the newest params: per element.
 *
 * @example
 * ```ts
 * import { debounce, html, LiveView } from "@djust/live";
 *
 * class Search extends LiveView {
 *   query = "";
 *   @debounce({ wait: 200, maxWait: 1_000 })
 *   search({ value }: { value: string }) {
 *     this.query = value;
 *   }
 *   render() {
 *     return html`<input name="query" dj-input=${this.search}> ${this.query}`;
 *   }
 * }
 * ```
 *
 * @category Decorators
 */
export function debounce(method: Anything, context: ClassMethodDecoratorContext): void;
/**
 * The same with options.
 *
 * @category Decorators
 */
export function debounce(options?: DebounceOptions): HandlerDecorator;
export function debounce(
  ...given: [first?: unknown, context?: ClassMethodDecoratorContext]
): void | HandlerDecorator {
  return decorated<DebounceOptions>("@debounce", given, (options, refuse) => {
    checkOptions(options, { wait: "milliseconds", maxWait: "milliseconds" }, refuse);
    const { wait = MANNER.wait, maxWait } = options;
    if (maxWait !== undefined && maxWait < wait) {
      refuse(`"maxWait" is ${maxWait}, below "wait" (${wait})`, `write ${wait} or more`);
    }
    return { debounce: told(options, { wait: MANNER.wait }) };
  });
}

/**
 * Declares a handler whose events a page sends in steps: per element, at once and then the newest of
 * each interval.
 *
 * @example
 * ```ts
 * import { html, LiveView, throttle } from "@djust/live";
 *
 * class Lamp extends LiveView {
 *   level = 50;
 *   @throttle({ interval: 100 })
 *   dim({ value }: { value: number }) {
 *     this.level = value;
 *   }
 *   render() {
 *     return html`<input type="range" name="level" dj-input=${this.dim}> ${this.level}`;
 *   }
 * }
 * ```
 *
 * @category Decorators
 */
export function throttle(method: Anything, context: ClassMethodDecoratorContext): void;
/**
 * The same with options.
 *
 * @category Decorators
 */
export function throttle(options?: ThrottleOptions): HandlerDecorator;
export function throttle(
  ...given: [first?: unknown, context?: ClassMethodDecoratorContext]
): void | HandlerDecorator {
  return decorated<ThrottleOptions>("@throttle", given, (options, refuse) => {
    checkOptions(
      options,
      { interval: "milliseconds", leading: "boolean", trailing: "boolean" },
      refuse,
    );
    if (options.leading === false && options.trailing === false) {
      refuse(
        `"leading" and "trailing" are both false`,
        "leave one of them out: nothing would be sent",
      );
    }
    const defaults = { interval: MANNER.interval, leading: true, trailing: true };
    return { throttle: told(options, defaults) };
  });
}

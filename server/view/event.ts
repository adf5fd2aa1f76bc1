/** `@event`: declares a method as something the page may call by its name. */

import type { EventInfo } from "../../vdom/mod.ts";
import type { OutputOf, StandardSchema } from "../schema/mod.ts";
import { declareHandler, type EventDeclaration, type RateLimit } from "./declared.ts";
import type { Anything } from "./lifecycle.ts";

export type { EventInfo };

/**
 * How a handler is called.
 *
 * @category Views
 */
export interface EventOptions<Schema extends StandardSchema = StandardSchema<Anything>> {
  /** Any Standard Schema: what does not fit never reaches the handler. */
  params?: Schema;
  /** May run between the awaits of a running handler, and is answered at once. */
  interrupt?: boolean;
  /**
   * How often a page may call it: `rate` times a second, `burst` at once (`rate` by default). What is
   * more is refused with the code `rate`.
   */
  rateLimit?: RateLimit;
  /** What happens while the line is lost waits for it (`"queue"`, the default), or is let go. */
  offline?: "queue" | "drop";
}

const OPTIONS = ["params", "interrupt", "rateLimit", "offline"];

/**
 * Declares a handler. Anybody who may see the page may call it at any time with any params, so
 * validate them. It is inherited, and an override stays a handler.
 *
 * @example
 * ```ts
 * import { event, html, LiveView } from "@djust/live";
 *
 * class Counter extends LiveView {
 *   count = 0;
 *   @event
 *   increment() {
 *     this.count++;
 *   }
 *   render() {
 *     return html`<button dj-click=${this.increment}>${this.count}</button>`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export function event(method: Anything, context: ClassMethodDecoratorContext): void;
/**
 * Declares a handler with options.
 *
 * @example
 * ```ts
 * import { event, html, LiveView } from "@djust/live";
 * import { z } from "zod";
 *
 * const Todo = z.object({ text: z.string().min(1) });
 *
 * class Todos extends LiveView {
 *   items: string[] = [];
 *   @event({ params: Todo })
 *   add({ text }: { text: string }) {
 *     this.items.push(text);
 *   }
 *   render() {
 *     return html`<form dj-submit="add"><input name="text"></form>${this.items.length}`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export function event<Schema extends StandardSchema = StandardSchema<Anything>>(
  options?: EventOptions<Schema>,
): (
  method: (params: OutputOf<Schema>, info: EventInfo) => unknown,
  context: ClassMethodDecoratorContext,
) => void;
export function event(
  first: Anything,
  context?: ClassMethodDecoratorContext,
): void | ((method: Anything, context: ClassMethodDecoratorContext) => void) {
  if (context) return declare({}, context);
  return (_method, context) => declare(first ?? {}, context);
}

function declare(options: EventOptions, context: ClassMethodDecoratorContext): void {
  declareHandler("@event", context, (refuse) => {
    for (const key of Object.keys(options)) {
      if (OPTIONS.includes(key)) continue;
      refuse(`"${key}" is no option`, `known are ${OPTIONS.map((one) => `"${one}"`).join(", ")}`);
    }
    const { params, interrupt, rateLimit, offline = "queue" } = options;
    if (params && typeof params["~standard"]?.validate !== "function") {
      refuse(
        `"params" is no Standard Schema`,
        "give a schema of zod, valibot, arktype or the like",
      );
    }
    if (offline !== "queue" && offline !== "drop") {
      refuse(`"offline" is ${JSON.stringify(offline)}`, `write "queue" or "drop"`);
    }
    if (rateLimit !== undefined && !isRateLimit(rateLimit)) {
      refuse(
        `"rateLimit" is ${JSON.stringify(rateLimit)}`,
        "write how many a second and at once, both above 0: { rate: 5, burst: 10 }",
      );
    }
    const event: EventDeclaration = {
      params,
      interrupt: interrupt === true,
      rateLimit: rateLimit && { burst: Math.max(1, rateLimit.rate), ...rateLimit },
      offline,
    };
    return { event };
  });
}

function isRateLimit(value: unknown): value is RateLimit {
  if (typeof value !== "object" || value === null) return false;
  const { rate, burst = 1, ...others } = value as Record<string, unknown>;
  const isCount = (count: unknown, least: number): boolean =>
    typeof count === "number" && count >= least && count < Infinity;
  return isCount(rate, Number.MIN_VALUE) && isCount(burst, 1) && Object.keys(others).length === 0;
}

/** `@event`: declares a method as something the page may call by its name. */

import type { EventInfo } from "../../vdom/mod.ts";
import { refuseLegacy } from "./legacy.ts";
import { metadataOf, ownEntry } from "./metadata.ts";
import type { OutputOf, StandardSchema } from "./schema.ts";
import type { Anything, Lifecycle } from "./view.ts";

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
}

/** A declared handler. */
export interface Declared {
  readonly name: string;
  readonly params: StandardSchema | undefined;
  readonly interrupt: boolean;
}

/** Members that the framework calls; a page must not. */
export const LIFECYCLE: ReadonlySet<string> = new Set<keyof Lifecycle>([
  ...["mount", "connected", "handleInfo", "render", "head"] as const,
  ...["disconnected", "reconnected", "terminate"] as const,
]);

/** Where a class's own metadata keeps its own declarations. */
const EVENTS = Symbol("djust.events");

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

/** All handlers declared by a class and those it inherits from. */
export function declaredBy(view: object): ReadonlyMap<string, Declared> {
  const all = new Map<string, Declared>();
  for (const metadata of metadataOf(view)) {
    if (!Object.hasOwn(metadata, EVENTS)) continue;
    for (const [name, declared] of metadata[EVENTS] as Map<string, Declared>) {
      all.set(name, declared);
    }
  }
  return all;
}

function declare(options: EventOptions, context: ClassMethodDecoratorContext): void {
  refuseLegacy("@event", context);
  const name = String(context.name);
  if ((context.kind as string) !== "method") refuse(name, `it is a ${context.kind}`);
  if (context.private) refuse(name, "it is private");
  if (context.static) refuse(name, "it is static");
  if (typeof context.name === "symbol") refuse(name, "its name is a symbol");
  if (LIFECYCLE.has(name)) {
    refuse(name, "it is a member that the framework calls", "choose another name");
  }
  checkOptions(name, options);
  ownEntry(context.metadata, EVENTS, () => new Map<string, Declared>()).set(name, {
    name,
    params: options.params,
    interrupt: options.interrupt === true,
  });
}

function checkOptions(name: string, options: EventOptions): void {
  for (const key of Object.keys(options)) {
    if (key !== "params" && key !== "interrupt") {
      throw new TypeError(
        `Cannot declare "${name}" of ${className()} as an @event: "${key}" is no option; ` +
          `known are "params" and "interrupt"`,
      );
    }
  }
  if (options.params && typeof options.params["~standard"]?.validate !== "function") {
    throw new TypeError(
      `Cannot declare "${name}" of ${className()} as an @event: "params" is no Standard Schema; ` +
        `give a schema of zod, valibot, arktype or the like`,
    );
  }
}

function refuse(member: string, state: string, mend = "write it as a public method"): never {
  throw new TypeError(
    `Cannot declare "${member}" of ${className()} as an @event: ${state}; ${mend}`,
  );
}

/** Decorators run before their class has a name they could ask; the stack knows it. */
function className(): string {
  const name = /(?:at|new) (?:Function\.)?([\w$]+)\.<static_initializer>/.exec(
    new Error().stack ?? "",
  )?.[1];
  return name ? `"${name}"` : "its class";
}

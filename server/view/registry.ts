/** The handlers of one view class, by name and by function: the allow-list of what pages may call. */

import type { Manners } from "../../protocol/mod.ts";
import { type Declared, declaredBy } from "./declared.ts";
import type { ViewClass } from "./view.ts";

/** Handlers of one class. */
export class Registry {
  /** All declared names. */
  readonly names: readonly string[];
  /** How pages call those of them of which decorators say something. */
  readonly manners: Manners;
  readonly #byName: ReadonlyMap<string, Declared>;
  readonly #byFunction = new Map<unknown, string>();

  /** The handlers a class declares and inherits. */
  constructor(view: ViewClass) {
    this.#byName = declaredBy(view);
    this.names = [...this.#byName.keys()];
    const told = [...this.#byName.values()].filter(({ manner }) => Object.keys(manner).length > 0);
    this.manners = Object.fromEntries(told.map(({ name, manner }) => [name, manner]));
    const prototype = view.prototype as unknown as Record<string, unknown>;
    for (const name of this.#byName.keys()) this.#byFunction.set(prototype[name], name);
  }

  /** A declared handler. */
  find(name: string): Declared | undefined {
    return this.#byName.get(name);
  }

  /** The name under which a method was declared. */
  nameOf(handler: unknown): string | undefined {
    return this.#byFunction.get(handler);
  }
}

/** Classes do not change, so each is read once. A cache: it holds nothing that is not derived. */
const REGISTRIES = new WeakMap<ViewClass, Registry>();

/** The handlers of a class. */
export function registryOf(view: ViewClass): Registry {
  let registry = REGISTRIES.get(view);
  if (!registry) REGISTRIES.set(view, registry = new Registry(view));
  return registry;
}

/** Scope of rows: that of their view, but what would have to be found again later cannot stand there. */

import type { WarningName } from "../protocol/mod.ts";
import type { Scope } from "../vdom/mod.ts";

/** What is said of a closure in a row. */
const CLOSURELESS =
  "Cannot stream a closure: the server forgets a row once it is sent, and could " +
  "not find it; write a handler by its name, dj-click=${this.remove}, and what it has to know as " +
  "data-id=${item.id}";

/** The surroundings of the rows of one view. Forms in them are sent by the script alone. */
export class RowScope implements Scope {
  readonly #scope: Scope;
  readonly closureless = CLOSURELESS;

  /** Those of a view's renders. */
  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** See {@link Scope}. */
  get handlers(): readonly string[] {
    return this.#scope.handlers ?? [];
  }

  /** See {@link Scope}. */
  get events(): ReadonlySet<string> | undefined {
    return this.#scope.events;
  }

  /** See {@link Scope}. */
  get model(): Scope["model"] {
    return this.#scope.model;
  }

  /** See {@link Scope}. */
  get development(): boolean {
    return this.#scope.development;
  }

  /** See {@link Scope}. */
  get strictStyles(): boolean {
    return this.#scope.strictStyles;
  }

  /** See {@link Scope}. */
  nameOf(handler: (...args: never[]) => unknown): string | undefined {
    return this.#scope.nameOf(handler);
  }

  /** See {@link Scope}. */
  warn(message: string, name: WarningName): void {
    this.#scope.warn(message, name);
  }
}

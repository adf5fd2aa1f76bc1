/** Advice about the names of tasks, in development: misspelt ones, and those that two things have. */

import { nearest } from "../../../vdom/mod.ts";
import type { Keeping } from "./keeping.ts";

/** Letters by which a name may differ from one that was meant. */
const SLIP = 2;

/** Names that are remembered: an app may make them up. */
const MOST_KNOWN = 100;

/** What an author should know of the names in one view. */
export class TaskAdvice {
  readonly #keeper: Keeping;
  /** All names that something was started by. */
  readonly #known = new Set<string>();
  /** Those of this turn: what is started twice in it has not even begun. */
  readonly #fresh = new Set<string>();

  /** About this view. */
  constructor(keeper: Keeping) {
    this.#keeper = keeper;
  }

  /** A field is about to be loaded. */
  assigned(field: string, fields: object, works: ReadonlyMap<string, unknown>): void {
    const { view } = this.#keeper;
    if (!(field in fields)) {
      const meant = nearest(field, Object.keys(fields), SLIP);
      this.#warn(
        `assignAsync("${field}") loads into a field that "${view.constructor.name}" does not have` +
          (meant === undefined
            ? `; declare it: ${field}?: AsyncValue<…>`
            : `: did you mean "${meant}"?`),
      );
    }
    this.#started("assignAsync", field, works);
  }

  /** Something is about to be started. */
  started(name: string, loads: ReadonlyMap<string, unknown>): void {
    this.#started("startAsync", name, loads);
  }

  /** Something is about to be cancelled. */
  cancelled(name: string): void {
    if (this.#known.has(name)) return;
    const meant = nearest(name, [...this.#known], SLIP);
    if (meant === undefined) return;
    this.#warn(`cancelAsync("${name}") cancels nothing: did you mean "${meant}"?`);
  }

  #started(call: string, name: string, others: ReadonlyMap<string, unknown>): void {
    if (others.has(name)) {
      this.#warn(
        `"${name}" is what startAsync runs and a field that assignAsync loads: cancelAsync ends ` +
          `both; give one of them another name`,
      );
    }
    const key = `${call} ${name}`;
    if (this.#fresh.has(key)) {
      this.#warn(
        `${call}("${name}") was called twice in one turn: the second call has cancelled the ` +
          `first; give them two names`,
      );
    }
    if (this.#known.size < MOST_KNOWN) this.#known.add(name);
    this.#fresh.add(key);
    queueMicrotask(() => this.#fresh.delete(key));
  }

  #warn(message: string): void {
    this.#keeper.reporter.warn(message, "async-name");
  }
}

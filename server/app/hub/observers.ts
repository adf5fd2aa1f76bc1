/** Observers of one hub: told of everything in their order, none harmed by another. */

import { isThenable } from "../../platform/mod.ts";
import type { HubRecord, ObserveRecord } from "../../world/mod.ts";

/**
 * Is told what happens. What it throws, or rejects with, is logged and harms nobody.
 *
 * @category Hub
 */
export type Observer = (record: ObserveRecord | HubRecord) => unknown;

/** The observers of a hub. The log is one of them where the app gave none. */
export class Observers {
  readonly #given = new Set<{ readonly observer: Observer }>();
  readonly #log: (record: ObserveRecord | HubRecord) => void;
  readonly #isLogging: boolean;

  /** These observers, or the log. */
  constructor(
    given: Observer | readonly Observer[] | undefined,
    log: (record: ObserveRecord | HubRecord) => void,
  ) {
    this.#log = log;
    const all = typeof given === "function" ? [given] : given ?? [];
    for (const observer of all) this.add(observer);
    this.#isLogging = all.length === 0;
  }

  /** What is worth telling: the log reads no event and no render. */
  get detail(): "errors" | "all" {
    return this.#given.size > 0 ? "all" : "errors";
  }

  /** One more, from now on; returns how to stop. */
  add(observer: Observer): () => void {
    const entry = { observer };
    this.#given.add(entry);
    return () => void this.#given.delete(entry);
  }

  /** Tells all of them. Never throws. */
  tell(record: ObserveRecord | HubRecord): void {
    // One may stop, or add another, while it is told.
    for (const { observer } of [...this.#given]) {
      try {
        const told = observer(record);
        if (isThenable(told)) told.then(undefined, (error: unknown) => this.#failed(error));
      } catch (error) {
        this.#failed(error);
      }
    }
    if (this.#isLogging) this.#write(record);
  }

  #failed(error: unknown): void {
    this.#write({ type: "failure", phase: "observe", request: "-", error });
  }

  #write(record: ObserveRecord | HubRecord): void {
    try {
      this.#log(record);
    } catch {
      // Where the log itself fails, nobody can be told.
    }
  }
}

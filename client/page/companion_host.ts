/** The host of a companion: what its instance gives it. */

import type { EventFacts, Json, Params } from "../../protocol/mod.ts";
import type { Hooks } from "../directives/mod.ts";
import type { Surface } from "../dom/mod.ts";
import type { Events } from "../events/mod.ts";
import type { Failure, Settle } from "../line/mod.ts";
import type { Clock, Page } from "../platform/mod.ts";

/** What a companion is given of its instance. */
export interface CompanionHost {
  readonly window: Page;
  readonly clock: Clock;
  readonly regions: readonly Element[];
  readonly surface: Surface;
  /** Blocks that could not be shown. */
  readonly lost: Set<number>;
  readonly events: Events;
  /** Runs what changes the document. */
  away<Result>(run: () => Result): Result;
  hooks(): Hooks;
  pushEvent(name: string, params?: Params): Promise<Json | undefined>;
  /** Sends an event of an element up. */
  emit(element: Element, on: string, params: Params, settle: Settle, facts?: EventFacts): void;
  fail(failure: Failure): void;
  /** Asks the server for a block. */
  ask(block: number): void;
}

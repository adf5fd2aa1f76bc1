/** The host of a companion: its view's display, with the page and the instance behind it. */

import type { Json, Params } from "../../protocol/mod.ts";
import type { Surface } from "../dom/mod.ts";
import type { Events, Trip } from "../events/mod.ts";
import type { Failure, Settle } from "../line/mod.ts";
import type { LiveHost } from "./live_host.ts";

/** What a view's display and companion use of its instance. */
export interface Displayed {
  readonly root: Element;
  readonly regions: readonly Element[];
  pushEvent(name: string, params?: Params): Promise<Json | undefined>;
  /** Sends the message of an event up. */
  push(message: Json, settle: Settle): void;
  tell(text: string): void;
  /** There may be something to attend to. */
  attend(): void;
  fail(failure: Failure): void;
  /** Tells development of something. */
  warned(warning: readonly [name: string, message: string]): void;
}

/** What a companion is given. */
export interface CompanionHost {
  readonly page: LiveHost;
  readonly instance: Displayed;
  readonly surface: Surface;
  /** Those that could not be shown. */
  readonly lostBlocks: Set<number>;
  readonly events: Events;
  /** Sends an event up: the end of its way in the page. */
  post(trip: Trip): void;
  /** Attributes with directives that are at work at their elements. */
  readonly attributes: ReadonlySet<string>;
}

/** The host of a companion: its view's display, with the page and the instance behind it. */

import type { Json, Params } from "../../protocol/mod.ts";
import type { Directives, Hooks } from "../directives/mod.ts";
import type { Surface } from "../dom/mod.ts";
import type { Called, Events, EventView, Trip, Warned } from "../events/mod.ts";
import type { Failure, Settle } from "../line/mod.ts";
import type { Clock, Page, Watch } from "../platform/mod.ts";

/** The page's directives, those that came with modules too. */
export interface Arriving {
  readonly directives: Directives;
  /** The views that take part in their events. */
  readonly views: Set<EventView>;
  /** The views in views, where there are any. */
  readonly nest: { before(): void } | undefined;
  /** Fetches what an attribute needs; whether it is of a directive. */
  want(attribute: string): boolean;
  /** A view shows a frame: what is at no attribute hears of it, and views in it. */
  settle(view: EventView): void;
  /** Runs when all that was wanted is there, or was waited for. */
  wait(kind: 0 | 1, run: () => void): void;
  /** Gives an event to the view in a view that it is for, once that is there. Whether it is one. */
  pass(trip: Trip, root: Element, missed: () => void): boolean;
  /** Somebody needs a directive itself. */
  summon(attribute: string, use: (called: Called | undefined) => void): void;
}

/** What a companion uses of its page. */
interface CompanionPage {
  readonly window: Page;
  readonly clock: Clock;
  readonly watcher: Watch;
  readonly hooks: Hooks;
  readonly arrivals: Arriving | undefined;
  /** Tells those who listen for tools. */
  tell(type: "optimistic" | "cache", text: string): void;
}

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
  warned(warning: Warned): void;
}

/** What a companion is given. */
export interface CompanionHost {
  readonly page: CompanionPage;
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

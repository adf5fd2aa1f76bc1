/** Keeper of a host: the instance, as its view's host needs it. */

import type { Reporter } from "../../frame/mod.ts";
import type { Extensions, Feed, FeedHost, Flash, Lifecycle, LiveView } from "../../view/mod.ts";
import type { PageLocation, SessionData, VisitFacts, World } from "../../world/mod.ts";
import type { ChannelsHost } from "./channels.ts";
import type { Mailbox } from "../mailbox/mod.ts";

/** The instance, as its host needs it. */
export interface Keeping extends ChannelsHost {
  readonly world: World;
  readonly view: LiveView & Lifecycle;
  readonly mailbox: Mailbox;
  readonly flash: Flash;
  readonly facts: VisitFacts;
  readonly location: PageLocation;
  /** Of a view in a view: the page's own. */
  readonly page: { readonly host: { changedFlash(): void } } | undefined;
  readonly isMounting: boolean;
  readonly isEnded: boolean;
  readonly isRendering: boolean;
  /** Whether its visitor was put out: nothing is published any more. */
  readonly isMute: boolean;
  /** Something waits: the worker looks soon. */
  wake(): void;
  /** State changed outside of a letter. */
  changed(): void;
  /** A push, both parts JSON. */
  pushText(name: string, payload: string): void;
  flushNow(): Promise<void>;
  /** What an extension has for the page: it goes with frames. */
  openFeed(feed: Feed): FeedHost;
  redirect(to: string, options: { session?: SessionData }): void;
  /** User code failed outside of an event. */
  report(phase: string, error: unknown): void;
  readonly reporter: Reporter;
  readonly extensions: Extensions | undefined;
}

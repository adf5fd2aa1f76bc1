/** What a view can ask of the instance that keeps it. */

import type { WarningName } from "../../protocol/mod.ts";
import type { PageLocation, SessionData, VisitFacts, World } from "../world/mod.ts";
import type { AssignOptions, AsyncOptions } from "./async.ts";
import type { Channel, ChannelOptions } from "./channel.ts";
import type { Feed, FeedHost } from "./feed.ts";
import type { Flash } from "./flash.ts";

/** The instance, as the methods of a view see it. */
export interface Host {
  readonly facts: VisitFacts;
  readonly location: PageLocation;
  readonly flash: Flash;
  /** Whether the view renders now: `render`, `head`, and the rows of lists that are read late. */
  readonly isRendering: boolean;
  /** What the hub has beyond views, and whose it is. */
  readonly world: Pick<World, "parts" | "tenant">;
  pushEvent(name: string, payload: unknown): void;
  changedFlash(): void;
  redirect(to: string, options: { session?: SessionData }): void;
  subscribe(topic: string, take: ((message: unknown) => unknown) | undefined): void;
  unsubscribe(topic: string): void;
  publish(topic: string, message: unknown): void;
  send(message: unknown, delay: number): () => void;
  every(ms: number, run: () => unknown): () => void;
  flush(): Promise<void>;
  assignAsync(
    field: string,
    load: (signal: AbortSignal) => unknown,
    options: AssignOptions,
  ): void;
  startAsync(
    name: string,
    run: (signal: AbortSignal) => unknown,
    options: AsyncOptions,
  ): void;
  cancelAsync(name: string): void;
  /** Tells the author what they should know, once, in development. */
  advise(message: string, name: WarningName): void;
  openChannel(options: ChannelOptions): Channel;
  openFeed(feed: Feed): FeedHost;
}

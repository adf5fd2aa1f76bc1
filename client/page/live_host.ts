/** The host of a page's instances: what they share, its window, its line, and what is loaded. */

import type { Scene } from "../dom/mod.ts";
import type { Directives, Hooks } from "../directives/mod.ts";
import type { Bucket, Line } from "../line/mod.ts";
import type { Clock, Loader, Page, Watch } from "../platform/mod.ts";
import type { Arrivals } from "./arrivals.ts";
import type { Live } from "./live.ts";
import type * as More from "./more.ts";
import type { TapRecord } from "./tap.ts";
import type { Views } from "./views.ts";

/** Where an instance is: it is joining until the server said what the page is to show. */
export type LiveState = { type: "idle" | "joining" | "live" | "lost" | "ended" };

/** What instances share: the page, and the line. */
export interface LiveHost {
  readonly window: Page;
  readonly clock: Clock;
  readonly bucket: Bucket;
  readonly build: string;
  readonly parse: Scene["parse"] | undefined;
  /** What is loaded when it is needed first. */
  readonly more: typeof More | undefined;
  readonly loader: Loader<typeof More>;
  readonly line: Line;
  /** Looks away while the document is changed. */
  readonly watcher: Watch;
  readonly hooks: Hooks;
  /** Directives of others, besides the framework's. */
  readonly given?: Directives | undefined;
  /** Rows of directives, once they are there. */
  readonly arrivals: Arrivals | undefined;
  /** All of them, those in others too. */
  readonly views: Views;
  /** A number that was never given before. */
  attempt(): number;
  send(text: string): void;
  /** Tells those who listen for tools. */
  tell(...record: TapRecord): void;
  /** Joins, or resumes. */
  hello(joining: readonly Live[]): void;
  /** Opens another page. */
  leave(to: string): void;
  /** An instance went live, or is live no more. */
  changed(): void;
}

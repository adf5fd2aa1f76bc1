/** Feed of a view: what an extension has for its page and does not keep; it goes with the frames. */

import type { Scope } from "../../vdom/mod.ts";
import { hostOf, type LiveView } from "./view.ts";

/** What waits for a page, at the extension that has it. */
export interface Feed {
  /** Whether nothing waits. */
  readonly isEmpty: boolean;
  /** Bytes that wait. */
  readonly bytes: number;
  /** Gives pushes for the next frame, JSON texts of about so many bytes, and forgets them. */
  take(most: number): string[];
  /** What was taken last went with the frame of this number. */
  sent(frame: number): void;
  /** A page begins: it has what was painted, or nothing. */
  began(page: "painted" | "empty"): void;
  /** The page has the frames up to this one, and will not get those after it. */
  lost(got: number): void;
}

/** What a feed is given by the instance. */
export interface FeedHost {
  /** The surroundings of the view's renders. */
  readonly scope: Scope;
  /** How many bytes may wait. */
  readonly most: number;
  /** Something waits: it goes with the next frame, or soon. */
  soon(): void;
  /** Tells the view something, through its extensions and `handleInfo`. */
  inform(message: unknown): void;
  /** Code of the view failed. */
  report(phase: string, error: unknown): void;
}

/** Gives a view a feed. Call it once, in an extension's `mount`. */
export function openFeed(view: LiveView, feed: Feed): FeedHost {
  return hostOf(view, "openFeed").openFeed(feed);
}

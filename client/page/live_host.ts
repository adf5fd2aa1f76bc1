/** The host of instances: what all views of a page share, its window and its line. */

import type { Scene } from "../dom/mod.ts";
import type { Hooks } from "../directives/mod.ts";
import type { Bucket, Failure } from "../line/mod.ts";
import type { Clock, Page } from "../platform/mod.ts";
import type { Live } from "./live.ts";
import type { Loader } from "./loader.ts";
import type * as More from "./more.ts";

/** What instances share: the page, and the line. */
export interface LiveHost {
  readonly window: Page;
  readonly clock: Clock;
  readonly bucket: Bucket;
  readonly build: string;
  readonly parse: Scene["parse"] | undefined;
  /** What is loaded when it is needed first. */
  readonly more: typeof More | undefined;
  readonly want: Loader["want"];
  readonly need: Loader["need"];
  hooks(): Hooks;
  /** Runs what changes the document. */
  away<Result>(run: () => Result): Result;
  /** A number that was never given before. */
  attempt(): number;
  send(text: string): void;
  /** Joins, or resumes. */
  hello(joining: Live[]): void;
  /** The server answers. */
  settle(): void;
  /** Gives up the socket and joins or resumes on another one. */
  renew(): void;
  /** Nothing helps any more. */
  end(failure: Failure): void;
  leave(to: string): void;
  /** An instance went live, or is live no more. */
  changed(): void;
}

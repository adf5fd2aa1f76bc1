/** What `observe` is told: facts with ids and durations, never params or secrets. */

import type { FailureCode, WarningName } from "../../../protocol/mod.ts";
import type { TerminateReason } from "./facts.ts";

/**
 * Which instance a record is about.
 *
 * @category Hub
 */
export interface Subject {
  /** Id of the instance; not its token. */
  readonly instance: string;
  /** Name of the view's class. */
  readonly view: string;
}

/**
 * How long somebody kept the event loop.
 *
 * @category Hub
 */
export interface Blocked {
  /** The handler, or the member. */
  readonly name: string;
  /** Milliseconds. */
  readonly ms: number;
  /** `later`: behind an await; it was this one, or what ran beside it. */
  readonly when: "at once" | "later";
}

/**
 * One thing that happened. `ms` are durations in milliseconds.
 *
 * @category Hub
 */
export type ObserveRecord =
  | Subject & { type: "mount"; how: "paint" | "join"; ms: number; outcome: string }
  | Subject & { type: "join"; mode: "adopted" | "kept" | "full" | "resumed" | "restored" }
  | Subject & { type: "event"; name: string; ms: number; outcome: "ok" | FailureCode }
  | Subject & { type: "render"; ms: number; bytes: number }
  | Subject & Blocked & { type: "blocked" }
  | Subject & { type: "warning"; name: WarningName; message: string }
  | Subject & {
    type: "error";
    /** What was running: a handler's name, `mount`, `render`, … */
    phase: string;
    code: FailureCode;
    /** Shown to the visitor and written to the log, so that the two can be matched. */
    request: string;
    error: unknown;
  }
  | Subject & { type: "close"; reason: TerminateReason };

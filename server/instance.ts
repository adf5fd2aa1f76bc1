/** One live view and all that keeps it: mailbox, last tree, counters. */

import type { ClosureEvent, FailureCode, NamedEvent } from "../protocol/mod.ts";
import type { Child } from "../vdom/mod.ts";
import type { FlashState, MountFacts, MountOutcome } from "./mount.ts";
import type { TerminateReason, ViewClass } from "./view.ts";
import type { Outlet, World } from "./world.ts";

export type { Outlet, World } from "./world.ts";

/** The first render, for the page's layout. */
export interface Painted {
  /** Marked HTML of the view's own region: what the ticket's hash is about. */
  readonly content: string;
  /** Marked HTML of the flash region. */
  readonly flash: string;
  readonly title: string;
  /** `lang` and `dir` of the document, where the view says them. */
  readonly lang: string | undefined;
  readonly dir: string | undefined;
  /** What `head()` gave, without the title; null without `head()`. */
  readonly head: Child | null;
}

const todo = (): never => {
  throw new Error("under construction");
};

/**
 * One live view.
 *
 * Life: `mount` → `painted` → `adopt` (the page keeps what was painted) or `attachFull` (the page
 * gets all of it in one frame) → `receive`… → `detach` → `replay` on a new line … → `end`.
 */
export class Instance {
  /** Stands in logs; says nothing about the token. */
  readonly id: string = "";

  constructor(_view: ViewClass, _world: World) {}

  /** The resume token, 128 random bits; a restored instance keeps its old one. */
  get token(): string {
    return todo();
  }
  /** Events counted up since the last join. */
  get received(): number {
    return todo();
  }
  /** Frames counted down since the last join. */
  get sent(): number {
    return todo();
  }
  /** An estimate of the memory held, for limits. */
  get bytes(): number {
    return todo();
  }
  get flash(): FlashState {
    return todo();
  }
  get ended(): boolean {
    return todo();
  }

  /** Constructs the view, mounts it and renders for the first time. Never rejects. */
  mount(_facts: MountFacts, _how: "paint" | "join"): Promise<MountOutcome> {
    return todo();
  }
  /** HTML of the first render. May be asked once: it is not kept. */
  painted(): Painted {
    return todo();
  }
  /** The page stays as it was painted; `connected()` runs, then what waits. Counters start at 0. */
  adopt(_outlet: Outlet): void {
    todo();
  }
  /** Sends one full frame, then goes on like `adopt`. Counters start at 0. */
  attachFull(_outlet: Outlet): void {
    todo();
  }
  /**
   * Whether a page that got so many frames can go on with this instance. When false: end it and
   * mount again.
   */
  canResume(_got: number): boolean {
    return todo();
  }
  /**
   * Goes on, on a new line, right after the caller sent `resumed` with {@link received}. Sends
   * exactly the frames that are missing; where the ring no longer has them all, one full frame that
   * answers everything they answered (so no event runs twice, which `joined` could not promise).
   */
  replay(_outlet: Outlet, _got: number): void {
    todo();
  }
  /** The line is lost: `disconnected()` runs, nothing renders until another line is there. */
  detach(): void {
    todo();
  }
  /** One event from the page. Counted whatever becomes of it; never throws. */
  receive(_event: NamedEvent | ClosureEvent): void {
    todo();
  }
  /** One event that is counted and answered with a code, but not run. */
  refuse(_code: FailureCode): void {
    todo();
  }
  /** The page has so many frames: the ring may forget them. */
  acked(_got: number): void {
    todo();
  }
  /** The page could not find a block: sends it anew. */
  heal(_block: number): void {
    todo();
  }
  /** Ends for good: `terminate(reason)` runs, everything it held is let go. Idempotent. */
  end(_reason: TerminateReason): Promise<void> {
    return todo();
  }
  /** Writes a snapshot now, also while a handler runs. */
  drain(): Promise<void> {
    return todo();
  }
  /** Calls when the instance has ended, whoever ended it. */
  onEnd(_listener: (reason: TerminateReason) => void): void {
    todo();
  }
}

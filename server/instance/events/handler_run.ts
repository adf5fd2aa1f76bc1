/** One run of a handler: its signal, and the time it may take. */

import type { EventFacts } from "../../../protocol/mod.ts";
import { abort } from "../../platform/mod.ts";
import type { EventInfo } from "../../view/mod.ts";
import type { World } from "../../world/mod.ts";
import { watchLoop } from "./loop_watch.ts";

/** What happens when a handler takes too long. */
export interface Overdue {
  /** Whether its time stands still: it waits for its reader. */
  isHeld(): boolean;
  /** The time is over: the signal has been aborted. */
  late(): void;
  /** It has not settled long after that. */
  stuck(): void;
  /** The loop was kept for so long while it was under way; asked for in development only. */
  blocked(ms: number): void;
}

/** One run. Handlers see it as their `info`. */
export class HandlerRun implements EventInfo {
  readonly target: string | undefined;
  readonly submitter: string | undefined;
  readonly region: string | undefined;
  readonly #failed: (error: unknown) => void;
  #abort: AbortController | undefined;
  #cancel: (() => void) | undefined;
  #stopWatch: (() => void) | undefined;
  #touched = 0;
  #isLate = false;

  /** A run for an event with these facts; told what those throw who listen for its end. */
  constructor(failed: (error: unknown) => void, facts: EventFacts = {}) {
    this.#failed = failed;
    this.target = facts.t;
    this.submitter = facts.s;
    this.region = facts.r;
  }

  /** Made at the first look: most handlers never ask. */
  get signal(): AbortSignal {
    return (this.#abort ??= new AbortController()).signal;
  }

  /** Begins to count the time. Only runs that are not over at once are watched. */
  static watch(run: HandlerRun, world: World, overdue: Overdue): void {
    const { handler, unsettled } = world.limits;
    const wait = (ms: number, act: () => void): void => {
      run.#cancel = world.timer(ms, act, { unref: true });
    };
    const look = (): void => {
      if (overdue.isHeld()) run.#touched = world.now();
      const left = run.#touched + handler - world.now();
      if (left > 0) return wait(left, look);
      run.#isLate = true;
      HandlerRun.abort(
        run,
        new DOMException(`The handler took over ${handler} ms`, "TimeoutError"),
      );
      wait(unsettled, () => overdue.stuck());
      overdue.late();
    };
    run.#touched = world.now();
    if (world.development) run.#stopWatch = watchLoop(world, (ms) => overdue.blocked(ms));
    wait(handler, look);
  }

  /** The time counts anew: something was pushed. */
  static touch(run: HandlerRun, now: number): void {
    run.#touched = now;
  }

  /** Whether its time is over and its answer given. */
  static isLate(run: HandlerRun): boolean {
    return run.#isLate;
  }

  /** Whether nobody waits for it any more: its time is over, or its view has ended. */
  static isOver(run: HandlerRun): boolean {
    return run.#abort?.signal.aborted === true;
  }

  /** Stops counting. */
  static done(run: HandlerRun): void {
    run.#cancel?.();
    run.#cancel = undefined;
    run.#stopWatch?.();
    run.#stopWatch = undefined;
  }

  /** Tells the handler to stop. */
  static abort(run: HandlerRun, reason: unknown): void {
    // Who never looked at the signal may do so later, and must find it aborted.
    abort(run.#abort ??= new AbortController(), reason, run.#failed);
  }
}

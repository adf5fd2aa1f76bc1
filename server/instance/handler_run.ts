/** One run of a handler: its signal, and the time it may take. */

import type { EventFacts } from "../../protocol/mod.ts";
import { abort } from "../platform/mod.ts";
import type { EventInfo } from "../view/mod.ts";
import type { World } from "../world/mod.ts";

/** What happens when a handler takes too long. */
export interface Overdue {
  /** The time is over: the signal has been aborted. */
  late(): void;
  /** It has not settled long after that. */
  stuck(): void;
}

/** One run. Handlers see it as their `info`. */
export class Turn implements EventInfo {
  readonly target: string | undefined;
  readonly submitter: string | undefined;
  readonly #failed: (error: unknown) => void;
  #abort: AbortController | undefined;
  #cancel: (() => void) | undefined;
  #touched = 0;
  #isLate = false;

  /** A run for an event with these facts; told what those throw who listen for its end. */
  constructor(failed: (error: unknown) => void, facts: EventFacts = {}) {
    this.#failed = failed;
    this.target = facts.t;
    this.submitter = facts.s;
  }

  /** Made at the first look: most handlers never ask. */
  get signal(): AbortSignal {
    return (this.#abort ??= new AbortController()).signal;
  }

  /** Begins to count the time. Only runs that are not over at once are watched. */
  static watch(turn: Turn, world: World, overdue: Overdue): void {
    const { handler, unsettled } = world.limits;
    const wait = (ms: number, run: () => void): void => {
      turn.#cancel = world.timer(ms, run, { unref: true });
    };
    const look = (): void => {
      const left = turn.#touched + handler - world.now();
      if (left > 0) return wait(left, look);
      turn.#isLate = true;
      Turn.abort(turn, new DOMException(`The handler took over ${handler} ms`, "TimeoutError"));
      wait(unsettled, () => overdue.stuck());
      overdue.late();
    };
    turn.#touched = world.now();
    wait(handler, look);
  }

  /** The time counts anew: something was pushed. */
  static touch(turn: Turn, now: number): void {
    turn.#touched = now;
  }

  /** Whether its time is over and its answer given. */
  static isLate(turn: Turn): boolean {
    return turn.#isLate;
  }

  /** Stops counting. */
  static done(turn: Turn): void {
    turn.#cancel?.();
    turn.#cancel = undefined;
  }

  /** Tells the handler to stop. */
  static abort(turn: Turn, reason: unknown): void {
    // Who never looked at the signal may do so later, and must find it aborted.
    abort(turn.#abort ??= new AbortController(), reason, turn.#failed);
  }
}

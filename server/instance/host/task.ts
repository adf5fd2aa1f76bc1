/** One task of a view: tried, within its time, and tried again after pauses that grow. */

import { abort, isThenable } from "../../platform/mod.ts";
import type { AssignOptions, AsyncOptions, RetryOptions, Settled } from "../../view/mod.ts";
import type { World } from "../../world/mod.ts";

/** Milliseconds before the second try, and the most before a later one. */
const PAUSE = 250;
const LONGEST_PAUSE = 10_000;
/** Most tries besides the first: what is down for longer is worth an error. */
const MOST_TRIES = 100;

/** How a task is tried. */
export interface Plan {
  readonly timeout: number | undefined;
  /** Tries besides the first. */
  readonly times: number;
  readonly pause: number;
  when(error: unknown): boolean;
}

const OPTIONS: ReadonlySet<string> = new Set<keyof AssignOptions>([
  ...["await", "late", "retry", "timeout"] as const,
]);

const RETRY: ReadonlySet<string> = new Set<keyof RetryOptions>([
  ...["times", "delay", "when"] as const,
]);

/** The plan that these options say. `call`: the method that was given them, and its name. */
export function planOf(call: string, options: AsyncOptions): Plan {
  const { timeout, retry = 0 } = options;
  const strange = Object.keys(options).find((name) => !OPTIONS.has(name));
  if (strange !== undefined) {
    throw new TypeError(
      `Cannot ${call}: "${strange}" is no option; known are ${[...OPTIONS].join(", ")}`,
    );
  }
  if (typeof retry === "object" && retry !== null) checkRetry(call, retry);
  const { times, delay = PAUSE, when = () => true } = typeof retry === "object" && retry !== null
    ? retry
    : { times: retry };
  if (timeout !== undefined && !(timeout > 0 && Number.isFinite(timeout))) {
    throw new RangeError(`Cannot ${call}: "timeout" is ${timeout}; give milliseconds above 0`);
  }
  if (!Number.isInteger(times) || times < 0 || times > MOST_TRIES) {
    throw new RangeError(
      `Cannot ${call}: "retry" is ${times} times; give a whole number from 0 to ${MOST_TRIES}`,
    );
  }
  if (!(delay > 0 && Number.isFinite(delay))) {
    throw new RangeError(`Cannot ${call}: "retry.delay" is ${delay}; give milliseconds above 0`);
  }
  return { timeout, times, pause: delay, when };
}

function checkRetry(call: string, retry: RetryOptions): void {
  const strange = Object.keys(retry).find((name) => !RETRY.has(name));
  if (strange === undefined) return;
  throw new TypeError(
    `Cannot ${call}: "retry.${strange}" is no option; known are ${[...RETRY].join(", ")}`,
  );
}

/** What a task is told. */
export interface TaskParts {
  /** The call that started it: `assignAsync user`. */
  readonly label: string;
  readonly plan: Plan;
  readonly timer: World["timer"];
  run(signal: AbortSignal): unknown;
  /** It has ended; never called when it was cancelled. */
  done(settled: Settled): void;
  /** What failed meanwhile: a try that is followed by another, or who listens to its signal. */
  failed(phase: string, error: unknown): void;
}

/** One task. */
export class Task {
  readonly #parts: TaskParts;
  readonly #ended = Promise.withResolvers<void>();
  /** Of the try that runs. */
  #controller: AbortController | undefined;
  #stopTimer: (() => void) | undefined;
  #isOver = false;
  #tries = 0;

  /** A task that does not run yet. */
  constructor(parts: TaskParts) {
    this.#parts = parts;
  }

  /** Resolves when it has ended or was cancelled. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Tries it for the first time, at once. */
  start(): void {
    const { label, plan: { timeout }, timer, run } = this.#parts;
    const controller = this.#controller = new AbortController();
    this.#tries++;
    const settle = (settled: Settled): void => {
      if (this.#controller !== controller) return;
      this.#rest();
      this.#judge(settled);
    };
    if (timeout !== undefined) {
      this.#stopTimer = timer(timeout, () => {
        const error = new DOMException(
          `"${label}" took over ${timeout} ms; raise its "timeout", or let it do less`,
          "TimeoutError",
        );
        settle({ ok: false, error });
        this.#abort(controller, error);
      }, { unref: true });
    }
    Promise.try(run, controller.signal).then(
      (result) => settle({ ok: true, result }),
      (error: unknown) => settle({ ok: false, error }),
    );
  }

  /** Aborts it: nobody is told of its end any more. */
  cancel(): void {
    if (this.#isOver) return;
    const controller = this.#controller;
    this.#rest();
    this.#end();
    if (!controller) return;
    const { label } = this.#parts;
    this.#abort(controller, new DOMException(`"${label}" was cancelled`, "AbortError"));
  }

  #judge(settled: Settled): void {
    const { label, plan, timer, done, failed } = this.#parts;
    if (settled.ok) {
      this.#end();
      return done(settled);
    }
    const next = this.#after(settled.error);
    // Who was asked may have cancelled it.
    if (this.#isOver) return;
    if (next !== "again") {
      this.#end();
      return done(next);
    }
    const pause = Math.min(plan.pause * 2 ** (this.#tries - 1), LONGEST_PAUSE);
    failed(`${label}, try ${this.#tries} of ${plan.times + 1}`, settled.error);
    this.#stopTimer = timer(pause, () => this.start(), { unref: true });
  }

  /** What a failure comes to: another try, or its end; what asking for that threw is the error then. */
  #after(error: unknown): Settled | "again" {
    const { plan: { times, when }, label } = this.#parts;
    try {
      const isWorth: unknown = this.#tries <= times && when(error);
      if (!isThenable(isWorth)) return isWorth ? "again" : { ok: false, error };
      // What it comes to is nobody's, and would end the process.
      isWorth.then(undefined, () => {});
      throw new TypeError(
        `Cannot try "${label}" again: "retry.when" gave a promise; write one that answers at once`,
      );
    } catch (cause) {
      return { ok: false, error: cause };
    }
  }

  /** Nothing of it runs. */
  #rest(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#controller = undefined;
  }

  #end(): void {
    this.#isOver = true;
    this.#ended.resolve();
  }

  #abort(controller: AbortController, reason: unknown): void {
    abort(controller, reason, (error) => this.#parts.failed("abort", error));
  }
}

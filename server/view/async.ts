/** Work that runs beside the handlers of a view: `assignAsync` and `startAsync`. */

import { abort } from "../platform/mod.ts";

/**
 * A value that is being loaded. While it is loaded again, the last result stays readable.
 *
 * @category Views
 */
export type AsyncValue<Value> =
  | { loading: boolean; ok: true; failed: false; result: Value; error: undefined }
  | { loading: boolean; ok: false; failed: true; result: Value | undefined; error: unknown }
  | { loading: boolean; ok: false; failed: false; result: undefined; error: undefined };

/** What a task came to. */
export type Settled = { ok: true; result: unknown } | { ok: false; error: unknown };

/** The value before it is loaded, or while it is loaded again. */
export function loading(last: unknown): AsyncValue<unknown> {
  if (isAsyncValue(last)) return { ...last, loading: true };
  return { loading: true, ok: false, failed: false, result: undefined, error: undefined };
}

/** The value once it is loaded, or could not be. */
export function loaded(last: unknown, settled: Settled): AsyncValue<unknown> {
  if (settled.ok) {
    return { loading: false, ok: true, failed: false, result: settled.result, error: undefined };
  }
  const result = isAsyncValue(last) ? last.result : undefined;
  return { loading: false, ok: false, failed: true, result, error: settled.error };
}

/** The value when nothing is loaded any more: what there was stays. */
export function stopped(last: unknown): unknown {
  return isAsyncValue(last) ? { ...last, loading: false } : last;
}

function isAsyncValue(value: unknown): value is AsyncValue<unknown> {
  return typeof value === "object" && value !== null && "loading" in value && "failed" in value;
}

/** The tasks of one instance, one per name. */
export class Tasks {
  readonly #running = new Map<string, AbortController>();
  readonly #failed: (error: unknown) => void;

  /** Tasks; told what those throw who listen for their end. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** How many have not settled. */
  get size(): number {
    return this.#running.size;
  }

  /**
   * Starts a task; one of the same name is cancelled. `done` is called once it settled, never when
   * it was cancelled. Returns when it has settled or was cancelled; never rejects.
   */
  start(
    name: string,
    run: (signal: AbortSignal) => unknown,
    done: (settled: Settled) => void,
  ): Promise<void> {
    this.cancel(name);
    const controller = new AbortController();
    this.#running.set(name, controller);
    const finish = (settled: Settled): void => {
      if (this.#running.get(name) !== controller) return;
      this.#running.delete(name);
      done(settled);
    };
    const cancelled = new Promise<void>((resolve) => {
      controller.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    const settled = Promise.try(run, controller.signal).then(
      (result) => finish({ ok: true, result }),
      (error: unknown) => finish({ ok: false, error }),
    );
    return Promise.race([settled, cancelled]);
  }

  /** Aborts the task of this name. */
  cancel(name: string): void {
    const controller = this.#running.get(name);
    this.#running.delete(name);
    if (!controller) return;
    abort(controller, new DOMException(`"${name}" was cancelled`, "AbortError"), this.#failed);
  }

  /** Aborts all. */
  end(): void {
    for (const name of [...this.#running.keys()]) this.cancel(name);
  }
}

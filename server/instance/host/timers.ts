/** A view's own timers: they begin when a socket is there, and end with the view. */

import type { World } from "../../world/mod.ts";

/** Timers of one instance. */
export class Timers {
  readonly #world: World;
  #isStarted = false;
  /** Those that wait for the start, then those that run: each with how to start and stop it. */
  readonly #timers = new Set<{ start(): void; stop(): void }>();

  /** Timers that do not run yet. */
  constructor(world: World) {
    this.#world = world;
  }

  /** How many there are. */
  get size(): number {
    return this.#timers.size;
  }

  /** A socket is there. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    for (const timer of this.#timers) timer.start();
  }

  /** Runs once. */
  once(ms: number, run: () => void): () => void {
    return this.#add(ms, (stop) => {
      stop();
      run();
    });
  }

  /** Runs again and again, until it is stopped. */
  every(ms: number, run: () => void): () => void {
    return this.#add(ms, (_stop, again) => {
      again();
      run();
    });
  }

  /** All are stopped. */
  end(): void {
    for (const timer of this.#timers) timer.stop();
  }

  #add(ms: number, due: (stop: () => void, again: () => void) => void): () => void {
    let cancel: (() => void) | undefined;
    const start = (): void => {
      cancel = this.#world.timer(ms, () => due(stop, start), { unref: true });
    };
    const stop = (): void => {
      cancel?.();
      this.#timers.delete(timer);
    };
    const timer = { start, stop };
    this.#timers.add(timer);
    if (this.#isStarted) start();
    return stop;
  }
}

/** Throws for what is no interval. */
export function checkInterval(ms: number): void {
  if (ms >= 1 && Number.isFinite(ms)) return;
  throw new RangeError(`Cannot run every ${ms} ms: give a finite number from 1 up`);
}

/** Posts a run at every tick, but never a second one while one waits; returns how to stop. */
export function ticking(
  every: (tick: () => void) => () => void,
  run: () => unknown,
  post: (tick: () => unknown) => void,
): () => void {
  let state: "idle" | "waiting" | "stopped" = "idle";
  const tick = (): unknown => {
    if (state === "stopped") return undefined;
    state = "idle";
    return run();
  };
  const stop = every(() => {
    if (state !== "idle") return;
    state = "waiting";
    post(tick);
  });
  return () => {
    state = "stopped";
    stop();
  };
}

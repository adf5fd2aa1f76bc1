/** Pulse: runs at once after a rest, then again and again, each time after what the last run said. */

/** A pulse. Time is given to it. */
export class Pulse {
  readonly #after: (ms: number, run: () => void) => () => void;
  readonly #run: () => number | undefined;
  #stop: (() => void) | undefined;

  /** `run` says how long to wait before the next one; undefined: there was nothing to do, rest. */
  constructor(
    after: (ms: number, run: () => void) => () => void,
    run: () => number | undefined,
  ) {
    this.#after = after;
    this.#run = run;
  }

  /** Whether it will not run until it is woken. */
  get isResting(): boolean {
    return !this.#stop;
  }

  /** There is something to do. */
  wake(): void {
    if (!this.#stop) this.#beat();
  }

  /** Nothing is done any more, until it is woken. */
  end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #beat(): void {
    this.#stop = undefined;
    const wait = this.#run();
    if (wait !== undefined) this.#stop = this.#after(wait, () => this.#beat());
  }
}

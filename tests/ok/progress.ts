/** The progress of a run: says again and again which steps are running, so that nobody thinks it hangs. */

/** Who waits hears something this often, in milliseconds. */
const EVERY_MS = 15_000;

/** What is running now. `using` ends its reports. */
export class Progress implements Disposable {
  readonly #running = new Map<string, number>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(say: (line: string) => void, every: number = EVERY_MS) {
    this.#timer = setInterval(() => {
      if (this.#running.size > 0) say(progressOf(this.#running, performance.now()));
    }, every);
  }

  /** Awaits the work of a step. */
  async during<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    this.#running.set(name, performance.now());
    try {
      return await work();
    } finally {
      this.#running.delete(name);
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** The line about running steps, each with the time when it began. */
export function progressOf(running: ReadonlyMap<string, number>, now: number): string {
  const steps = [...running].map(([name, since]) =>
    `${name} (${Math.round((now - since) / 1000)} s so far)`
  );
  return `… running: ${steps.join(", ")}`;
}

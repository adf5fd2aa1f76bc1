/** Remembers warnings: a problem that stays is told once, not at every render. */

/** Most messages that are remembered; what comes after them is not told. */
const MOST_WARNINGS = 100;

/** Messages that were told. */
export class WarnOnce {
  readonly #most: number;
  #messages: Set<string> | undefined;

  /** Remembers so many. */
  constructor(most: number = MOST_WARNINGS) {
    this.#most = most;
  }

  /** Whether to tell it: the first time, while there are not too many. */
  isNew(message: string): boolean {
    const messages = this.#messages ??= new Set();
    if (messages.size >= this.#most || messages.has(message)) return false;
    messages.add(message);
    return true;
  }
}

/** Remembers warnings: a problem that stays is told once, not at every render. */

/** Most messages that are remembered; what comes after them is not told. */
const MOST = 100;

/** Messages that were told. */
export class WarnOnce {
  #messages: Set<string> | undefined;

  /** Whether to tell it: the first time, while there are not too many. */
  isNew(message: string): boolean {
    const messages = this.#messages ??= new Set();
    if (messages.size >= MOST || messages.has(message)) return false;
    messages.add(message);
    return true;
  }
}

/** Places of messages among those of their publishers: by them a reader knows what it has missed. */

/** Publishers whose last number is known. Those of processes that are gone make room. */
const MOST_PUBLISHERS = 1_000;

/** The place of a message among those of one publisher in one topic. */
export interface Place {
  /** Rises with each message of the publisher. */
  readonly number: number;
  /** The number of the one before in this topic: 0 where there was none. */
  readonly before: number;
}

/** What was heard last of each publisher, in one topic. */
export class Places {
  readonly #last = new Map<string, number>();

  /** Whether something was lost before this one. Its number is the last from now on. */
  follow(from: string, { number, before }: Place): boolean {
    const last = this.#last.get(from);
    this.#last.delete(from);
    this.#last.set(from, number);
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= MOST_PUBLISHERS) break;
      this.#last.delete(oldest);
    }
    return last !== undefined && before !== 0 && before !== last;
  }
}

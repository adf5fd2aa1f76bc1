/** Parts of the page that could not be found: asked for again, as fast as the server takes it. */

import { PAGE } from "./apply.ts";
import type { Clock } from "./clock.ts";

/** Between two rounds of asking, in milliseconds. */
const ROUND = 250;
/** More blocks than this in one round: the whole page is asked for. So it is after so many tries. */
const MANY = 8;
const TRIES = 3;
/** For so long a frame may be the answer. */
const ANSWER = 5_000;

/** What the heals of one instance need. */
export interface HealHost {
  readonly clock: Clock;
  /** The blocks that are lost now. */
  readonly lost: Set<number>;
  ask(block: number): void;
  /** A block stays lost, however often it is sent. */
  failed(): void;
}

/** What is asked for. */
export class Heals {
  readonly #host: HealHost;
  readonly #tries = new Map<number, number>();
  /** What was asked for lately: the line may go before the answer has come. */
  readonly #asked = new Set<number>();
  #askedAt = -ANSWER;
  #stop: (() => void) | undefined;

  constructor(host: HealHost) {
    this.#host = host;
  }

  /** Whether the next frame may paint something anew. */
  get isAsking(): boolean {
    return this.#host.clock.now() - this.#askedAt < ANSWER;
  }

  /** Asks for what is lost, unless it was asked for just now. */
  ask(): void {
    const { clock, ask, failed, lost } = this.#host;
    // All of the page is on its way.
    if (this.isAsking && this.#asked.has(PAGE)) lost.clear();
    if (this.#stop || lost.size === 0) return;
    let isWhole = lost.size > MANY;
    for (const block of lost) {
      const tries = (this.#tries.get(block) ?? 0) + 1;
      this.#tries.set(block, tries);
      if (tries > TRIES) failed();
      // No other numbers are blocks'.
      isWhole ||= tries > TRIES || !(Number.isSafeInteger(block) && block > PAGE);
    }
    if (!this.isAsking) this.#asked.clear();
    for (const block of isWhole ? [PAGE] : lost) {
      ask(block);
      this.#asked.add(block);
    }
    if (isWhole) this.#tries.clear();
    lost.clear();
    this.#askedAt = clock.now();
    this.#stop = clock.after(ROUND, () => {
      this.#stop = undefined;
      this.ask();
    });
  }

  /** The line is back. */
  again(): void {
    if (!this.isAsking) return;
    for (const block of this.#asked) this.#host.lost.add(block);
    this.#asked.clear();
    this.ask();
  }

  /** All was painted anew. */
  forget(): void {
    this.#host.lost.clear();
    this.#tries.clear();
    this.#asked.clear();
  }
}

/** Parts of the page that could not be found: asked for again, as fast as the server takes it. */

import { PAGE } from "../dom/mod.ts";
import type { Clock } from "../platform/mod.ts";

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
  ask(block: number, hasMissed: boolean): void;
  /** A block stays lost, however often it is sent. */
  failed(): void;
}

/** The blocks that are lost now. */
export class Heals {
  readonly #host: HealHost;
  readonly #lost = new Set<number>();
  readonly #tries = new Map<number, number>();
  /** What was asked for lately: the line may go before the answer has come. */
  readonly #asked = new Set<number>();
  #askedAt = -ANSWER;
  /** Whether something is lost that frames brought besides patches. */
  hasMissed = false;
  #stop: (() => void) | undefined;

  constructor(host: HealHost) {
    this.#host = host;
  }

  /** Whether the next frame may paint something anew. */
  get isAsking(): boolean {
    return this.#host.clock.now() - this.#askedAt < ANSWER;
  }

  /** These blocks could not be shown: asks for them, unless all of the page is on its way. */
  ask(blocks: Iterable<number>): void {
    for (const block of blocks) this.#lost.add(block);
    if (this.isAsking && this.#asked.has(PAGE)) this.#lost.clear();
    if (this.#stop || this.#lost.size === 0) return;
    const { clock, ask, failed } = this.#host;
    let isHopeless = false;
    // What has no such number is no block.
    let isWhole = this.#lost.size > MANY;
    for (const block of this.#lost) {
      const tries = (this.#tries.get(block) ?? 0) + 1;
      this.#tries.set(block, tries);
      isHopeless ||= tries > TRIES;
      isWhole ||= isHopeless || !Number.isSafeInteger(block) || block <= PAGE;
    }
    if (isHopeless) failed();
    if (isWhole) this.#tries.clear();
    if (!this.isAsking) this.#asked.clear();
    for (const block of isWhole ? [PAGE] : this.#lost) {
      ask(block, this.hasMissed);
      this.#asked.add(block);
    }
    this.#lost.clear();
    this.#askedAt = clock.now();
    this.#stop = clock.after(ROUND, () => {
      this.#stop = undefined;
      this.ask([]);
    });
  }

  /** The line is back. */
  again(): void {
    const asked = this.isAsking ? [...this.#asked] : [];
    this.#asked.clear();
    this.ask(asked);
  }

  /** All was painted anew. */
  forget(): void {
    this.hasMissed = false;
    this.#lost.clear();
    this.#tries.clear();
    this.#asked.clear();
  }
}

/** Source of a stream: an async iterable, asked for one item after the other, no faster than the page. */

/** What a source needs of its stream. */
export interface SourceHost {
  take(item: unknown): void;
  /** Once the page takes more; undefined where it does now. */
  ready(): Promise<void> | undefined;
  failed(error: unknown): void;
  /** It asks for no more. */
  over(): void;
}

/** One run through an iterable. */
export class Source {
  readonly #items: AsyncIterable<unknown>;
  /** None once it is over: an iterable that never gives what it was asked for keeps no view. */
  #host: SourceHost | undefined;
  #iterator: AsyncIterator<unknown> | undefined;

  constructor(items: AsyncIterable<unknown>, host: SourceHost) {
    this.#items = items;
    this.#host = host;
  }

  /** Begins. */
  start(): void {
    if (this.#iterator || !this.#host) return;
    this.#run().catch((error) => {
      this.#host?.failed(error);
      this.stop();
    });
  }

  /** Asks for no more; the iterable may clean up. */
  stop(): void {
    if (!this.#host) return;
    this.#over();
    // One that waits for an item hears of it after that.
    try {
      this.#iterator?.return?.().catch(() => {});
    } catch {
      // What it throws at its end concerns nobody.
    }
  }

  async #run(): Promise<void> {
    const iterator = this.#iterator = this.#items[Symbol.asyncIterator]();
    while (this.#host) {
      const { done, value } = await iterator.next();
      if (done) return this.#over();
      this.#host?.take(value);
      const ready = this.#host?.ready();
      if (ready) await ready;
    }
  }

  #over(): void {
    const host = this.#host;
    this.#host = undefined;
    host?.over();
  }
}

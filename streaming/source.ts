/** Source of a stream: an async iterable, asked for one item after the other, no faster than the page. */

/** What a source needs of its stream. */
export interface SourceHost {
  take(item: unknown): void;
  /** Once the page takes more; undefined where it does now. */
  ready(): Promise<void> | undefined;
  failed(error: unknown): void;
}

/** One run through an iterable. */
export class Source {
  readonly #items: AsyncIterable<unknown>;
  readonly #host: SourceHost;
  #iterator: AsyncIterator<unknown> | undefined;
  #isOver = false;

  constructor(items: AsyncIterable<unknown>, host: SourceHost) {
    this.#items = items;
    this.#host = host;
  }

  /** Begins. */
  start(): void {
    if (this.#iterator || this.#isOver) return;
    this.#run().catch((error) => {
      if (!this.#isOver) this.#host.failed(error);
      this.stop();
    });
  }

  /** Asks for no more; the iterable may clean up. */
  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // One that waits for an item hears of it after that.
    try {
      this.#iterator?.return?.().catch(() => {});
    } catch {
      // What it throws at its end concerns nobody.
    }
  }

  async #run(): Promise<void> {
    const iterator = this.#iterator = this.#items[Symbol.asyncIterator]();
    while (!this.#isOver) {
      const { done, value } = await iterator.next();
      if (done) this.#isOver = true;
      if (this.#isOver) return;
      this.#host.take(value);
      const ready = this.#host.ready();
      if (ready) await ready;
    }
  }
}

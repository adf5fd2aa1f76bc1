/** Frames that were sent and not yet acknowledged: what a resume sends again. */

/** The ring of one instance. Frames are numbered from 1; the oldest go first when there is no room. */
export class Ring {
  readonly #mostFrames: number;
  readonly #mostBytes: number;
  #texts: string[] = [];
  #last = 0;
  #acked = 0;
  #bytes = 0;

  /** A ring of so many frames and bytes. */
  constructor(limits: { readonly ringFrames: number; readonly ringBytes: number }) {
    this.#mostFrames = limits.ringFrames;
    this.#mostBytes = limits.ringBytes;
  }

  /** The number of the last frame. */
  get last(): number {
    return this.#last;
  }

  /** How many frames the page has not acknowledged. */
  get unseen(): number {
    return this.#last - this.#acked;
  }

  /** Bytes of the kept frames. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A frame that has been sent. */
  add(text: string): void {
    this.#last++;
    this.#texts.push(text);
    this.#bytes += text.length;
    let over = 0;
    while (this.#texts.length - over > this.#mostFrames || this.#bytes > this.#mostBytes) {
      this.#bytes -= this.#texts[over++]?.length ?? 0;
    }
    if (over > 0) this.#texts.splice(0, over);
  }

  /** The page has the frames up to this one. */
  acked(got: number): void {
    const known = Math.min(got, this.#last);
    if (known <= this.#acked) return;
    this.#acked = known;
    for (const text of this.#texts.splice(0, known - this.#first)) this.#bytes -= text.length;
  }

  /** Whether a page may have so many frames: no fewer than it acknowledged. */
  knows(got: number): boolean {
    return got >= this.#acked && got <= this.#last;
  }

  /** The frames after this one; undefined when one of them is not kept. */
  after(got: number): string[] | undefined {
    if (!this.knows(got) || got < this.#first) return undefined;
    return this.#texts.slice(got - this.#first);
  }

  /** Empty, as if so many frames had been sent. */
  restart(got = 0): void {
    this.#texts = [];
    this.#last = this.#acked = got;
    this.#bytes = 0;
  }

  /** The number of the frame before the kept ones. */
  get #first(): number {
    return this.#last - this.#texts.length;
  }
}

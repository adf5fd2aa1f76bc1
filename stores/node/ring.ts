/** Ring of the latest items of a node, numbered, bounded in bytes and in age. */

/** The bounds of a ring. */
export interface RingOptions {
  readonly bytes: number;
  /** Milliseconds since an item was written, after which it goes. */
  readonly age: number;
}

interface Kept {
  readonly item: Uint8Array;
  /** When it was written; undefined before. */
  at: number | undefined;
}

/** Items as a node's outbox holds them. Time is an argument. */
export class Ring {
  readonly #options: RingOptions;
  #kept: Kept[] = [];
  #bytes = 0;
  #last = 0;

  /** An empty one. */
  constructor(options: RingOptions) {
    this.#options = options;
  }

  /** The number of the first item that is still here, or of the next one. */
  get first(): number {
    return this.#last - this.#kept.length + 1;
  }

  /** The number of the latest item; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** The items, oldest first. */
  get items(): readonly Uint8Array[] {
    return this.#kept.map(({ item }) => item);
  }

  /** The bytes of all items. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds an item; returns its number. The oldest go over the bound, this one never. */
  push(item: Uint8Array): number {
    this.#kept.push({ item, at: undefined });
    this.#bytes += item.length;
    this.#last++;
    while (this.#bytes > this.#options.bytes && this.#kept.length > 1) this.#drop();
    return this.#last;
  }

  /** An item was lost before it came here: its number is never used. */
  miss(): void {
    this.#kept = [];
    this.#bytes = 0;
    this.#last++;
  }

  /** All up to this number are written now: their age begins. */
  written(last: number, now: number): void {
    const count = last - this.first + 1;
    for (const kept of this.#kept.slice(0, Math.max(0, count))) kept.at ??= now;
  }

  /** Lets go what was written long ago: readers have had their time. */
  trim(now: number): void {
    while ((this.#kept[0]?.at ?? now) < now - this.#options.age) this.#drop();
  }

  #drop(): void {
    this.#bytes -= this.#kept.shift()?.item.length ?? 0;
  }
}

/** Kept answers: the newest of a page, by what was asked; bounded, and none older than it may be. */

/** How many are kept, and how large all of them are together, in characters. */
export const KEPT = { count: 100, size: 2_000_000 } as const;

interface Entry<Value> {
  readonly value: Value;
  readonly size: number;
  readonly at: number;
}

/** What is kept of one page. */
export class Kept<Value> {
  /** Those used last are at the end. */
  readonly #entries = new Map<string, Entry<Value>>();
  #size = 0;

  /** What was kept, and how long it may still be shown. */
  get(key: string, ttl: number, now: number): [value: Value, left: number] | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#delete(key, entry);
    const left = entry.at + ttl - now;
    if (left <= 0) return undefined;
    this.#add(key, entry);
    return [entry.value, left];
  }

  /** Keeps it in place of what was kept before, and lets go what was not used for longest. */
  put(key: string, value: Value, size: number, at: number): void {
    const before = this.#entries.get(key);
    if (before) this.#delete(key, before);
    if (size > KEPT.size) return;
    this.#add(key, { value, size, at });
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= KEPT.count && this.#size <= KEPT.size) break;
      this.#delete(key, entry);
    }
  }

  #add(key: string, entry: Entry<Value>): void {
    this.#entries.set(key, entry);
    this.#size += entry.size;
  }

  #delete(key: string, entry: Entry<Value>): void {
    this.#entries.delete(key);
    this.#size -= entry.size;
  }
}

/** A text for what was asked: the same for the same, of the same types, in whatever order. */
export function keyOf(params: object): string {
  return JSON.stringify(
    params,
    (_, value) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))
        : value,
  );
}

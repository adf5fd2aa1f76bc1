/** Watches of keys in Deno KV: ten keys a stream, opened again when the keys change or one ends. */

import type { Clock } from "../../../server/world/mod.ts";
import type { KvEntry, KvHandle, KvKey } from "../handle/mod.ts";

/** What watches need. */
export interface WatchesParts {
  readonly handle: KvHandle;
  readonly clock: Clock;
  /** What is to be watched now. */
  keys(): readonly KvKey[];
  saw(entries: readonly KvEntry[]): void;
}

type Reader = ReadableStreamDefaultReader<readonly KvEntry[]>;

/** Keys of one stream. */
const AT_ONCE = 10;
/** How long to wait before one that ended is opened again. */
const WAIT = 1_000;

/** Streams of changes. While one is open the process does not end by itself. */
export class Watches {
  readonly #parts: WatchesParts;
  readonly #readers = new Set<Reader>();
  readonly #timers = new Set<() => void>();
  #state: "closed" | "changing" | "open" = "closed";
  /** Rises whenever all are opened anew: what belongs to an earlier one ends. */
  #turn = 0;

  /** Watches nothing yet. */
  constructor(parts: WatchesParts) {
    this.#parts = parts;
  }

  /** Watches from now on. */
  open(): void {
    if (this.#state !== "closed") return;
    this.#state = "open";
    this.change();
  }

  /** The keys are others now. */
  change(): void {
    if (this.#state !== "open") return;
    this.#state = "changing";
    queueMicrotask(() => {
      if (this.#state !== "changing") return;
      this.#state = "open";
      void this.#end();
      const keys = this.#parts.keys();
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        void this.#follow(keys.slice(at, at + AT_ONCE), this.#turn);
      }
    });
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    this.#state = "closed";
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#turn++;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    const readers = [...this.#readers];
    this.#readers.clear();
    await Promise.allSettled(readers.map((reader) => reader.cancel()));
  }

  /** Never rejects: what fails is opened again. */
  async #follow(keys: readonly KvKey[], turn: number): Promise<void> {
    try {
      const kv = await this.#parts.handle.opened();
      if (turn !== this.#turn) return;
      const reader = kv.watch(keys).getReader();
      this.#readers.add(reader);
      for (;;) {
        const { done, value } = await reader.read();
        if (turn !== this.#turn) return;
        if (done) break;
        this.#parts.saw(value);
      }
      this.#readers.delete(reader);
    } catch {
      // Polling goes on meanwhile, and says what is wrong.
    }
    if (turn !== this.#turn) return;
    const cancel = this.#parts.clock.timer(WAIT, () => {
      this.#timers.delete(cancel);
      void this.#follow(keys, turn);
    }, { unref: true });
    this.#timers.add(cancel);
  }
}

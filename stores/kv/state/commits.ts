/** Commits to Deno KV: changes that come together are written together, many at a time. */

import type { Clock } from "../../../server/world/mod.ts";
import type { KvHandle, KvKey, KvOperation } from "../handle/mod.ts";

/** A change that stands or falls with what one key was. */
export interface Change {
  readonly check: { readonly key: KvKey; readonly versionstamp: string | null };
  /** More that must be as it was. */
  readonly checks?: readonly { readonly key: KvKey; readonly versionstamp: string | null }[];
  readonly sets: readonly {
    readonly key: KvKey;
    readonly value: Uint8Array;
    readonly expireIn: number;
  }[];
  readonly deletes?: readonly KvKey[];
}

/** A KV Connect server takes ten checks, and a commit holds 800 KB. */
const CHECKS = 10;
const BYTES = 700 * 1_024;
/** A server that writes slowly writes many at once. */
const UNDER_WAY = 100;
/** How long the first waits for others. */
const GATHER = 1;

interface Waiting {
  readonly change: Change;
  /** The keys that it looks at. */
  readonly ids: readonly string[];
  readonly bytes: number;
  /** The versionstamp, or undefined where something was not as it was. */
  readonly done: PromiseWithResolvers<string | undefined>;
}

/** Writes changes of different keys in as few commits as there may be. */
export class Commits {
  readonly #handle: KvHandle;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #isGathering = false;
  #underWay = 0;

  /** Nothing waits yet. */
  constructor(handle: KvHandle, clock: Clock) {
    this.#handle = handle;
    this.#clock = clock;
  }

  /**
   * Writes; undefined where what was to be checked is not so any more. What rejects may still land
   * later.
   */
  commit(change: Change): Promise<string | undefined> {
    const bytes = change.sets.reduce((sum, { value }) => sum + value.length, 0);
    const done = Promise.withResolvers<string | undefined>();
    const checks = [change.check, ...change.checks ?? []];
    const ids = checks.map(({ key }) => JSON.stringify(key));
    this.#waiting.push({ change, ids, bytes, done });
    if (this.#waiting.length >= CHECKS) this.#begin();
    else if (!this.#isGathering) {
      this.#isGathering = true;
      this.#clock.timer(GATHER, () => {
        this.#isGathering = false;
        this.#begin();
      });
    }
    return done.promise;
  }

  #begin(): void {
    while (this.#waiting.length > 0 && this.#underWay < UNDER_WAY) void this.#run(this.#batch());
  }

  /** The first that fit into one commit; no key is in one twice: they would not see each other. */
  #batch(): Waiting[] {
    const ids = new Set<string>();
    let bytes = 0;
    let checks = 0;
    const fits = (next: Waiting): boolean => {
      bytes += next.bytes;
      checks += next.ids.length;
      const isAlone = next.ids.every((id) => !ids.has(id));
      return (bytes <= BYTES && checks <= CHECKS && isAlone) || ids.size === 0;
    };
    let count = 0;
    for (const next of this.#waiting) {
      if (!fits(next)) break;
      for (const id of next.ids) ids.add(id);
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    this.#underWay++;
    try {
      const version = await this.#write(batch);
      if (version !== undefined || batch.length === 1) {
        for (const { done } of batch) done.resolve(version);
      } else {
        // One of them is not as it was: the others are not to wait for it.
        await Promise.all(batch.map(async (one) => one.done.resolve(await this.#write([one]))));
      }
    } catch (error) {
      for (const { done } of batch) done.reject(error);
    } finally {
      this.#underWay--;
      this.#begin();
    }
  }

  async #write(batch: readonly Waiting[]): Promise<string | undefined> {
    const result = await this.#handle.call("write", (kv) => {
      const operation = kv.atomic();
      for (const { change } of batch) add(operation, change);
      return operation.commit();
    });
    return result.ok ? result.versionstamp : undefined;
  }
}

function add(operation: KvOperation, { check, checks = [], sets, deletes = [] }: Change): void {
  operation.check(check, ...checks);
  for (const { key, value, expireIn } of sets) {
    operation.set(key, value, { expireIn: Math.max(1, Math.ceil(expireIn)) });
  }
  for (const key of deletes) operation.delete(key);
}

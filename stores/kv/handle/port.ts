/** Deno KV, as far as the stores use it: `Deno.Kv` is one, for types without the unstable flag. */

/**
 * A key of Deno KV.
 *
 * @category Stores
 */
export type KvKey = readonly (Uint8Array | string | number | bigint | boolean | symbol)[];

/**
 * What there is under a key.
 *
 * @category Stores
 */
export interface KvEntry {
  /** Where it is. */
  readonly key: KvKey;
  /** What it is; null for nothing. */
  readonly value: unknown;
  /** Another with every write; null for nothing. */
  readonly versionstamp: string | null;
}

/**
 * Changes that are made together, or not at all.
 *
 * @category Stores
 */
export interface KvOperation {
  /** Only if these are as they were. */
  check(...checks: { key: KvKey; versionstamp: string | null }[]): this;
  /** Writes. */
  set(key: KvKey, value: unknown, options?: { expireIn?: number }): this;
  /** Removes. */
  delete(key: KvKey): this;
  /** Does it. */
  commit(): Promise<{ ok: true; versionstamp: string } | { ok: false }>;
}

/**
 * An open Deno KV, as `Deno.openKv()` gives it.
 *
 * @category Stores
 */
export interface Kv {
  /** What is under a key. */
  get(key: KvKey): Promise<KvEntry>;
  /** What is under up to ten keys. */
  getMany(keys: readonly KvKey[]): Promise<readonly KvEntry[]>;
  /** All that is below a key. */
  list(selector: { prefix: KvKey }): AsyncIterable<KvEntry>;
  /** Several changes at once. */
  atomic(): KvOperation;
  /** The values of up to ten keys, now and whenever they change. */
  watch(keys: readonly KvKey[]): ReadableStream<readonly KvEntry[]>;
  /** Ends it. */
  close(): void;
}

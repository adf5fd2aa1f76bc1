/** Deno KV, as far as the stores use it: `Deno.Kv` is one, for types without the unstable flag. */

/** A key of Deno KV. */
export type KvKey = readonly (Uint8Array | string | number | bigint | boolean | symbol)[];

/** What there is under a key; the versionstamp of nothing is null. */
export interface KvEntry {
  readonly key: KvKey;
  readonly value: unknown;
  readonly versionstamp: string | null;
}

/** All of it, or nothing. */
export interface KvOperation {
  check(...checks: { key: KvKey; versionstamp: string | null }[]): this;
  set(key: KvKey, value: unknown, options?: { expireIn?: number }): this;
  delete(key: KvKey): this;
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

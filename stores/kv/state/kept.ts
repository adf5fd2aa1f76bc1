/** Kept snapshots as they lie in Deno KV: a header, and a body that may need chunks of its own. */

import type { Snapshot, SnapshotHeader } from "../../../server/world/mod.ts";
import { pack, unpack } from "../../node/pack.ts";
import type { Change } from "./commits.ts";
import type { Keys, KvKey } from "../handle/mod.ts";

/** What stands under the key of a snapshot. */
export interface Kept {
  /** None of what was removed. */
  readonly header: SnapshotHeader | undefined;
  /** Never falls, also when there is no header any more. */
  readonly epoch: number;
  /** Milliseconds since 1970: Deno KV gives what has expired for up to a minute more. */
  readonly until: number;
  /** The body, where it is small. */
  readonly body: Uint8Array | undefined;
  /** How many chunks hold it otherwise, and what each of them begins with. */
  readonly chunks: number;
  readonly mark: string;
}

/** A value of Deno KV holds 64 KiB: what a header and a mark take is far less than the rest. */
const CHUNK = 60 * 1_024;
const MARK = 16;
/** What a commit holds, with its headers. */
export const MOST_BODY = 700 * 1_024;
const MOST_CHUNKS = Math.ceil(MOST_BODY / CHUNK);

const encoder = new TextEncoder();

/** What was written under a key; undefined for nothing, and for what cannot be read. */
export function keptIn(value: unknown): Kept | undefined {
  const kept = unpack(value) as Partial<Kept> | null | undefined;
  const { epoch, until, body, chunks = NaN, mark, header } = kept ?? {};
  const isWhole = typeof epoch === "number" && typeof until === "number" &&
    Number.isInteger(chunks) && chunks >= 0 && chunks <= MOST_CHUNKS &&
    typeof mark === "string" && (body === undefined || body instanceof Uint8Array) &&
    (header === undefined || isHeader(header));
  return isWhole ? kept as Kept : undefined;
}

function isHeader(header: unknown): boolean {
  if (typeof header !== "object" || header === null) return false;
  const { epoch, attempt, holder, order, handled } = header as Partial<SnapshotHeader>;
  return typeof holder === "string" &&
    [epoch, attempt, order, handled].every((count) => typeof count === "number");
}

/** How to write a snapshot under a key, in the place of what was there. `mark` is new each time. */
export function written(
  snapshot: Snapshot,
  place: {
    readonly keys: Keys;
    readonly hash: string;
    readonly mark: string;
    readonly until: number;
    readonly before: Kept | undefined;
    readonly ttl: number;
  },
): { readonly kept: Kept; readonly change: Omit<Change, "check"> } {
  const { keys, hash, mark, until, before, ttl: expireIn } = place;
  const { body, ...header } = snapshot;
  const count = body.length <= CHUNK - 2_048 ? 0 : Math.ceil(body.length / CHUNK);
  const kept: Kept = {
    ...{ header, epoch: header.epoch, until, chunks: count, mark },
    body: count === 0 ? body : undefined,
  };
  const sets = [{ key: keys.state(hash), value: pack(kept), expireIn }];
  for (let at = 0; at < count; at++) {
    const value = new Uint8Array(MARK + Math.min(CHUNK, body.length - at * CHUNK));
    encoder.encodeInto(mark, value);
    value.set(body.subarray(at * CHUNK, (at + 1) * CHUNK), MARK);
    sets.push({ key: keys.chunk(hash, at), value, expireIn });
  }
  return { kept, change: { sets, deletes: leftOver(keys, hash, count, before) } };
}

/** Chunks that nothing needs any more. */
export function leftOver(
  keys: Keys,
  hash: string,
  from: number,
  before: Kept | undefined,
): KvKey[] {
  const left = Math.max(0, (before?.chunks ?? 0) - from);
  return Array.from({ length: left }, (_, at) => keys.chunk(hash, from + at));
}

/** The body of these chunks; undefined where one is missing, or another write's. */
export function bodyOf(
  kept: Kept,
  chunks: readonly unknown[],
): Uint8Array<ArrayBuffer> | undefined {
  if (kept.body) return new Uint8Array(kept.body);
  const parts: Uint8Array[] = [];
  const mark = encoder.encode(kept.mark);
  for (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array) || mark.some((byte, at) => chunk[at] !== byte)) {
      return undefined;
    }
    parts.push(chunk.subarray(MARK));
  }
  const body = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return body;
}

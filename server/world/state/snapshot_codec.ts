/** Snapshot codec: what a view keeps, as the bytes that a store keeps, and back. */

import type { Packing } from "../../platform/mod.ts";
import { compact } from "./compact.ts";

/** What a view keeps: all of a snapshot that no store reads. */
export interface SnapshotContent {
  /** Whose it is: nobody else may have it restored. */
  readonly owner: string;
  /** Path and query of the page. */
  readonly url: string;
  /** The name of the view's class. */
  readonly view: string;
  /** The version of its state, where the class says one. */
  readonly version?: number;
  /** The view's fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the objects in its fields keep, by the names of these. */
  readonly objects?: Readonly<Record<string, unknown>>;
  /** What its extensions keep, by their names. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A value as bytes. */
export interface Packed {
  readonly codec: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes before they were made smaller. */
  readonly size: number;
}

/** The codecs: as `node:v8` writes it, and that deflated. Numbers are never used twice. */
const PLAIN = 1;
const DEFLATED = 2;

/** From so many bytes on a value is deflated. */
const DEFLATE = 10_240;
/** Bytes that a value may come to: what is more was not packed here. */
const MOST = 67_108_864;

/** Packs a value that is compact. */
export function pack(value: unknown, packing: Packing): Packed {
  const bytes = packing.serialize(value);
  const size = bytes.length;
  if (size <= DEFLATE) return { codec: PLAIN, bytes, size };
  const deflated = packing.deflate(bytes);
  // An image is small already: deflated quickly it grows by a twentieth.
  return deflated.length < size
    ? { codec: DEFLATED, bytes: deflated, size }
    : { codec: PLAIN, bytes, size };
}

/** The value; undefined where the bytes cannot be read: another version may have written them. */
export function unpack(
  { codec, bytes }: Pick<Packed, "codec" | "bytes">,
  packing: Packing,
): unknown {
  if (codec !== PLAIN && codec !== DEFLATED) return undefined;
  try {
    const plain = codec === PLAIN ? bytes : packing.inflate(bytes, MOST);
    return compact(packing.deserialize(plain));
  } catch {
    return undefined;
  }
}

/** The content of a snapshot; undefined where it is none. */
export function unpackContent(
  packed: Pick<Packed, "codec" | "bytes">,
  packing: Packing,
): SnapshotContent | undefined {
  const value = unpack(packed, packing) as Partial<SnapshotContent> | null | undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const { owner, url, view, fields } = value;
  const isContent = [owner, url, view].every((text) => typeof text === "string") &&
    typeof fields === "object" && fields !== null;
  return isContent ? value as SnapshotContent : undefined;
}

/** The largest of these fields, by bytes: at most three. */
export function largestOf(
  fields: Readonly<Record<string, unknown>>,
  packing: Packing,
): [name: string, bytes: number][] {
  return Object.entries(fields)
    .map(([name, value]): [string, number] => [name, packing.serialize(value).length])
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3);
}

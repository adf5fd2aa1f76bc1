/** Envelope of the bus: what goes over a channel, a message and its place among its publisher's. */

import { pack, unpack } from "../../node/pack.ts";
import type { Place } from "../posts/mod.ts";

/** A message on its way. */
export interface Envelope {
  /** Who published it. */
  readonly from: string;
  readonly place: Place;
  /** Nothing but the news that messages were lost has none. */
  readonly content: { readonly message: unknown } | undefined;
}

/** The most that a message may take, packed. */
export const MOST_BYTES = 48 * 1_024;

/** How it is written. Another process of another version may write otherwise. */
const CODEC = 1;

/** Packs a message. Throws where it cannot be copied, or is too large. */
export function packMessage(topic: string, message: unknown): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = pack([message]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(
      `Cannot publish to "${topic}": the message cannot be copied (${reason}); send plain data`,
      { cause },
    );
  }
  if (bytes.byteLength <= MOST_BYTES) return bytes;
  const size = Math.ceil(bytes.byteLength / 1_024);
  throw new RangeError(
    `Cannot publish to "${topic}": the message has ${size} KB, a bus carries 48; publish an id and load the rest`,
  );
}

/** An envelope as bytes. */
export function packEnvelope(
  from: string,
  { number, before }: Place,
  message: Uint8Array | undefined,
): Uint8Array {
  return pack([CODEC, from, number, before, message]);
}

/** What was packed; undefined where it cannot be read. */
export function unpackEnvelope(bytes: Uint8Array): Envelope | undefined {
  const all = unpack(bytes);
  if (!Array.isArray(all) || all[0] !== CODEC) return undefined;
  const [, from, number, before, packed] = all as [number, string, number, number, unknown];
  const place = { number, before };
  if (packed === undefined) return { from, place, content: undefined };
  // A message may be undefined as well: it is told from what cannot be read by what is around it.
  const content = unpack(packed);
  return Array.isArray(content) ? { from, place, content: { message: content[0] } } : undefined;
}

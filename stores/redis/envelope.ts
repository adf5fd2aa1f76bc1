/** Envelope of the bus: what goes over a channel, a message and its place among its publisher's. */

import { deserialize, serialize } from "node:v8";

/** A message on its way. */
export interface Envelope {
  /** Who published it. */
  readonly from: string;
  /** Its number, and that of the message of its topic before it: 0 where there was none. */
  readonly number: number;
  readonly before: number;
  /** Nothing but the news that messages were lost has none. */
  readonly content: { readonly message: unknown } | undefined;
}

/** The most that a message may take, packed. */
export const MOST_BYTES = 48 * 1_024;

/** The first byte says how to read on. Another process of another version may write otherwise. */
const CODEC = 1;

/** Packs a message. Throws where it cannot be copied, or is too large. */
export function packMessage(topic: string, message: unknown): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = serialize(message);
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

/** An envelope as bytes. `from` has 22 letters. */
export function packEnvelope(
  { from, number, before }: Omit<Envelope, "content">,
  message: Uint8Array | undefined,
): Uint8Array {
  const head = serialize([from, number, before, message !== undefined]);
  const bytes = new Uint8Array(3 + head.byteLength + (message?.byteLength ?? 0));
  bytes[0] = CODEC;
  new DataView(bytes.buffer).setUint16(1, head.byteLength);
  bytes.set(head, 3);
  if (message) bytes.set(message, 3 + head.byteLength);
  return bytes;
}

/** What was packed; undefined where it cannot be read. */
export function unpackEnvelope(bytes: Uint8Array): Envelope | undefined {
  try {
    if (bytes[0] !== CODEC) return undefined;
    const at = 3 + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint16(1);
    const head = deserialize(bytes.subarray(3, at)) as [string, number, number, boolean];
    const [from, number, before, hasContent] = head;
    const content = hasContent ? { message: deserialize(bytes.subarray(at)) } : undefined;
    return { from, number, before, content };
  } catch {
    return undefined;
  }
}

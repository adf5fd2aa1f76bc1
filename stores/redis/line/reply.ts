/** Replies of Redis, read: text, numbers and bytes, as clients give them. */

const DECODER = new TextDecoder();

/** Text, where there is any. */
export function textOf(reply: unknown): string | undefined {
  if (typeof reply === "string") return reply;
  if (typeof reply === "number" || typeof reply === "bigint") return String(reply);
  return reply instanceof Uint8Array ? DECODER.decode(reply) : undefined;
}

/** A number. */
export function numberOf(reply: unknown): number {
  return Number(textOf(reply));
}

/** Bytes, as a copy: a part of something large keeps all of it. Text has lost what they were. */
export function bytesOf(reply: unknown): Uint8Array<ArrayBuffer> {
  // Not by slice(): that of a Buffer copies nothing.
  if (reply instanceof Uint8Array) return new Uint8Array(reply);
  throw new TypeError(
    `Cannot read what Redis answered: the client gave a ${typeof reply} where bytes are; let its "send" return bulk strings as Uint8Array`,
  );
}

/** A list; none is an empty one. */
export function listOf(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}
